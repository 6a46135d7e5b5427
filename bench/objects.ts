/**
 * What boxes for several objects cost and gain: precision and recall at IoU .5 against all truth boxes, for each choice of
 * objects.ts, from the maps that a project has stored.
 *
 *   node scripts/run.mjs bench/objects.ts PROJECT TRUTH [THETA]
 *
 * TRUTH is a COCO file with every object of every image. THETA stands for that of all classes (left out: the project's
 * own). Each truth box counts for one box, the best pairs first; images that the project or the truth lacks are left out.
 */
import { Project } from '../src/main/library/project.ts';
import { PathIndex } from '../src/main/cli/workflow/pathIndex.ts';
import { readTruth } from '../src/main/cli/workflow/truth.ts';
import { iou, type Box } from '../src/shared/geometry.ts';
import { objectBoxes, objectChoices, type ObjectChoice } from '../src/shared/objects.ts';
import type { ScoreMap } from '../src/shared/scoreMap.ts';

const RIGHT_FROM = 0.5;

const [folder, truthFile, thetaText] = process.argv.slice(2);
if (folder === undefined || truthFile === undefined)
  throw new Error('Usage: node scripts/run.mjs bench/objects.ts PROJECT TRUTH [THETA]');

interface Item {
  map: ScoreMap;
  theta: number;
  size: { width: number; height: number };
  truth: Box[];
}

function itemsOf(project: Project, file: string): Item[] {
  const index = new PathIndex(project.images(), ({ relativePath }) => relativePath);
  return readTruth(file).flatMap(({ image: { file_name: name }, boxes: truth }): Item[] => {
    const image = index.find(name);
    const map = image && project.scoreMap(image.id);
    if (!map) return [];
    const theta = thetaText === undefined ? project.theta.of(image.classId) : Number(thetaText);
    return [{ map, theta, size: image, truth }];
  });
}

/** Boxes that find a truth box of their own, the best pairs first. */
function countRight(boxes: readonly Box[], truth: readonly Box[]): number {
  const pairs = boxes
    .flatMap((box, b) => truth.map((other, t) => ({ b, t, overlap: iou(box, other) })))
    .filter(({ overlap }) => overlap >= RIGHT_FROM)
    .sort((one, other) => other.overlap - one.overlap);
  const [usedBoxes, usedTruth] = [new Set<number>(), new Set<number>()];
  for (const { b, t } of pairs) {
    if (usedBoxes.has(b) || usedTruth.has(t)) continue;
    usedBoxes.add(b);
    usedTruth.add(t);
  }
  return usedBoxes.size;
}

interface Tally {
  boxes: number;
  truth: number;
  right: number;
  /** Images with more than one box. */
  more: number;
}

function tally(items: readonly Item[], choice: ObjectChoice): Tally {
  const sum: Tally = { boxes: 0, truth: 0, right: 0, more: 0 };
  for (const { map, theta, size, truth } of items) {
    const boxes = objectBoxes(map, theta, choice, size).map(({ box }) => box);
    sum.boxes += boxes.length;
    sum.truth += truth.length;
    sum.right += countRight(boxes, truth);
    sum.more += boxes.length > 1 ? 1 : 0;
  }
  return sum;
}

const percent = (part: number, whole: number) => ((100 * part) / Math.max(whole, 1)).toFixed(1);

function row(images: string, items: readonly Item[], choice: ObjectChoice): string {
  const { boxes, truth, right, more } = tally(items, choice);
  const figures = [percent(right, boxes), percent(right, truth), percent(2 * right, boxes + truth)];
  return `| ${[images, items.length, choice, boxes, more, ...figures].join(' | ')} |`;
}

using project = Project.open(folder, { readOnly: true });
const items = itemsOf(project, truthFile);
const groups: [string, Item[]][] = [
  ['all', items],
  ['of one object', items.filter(({ truth }) => truth.length === 1)],
  ['of several', items.filter(({ truth }) => truth.length > 1)],
];
console.log('| images | | choice | boxes | images with several boxes | precision | recall | F1 |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, group] of groups) {
  for (const choice of objectChoices) console.log(row(name, group, choice));
}
