/**
 * Seconds of a person's work for each image until 95 % of a project's boxes have IoU >= .7, by several ways to review,
 * beside drawing all by hand: 1.5 s for a look, 0.7 s for an accept key, 7 s for a drawn box (Papadopoulos et al. 2017).
 *
 *   node scripts/run.mjs bench/humanTime.ts LISTS.json
 *   node scripts/run.mjs bench/humanTime.ts PROJECT TRUTH.json
 *
 * LISTS.json is what bench/refinement.ts --lists writes, [{ "name", "boxes": [{ "agreement", "iou", "class"? }] }]; it holds
 * no images without a box, which PROJECT TRUTH.json counts as to be drawn. One box an image; images that the project
 * lacks are nobody's work.
 *
 *   draw all          no boxes are given: look and draw, 8.5 s.
 *   look at all       in any order; accept what is right, draw what is not.
 *   worst first       the same in order of agreement, the least first, until the goal is reached. An oracle says when.
 *   30, then bulk     review 30 boxes spread over the range of agreement; accept at one stroke all those above the lowest
 *                     bar at which the window promises >= 95 % at IoU .7 (the low end of its interval); look at the rest.
 *   30, then bulk of all   the same, but the promise need only make 95 % of all boxes, those looked at counting as right.
 *
 * Boxes that learn from the corrections on the way are not part of it: they stay as they are until they are looked at.
 * Equal agreements are put in order by lot (mean of 10); the range holds nine of ten projects of as many images drawn,
 * with replacement, from the project's.
 */
import { Project } from '../src/main/library/project.ts';
import { randomStreamFor, shuffled } from '../src/shared/random.ts';
import { drawAll, lookAtAll, reviewThenBulk, STANDARD, worstFirst } from './humanTime/simulate.ts';
import type { Effort, Judged } from './humanTime/simulate.ts';
import { readLists } from './measured/lists.ts';
import { measure, notes } from './measured/measure.ts';
import { mean, quantile } from './measured/statistics.ts';

const ORDERS = 10;
const REDRAWS = 40;

const [source, truthFile] = process.argv.slice(2);
if (source === undefined)
  throw new Error('Usage: node scripts/run.mjs bench/humanTime.ts LISTS.json | PROJECT TRUTH.json');

interface JudgedSet {
  name: string;
  boxes: Judged[];
  notes: string[];
}

function setsOf(from: string, truth: string | undefined): JudgedSet[] {
  if (truth === undefined)
    return readLists(from).map(({ name, basis, boxes }) => ({
      name,
      boxes,
      notes: basis === 'score' ? ['Not refined: the class probability stands for agreement.'] : [],
    }));
  using project = Project.open(from, { readOnly: true });
  const measurement = measure(project, truth);
  return [{ name: project.name, boxes: measurement.items, notes: notes(measurement) }];
}

const strategies: [string, (boxes: readonly Judged[]) => Effort][] = [
  ['draw all', drawAll],
  ['look at all', lookAtAll],
  ['worst first (oracle stop)', worstFirst],
  ['30, then bulk', (boxes) => reviewThenBulk(boxes, 'accepted')],
  ['30, then bulk of all', (boxes) => reviewThenBulk(boxes, 'all')],
];

/** As many boxes drawn from those given, each as often as luck has it. */
function redrawn(boxes: readonly Judged[], random: () => number): Judged[] {
  return boxes.map(() => ({ ...boxes[Math.floor(random() * boxes.length)]! }));
}

const percent = (share: number) => (100 * share).toFixed(1);

function row(name: string, boxes: readonly Judged[], strategy: (boxes: readonly Judged[]) => Effort): string {
  const count = boxes.length;
  const efforts = Array.from({ length: ORDERS }, (_, i) => strategy(shuffled(boxes, randomStreamFor(1, i))));
  const others = Array.from({ length: REDRAWS }, (_, i) => strategy(redrawn(boxes, randomStreamFor(2, i))));
  const meanOf = (value: (effort: Effort) => number) => mean(efforts.map(value));
  const seconds = others.map((effort) => effort.seconds / count);
  const figures = [
    (meanOf((effort) => effort.seconds) / count).toFixed(2),
    `${quantile(seconds, 0.05).toFixed(2)}–${quantile(seconds, 0.95).toFixed(2)}`,
    percent(meanOf(({ right }) => right)),
    percent(meanOf(({ looked }) => looked) / count),
    percent(meanOf(({ drawn }) => drawn) / count),
  ];
  return `| ${[name, ...figures].join(' | ')} |`;
}

for (const { name, boxes, notes: lines } of setsOf(source, truthFile)) {
  const right = boxes.filter(({ iou }) => iou >= STANDARD).length;
  console.log(
    `${name}: ${boxes.length} images, ${percent(right / boxes.length)} % have IoU >= ${STANDARD} as given`,
  );
  for (const line of lines) console.log(line);
  console.log('\n| | seconds an image | range | IoU >= .7 in the end, % | looked at, % | drawn, % |');
  console.log('|---|---|---|---|---|---|');
  for (const [strategy, run] of strategies) console.log(row(strategy, boxes, run));
  console.log('');
}
