import { describe, expect, it } from 'vitest';
import { GridFlow, steps } from './gridFlow.ts';
import { MultiplyWithCarry } from './random.ts';

function join(flow: GridFlow, x: number, y: number, direction: number, capacity: number) {
  const from = flow.at(x, y);
  flow.residual[from * 8 + direction] = capacity;
  flow.residual[(from + flow.offsets[direction]!) * 8 + (direction ^ 1)] = capacity;
}

/** The sides of a row of pixels: 'S' for the source's, '-' for the other. */
const row = (flow: GridFlow, width: number) =>
  Array.from({ length: width }, (_, x) => (flow.onSourceSide(flow.at(x, 0)) ? 'S' : '-')).join('');

describe('the cut of a grid', () => {
  it('goes through the weakest edge between the pixels that are drawn apart', () => {
    const flow = new GridFlow(4, 1);
    [5, 2, 7].forEach((capacity, x) => join(flow, x, 0, 0, capacity));
    flow.excess[flow.at(0, 0)] = 9;
    flow.excess[flow.at(3, 0)] = -9;
    flow.solve();
    expect(row(flow, 4)).toBe('SS--');
  });

  it('lets a pixel go that is held by less than its neighbours hold it', () => {
    const flow = new GridFlow(3, 1);
    [4, 4].forEach((capacity, x) => join(flow, x, 0, 0, capacity));
    flow.excess[flow.at(0, 0)] = 20;
    flow.excess[flow.at(1, 0)] = -7;
    flow.excess[flow.at(2, 0)] = 20;
    flow.solve();
    expect(row(flow, 3)).toBe('SSS');
  });

  it('goes on from the flow that is there when pulls change', () => {
    const flow = new GridFlow(3, 1);
    [6, 3].forEach((capacity, x) => join(flow, x, 0, 0, capacity));
    flow.excess[flow.at(0, 0)] = 9;
    flow.excess[flow.at(2, 0)] = -9;
    flow.solve();
    expect(row(flow, 3)).toBe('SS-');
    // 3 have flowed from left to right. The left one is now drawn by 2 in all, of which 3 are gone already.
    flow.excess[flow.at(0, 0)] = 2 - 3;
    flow.excess[flow.at(1, 0)] = 0;
    flow.excess[flow.at(2, 0)] = -9 + 3;
    flow.solve();
    expect(row(flow, 3)).toBe('---');
  });

  it('costs as little as the best of all 4,096 cuts of 4 x 3 pixels', () => {
    const random = new MultiplyWithCarry(5);
    for (let round = 0; round < 40; round++) {
      const { flow, cost } = randomGrid(4, 3, random);
      flow.solve();
      const found = [...places(4, 3)].map(([x, y]) => flow.onSourceSide(flow.at(x, y)));
      const all = Array.from({ length: 2 ** 12 }, (_, bits) =>
        cost(found.map((_, pixel) => ((bits >> pixel) & 1) === 1)),
      );
      expect(cost(found)).toBe(Math.min(...all));
    }
  });
});

function* places(width: number, height: number): Generator<[number, number]> {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) yield [x, y];
}

/** Random pulls and edges, and what a choice of sides costs by them. */
function randomGrid(width: number, height: number, random: MultiplyWithCarry) {
  const flow = new GridFlow(width, height);
  const edges: [number, number, number][] = [];
  for (const [x, y] of places(width, height))
    for (const direction of [0, 2, 4, 7]) {
      const [dx, dy] = steps[direction]!;
      if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
      const capacity = random.next() % 20;
      join(flow, x, y, direction, capacity);
      edges.push([y * width + x, (y + dy) * width + x + dx, capacity]);
    }
  const pulls = [...places(width, height)].map(() => (random.next() % 101) - 50);
  [...places(width, height)].forEach(([x, y], pixel) => (flow.excess[flow.at(x, y)] = pulls[pixel]!));
  const cost = (onSource: boolean[]) => {
    const lost = pulls.map((pull, pixel) => (onSource[pixel] ? Math.max(0, -pull) : Math.max(0, pull)));
    const cut = edges.map(([one, other, capacity]) => (onSource[one] === onSource[other] ? 0 : capacity));
    return [...lost, ...cut].reduce((sum, value) => sum + value, 0);
  };
  return { flow, cost };
}
