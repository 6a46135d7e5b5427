/**
 * How often the promise of "accept all above" comes true: a simulated reviewer looks at 30 boxes, and the share of right
 * boxes among the others, above each bar of a grid, is compared with the interval stated.
 *
 *   node scripts/run.mjs bench/confidence.ts [FILE.json | -] [SEEDS] [DRAW]
 *
 * FILE.json holds [{ "name", "boxes": [{ "agreement", "iou", "class"? }] }]; with - or without it,
 * made-up sets are used; another DRAW (0, 1 …) draws others of the same kinds.
 */
import { readFileSync } from 'node:fs';
import { LEAST_REVIEWED, STANDARDS } from '../src/shared/confidence/settings.ts';
import { reviewOrders, simulate } from './confidence/simulate.ts';
import type { ReviewOrder, Tally } from './confidence/simulate.ts';
import { syntheticSets } from './confidence/syntheticSets.ts';
import type { BoxSet } from './confidence/syntheticSets.ts';

const [file, seedText = '5', drawText = '0'] = process.argv.slice(2);
const sets =
  file === undefined || file === '-'
    ? syntheticSets(Number(drawText))
    : (JSON.parse(readFileSync(file, 'utf8')) as BoxSet[]);
const seeds = Number(seedText);
const none: Tally = { asked: 0, promised: 0, kept: 0, width: 0 };

function sum(a: Tally, b: Tally): Tally {
  return {
    asked: a.asked + b.asked,
    promised: a.promised + b.promised,
    kept: a.kept + b.kept,
    width: a.width + b.width,
  };
}

/** "95 (98) 12": promises kept and promises made of those asked for, in per cent, and their mean width in points. */
function words({ asked, promised, kept, width }: Tally): string {
  if (promised === 0) return 'none'.padStart(12);
  const percent = (part: number, whole: number) => Math.round((100 * part) / whole);
  return `${percent(kept, promised)} (${percent(promised, asked)}) ${(width / promised).toFixed(0)}`.padStart(
    12,
  );
}

function row(name: string, order: string, tallies: readonly Tally[]): string {
  return [name.padEnd(36), order.padEnd(15), ...tallies.map(words)].join(' ');
}

console.log(`${LEAST_REVIEWED} reviewed, ${seeds} seeds. Kept % (promised % of bars), mean width in points.`);
console.log(row('set', 'reviewed', []) + STANDARDS.map((one) => `IoU >= ${one}`.padStart(13)).join(''));
const totals = new Map<ReviewOrder, Tally[]>();
for (const { name, boxes } of sets)
  for (const order of reviewOrders) {
    const tallies = STANDARDS.map((standard) =>
      Array.from({ length: seeds }, (_, i) =>
        simulate(boxes, { order, count: LEAST_REVIEWED, seed: i + 1, standard }),
      ).reduce(sum, none),
    );
    totals.set(
      order,
      (totals.get(order) ?? STANDARDS.map(() => none)).map((one, i) => sum(one, tallies[i]!)),
    );
    console.log(row(name, order, tallies));
  }
for (const [order, tallies] of totals) console.log(row('all sets', order, tallies));
