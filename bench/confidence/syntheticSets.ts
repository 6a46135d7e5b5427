/** Made-up projects whose truth is known: boxes with an agreement and an IoU, over levels and slopes. */
import { sigmoid } from '../../src/shared/confidence/normal.ts';
import { normalNumbers, randomStream } from '../../src/shared/random.ts';

export interface ScoredBox {
  agreement: number;
  iou: number;
  class?: string;
}

export interface BoxSet {
  name: string;
  boxes: ScoredBox[];
}

interface Shape {
  /** Share of boxes with IoU >= .5 of a box of middling agreement. */
  level: number;
  /** Logits a standard deviation of the latent quality. */
  slope: number;
  /** Share of boxes that are right or wrong whatever their agreement: no logistic curve fits these. */
  lapse?: number;
  count?: number;
}

/**
 * Agreement is a Beta-like number: a logistic curve of a latent normal quality. A box is right at .5 by `level` and
 * `slope` of the quality; of these, right at .7 by a curve of its own, a logit lower.
 */
function makeSet(name: string, { level, slope, lapse = 0, count = 900 }: Shape, seed: number): BoxSet {
  const random = randomStream(seed);
  const quality = normalNumbers(count, 1, random);
  const at = (logit: number) => lapse / 2 + (1 - lapse) * sigmoid(logit);
  const base = Math.log(level / (1 - level));
  const boxes = Array.from(quality, (one) => {
    const isHalf = random() < at(base + slope * one);
    const isTight = isHalf && random() < at(0.6 * base + 0.5 + slope * one);
    const iou = isTight ? 0.7 + 0.29 * random() : isHalf ? 0.5 + 0.2 * random() : 0.5 * random();
    return { agreement: sigmoid(1 + 0.9 * one), iou };
  });
  return { name, boxes };
}

/** Classes of levels of their own in one set, alike in number. */
function classesOf(name: string, levels: readonly number[], seed: number): BoxSet {
  const boxes = levels.flatMap((level, i) =>
    makeSet(name, { level, slope: 0.8, count: Math.round(900 / levels.length) }, seed + i).boxes.map(
      (box) => ({
        ...box,
        class: String(i),
      }),
    ),
  );
  return { name, boxes };
}

/** @param draw another number draws other boxes of the same levels and slopes. */
export function syntheticSets(draw: number): BoxSet[] {
  const from = 1000 * draw;
  const sets: BoxSet[] = [];
  for (const level of [0.5, 0.7, 0.85, 0.93, 0.98])
    for (const slope of [0, 0.5, 1, 2]) {
      const name = `level ${level.toFixed(2)}, slope ${slope.toFixed(1)}`;
      sets.push(makeSet(name, { level, slope }, from + sets.length + 1));
    }
  sets.push(makeSet('level 0.90, slope 1.0, lapse 0.1', { level: 0.9, slope: 1, lapse: 0.1 }, from + 71));
  sets.push(makeSet('level 0.90, slope 1.0, 150 boxes', { level: 0.9, slope: 1, count: 150 }, from + 72));
  sets.push(
    makeSet('level 0.90, slope 1.0, 10,000 boxes', { level: 0.9, slope: 1, count: 10_000 }, from + 73),
  );
  sets.push(classesOf('two classes, levels 0.92 and 0.66', [0.92, 0.66], from + 81));
  sets.push(classesOf('five classes, levels 0.5 to 0.95', [0.5, 0.7, 0.8, 0.9, 0.95], from + 91));
  return sets;
}
