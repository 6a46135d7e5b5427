/**
 * How good a project's boxes are, and how well their agreement tells the good ones: GT-known at IoU .5 and .7, mean IoU,
 * median of the boxes' areas over the truth's, Spearman's correlation of agreement and IoU, and the share of right boxes
 * in the better half and in the worst fifth by agreement; over all images and class by class.
 *
 *   node scripts/run.mjs bench/refinement.ts PROJECT TRUTH.json [--lists LISTS.json] [--name NAME]
 *
 * TRUTH is a COCO file; only images in it count, and of several truth boxes in one the best. Images that the project lacks,
 * or has no box of, count as missed in the first three figures and are left out of the others. --lists adds the boxes,
 * under NAME (left out: the project's name), to a file that bench/confidence.ts and bench/humanTime.ts read; a list of
 * that name gives way.
 */
import { parseArgs } from 'node:util';
import { Project } from '../src/main/library/project.ts';
import { addList, listOf } from './measured/lists.ts';
import { measure, notes, type Measured } from './measured/measure.ts';
import { mean, median, shareRight, spearman, type Ordered } from './measured/statistics.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { lists: { type: 'string' }, name: { type: 'string' } },
});
const [folder, truthFile] = positionals;
if (folder === undefined || truthFile === undefined)
  throw new Error(
    'Usage: node scripts/run.mjs bench/refinement.ts PROJECT TRUTH.json [--lists LISTS.json] [--name NAME]',
  );

const columns = [
  ...['class', 'images', 'GT-known @.5', '@.7', 'mean IoU', 'median area ratio', 'Spearman'],
  ...['right @.5: best half', 'worst fifth', 'right @.7: best half', 'worst fifth'],
];

const percent = (share: number) => (Number.isNaN(share) ? '–' : (100 * share).toFixed(1));
const decimal = (value: number, digits: number) => (Number.isNaN(value) ? '–' : value.toFixed(digits));

function row(name: string, items: readonly Measured[]): string {
  const ious = items.map(({ iou }) => iou);
  const known = (standard: number) => mean(ious.map((iou) => (iou >= standard ? 1 : 0)));
  const ratios = items.map(({ areaRatio }) => areaRatio).filter((ratio) => ratio !== null);
  const ordered = items.flatMap(({ agreement, iou }): Ordered[] =>
    agreement === null ? [] : [{ agreement, iou }],
  );
  const agreements = ordered.map(({ agreement }) => agreement);
  const rightAt = [0.5, 0.7].flatMap((standard) => [
    shareRight(ordered, { from: 'best', share: 1 / 2, standard }),
    shareRight(ordered, { from: 'worst', share: 1 / 5, standard }),
  ]);
  const figures = [
    ...[percent(known(0.5)), percent(known(0.7)), decimal(mean(ious), 3), decimal(median(ratios), 2)],
    decimal(
      spearman(
        agreements,
        ordered.map(({ iou }) => iou),
      ),
      2,
    ),
    ...rightAt.map(percent),
  ];
  return `| ${[name, items.length, ...figures].join(' | ')} |`;
}

using project = Project.open(folder, { readOnly: true });
const measurement = measure(project, truthFile);
console.log(`| ${columns.join(' | ')} |`);
console.log(`|${'---|'.repeat(columns.length)}`);
const items = [...measurement.items, ...measurement.absent];
console.log(row('all', items));
for (const [name, own] of Map.groupBy(items, ({ class: className }) => className))
  console.log(row(name, own));
for (const note of notes(measurement)) console.log(note);
if (options.lists !== undefined) {
  const list = listOf(options.name ?? project.name, measurement);
  addList(options.lists, list);
  console.log(`${list.boxes.length} boxes are in ${options.lists} as ${list.name}.`);
}
