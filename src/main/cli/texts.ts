/** Results in words and tables. */
import type {
  ClassRecord,
  ImportSummary,
  ProblemRecord,
  ReviewState,
  RunRecord,
} from '../../shared/domain.ts';
import type { RefineResult } from '../../shared/engine.ts';
import type { ExportSummary } from '../library/export/exportProject.ts';
import type { FormatSummary } from '../library/export/writeFormat.ts';
import type { TrainOutcome } from '../workflow/trainProject.ts';
import type { Evaluation } from './workflow/evaluate.ts';
import type { LabelOutcome } from './workflow/labelImages.ts';

/** More problems than this would push everything else off the screen. */
const MOST_PROBLEMS = 20;

export function problemsText(problems: readonly ProblemRecord[]): string[] {
  if (problems.length === 0) return [];
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ path, reason }) => `  ${path}\n    ${reason}`);
  const rest = problems.length - lines.length;
  if (rest > 0) lines.push(`  … and ${rest} more; --json lists all.`);
  return [`Problems (${problems.length}):`, ...lines];
}

export function importText({
  added,
  unchanged,
  skippedHidden,
  skippedNotImage,
  classes,
  problems,
}: ImportSummary): string {
  const skipped = skippedHidden + skippedNotImage;
  return [
    `${added} images added, ${unchanged} already there, ${skipped} other files passed over.`,
    ...classes.map(({ name, imageCount }) => `  ${name}: ${imageCount}`),
    ...problemsText(problems),
  ].join('\n');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What refinement came to; nothing where boxes are not refined. */
function refinedText(refined: RefineResult | null): string[] {
  if (!refined) return [];
  const losses = refined.rounds.map(({ loss }) => loss.toFixed(3)).join(', ');
  return [`Boxes refined in ${refined.rounds.length} of ${refined.planned} rounds, loss ${losses}.`];
}

export function trainText({
  run,
  refined,
  wasTrained,
  images,
  classes,
  history,
  seconds,
  problems,
}: TrainOutcome): string {
  const last = history.at(-1);
  const figures = last ? ` Loss ${last.loss.toFixed(3)}, ${percent(last.accuracy)} of images right.` : '';
  const what = `${images} images of ${classes} classes, recipe ${run.recipe}, seed ${run.seed}.`;
  const how = wasTrained
    ? 'This was trained before; nothing has changed since.'
    : `Features ${seconds.features} s, training ${seconds.training} s, refinement ${seconds.refinement} s.`;
  return [`${what} ${how}${figures}`, ...refinedText(refined), ...problemsText(problems)].join('\n');
}

export function predictText({
  project,
  out,
  boxes,
  untrained = 0,
  problems,
}: {
  project?: string;
  out?: string;
  boxes: number;
  untrained?: number;
  problems: ProblemRecord[];
}): string {
  const places = [project, out].filter((place) => place !== undefined);
  const where =
    places.length > 0 ? `in ${places.join(' and ')}` : 'not written anywhere: name a file with --out';
  const untrainedText = `${untrained} images have no box: their classes came after the training. Train again.`;
  const remarks = untrained > 0 ? [untrainedText] : [];
  return [`${boxes} boxes, ${where}.`, ...remarks, ...problemsText(problems)].join('\n');
}

function formatText({ format, folder, images, boxes, ...rest }: FormatSummary): string[] {
  const splits = Object.entries(rest.splits).map(([name, count]) => `${name} ${count}`);
  const remarks: [number, string][] = [
    [rest.clippedBoxes, 'boxes cut at the edge of their image'],
    [rest.droppedBoxes, 'boxes dropped, being less than a pixel in their image'],
    [rest.imagesWithoutBoxes, 'images left out for want of a box'],
    [rest.rewrittenImages, 'images written anew instead of copied; manifest.json says why'],
  ];
  return [
    `  ${format}: ${images} images (${splits.join(', ')}), ${boxes} boxes in ${folder}`,
    ...remarks.flatMap(([count, what]) => (count > 0 ? [`    ${count} ${what}`] : [])),
    ...rest.renamedClasses.map(({ from, to }) => `    class "${from}" is "${to}" there`),
  ];
}

export function exportText({ folder, formats, problems }: ExportSummary): string {
  return [`Exported to ${folder}`, ...formats.flatMap(formatText), ...problemsText(problems)].join('\n');
}

export function evaluationText(scores: Evaluation): string {
  const rows: [string, string][] = [
    ['Images', String(scores.images)],
    ['GT-known localization, IoU .3', percent(scores.gtKnown['0.3'])],
    ['GT-known localization, IoU .5', percent(scores.gtKnown['0.5'])],
    ['GT-known localization, IoU .7', percent(scores.gtKnown['0.7'])],
    ['Mean IoU', scores.meanIou.toFixed(3)],
    ['Top-1 classification', percent(scores.top1Classification)],
    ['Top-1 localization', percent(scores.top1Localization)],
    ['Baseline, whole image, IoU .5', percent(scores.baselines.wholeImage)],
    ['Baseline, best centred box, IoU .5', percent(scores.baselines.bestCentredBox)],
  ];
  if (scores.withoutBox > 0) rows.push(['Without a box', String(scores.withoutBox)]);
  if (scores.unmatched.length > 0)
    rows.push(['Of them not found or not readable', String(scores.unmatched.length)]);
  const width = Math.max(...rows.map(([label]) => label.length));
  const table = rows.map(([label, value]) => `${label.padEnd(width)}  ${value.padStart(8)}`);
  return [...table, ...problemsText(scores.problems)].join('\n');
}

export interface ProjectStatus {
  project: string;
  classes: ClassRecord[];
  images: number;
  boxes: Record<ReviewState, number>;
  runs: RunRecord[];
  problems: ProblemRecord[];
}

export function statusText({ project, classes, images, boxes, runs, problems }: ProjectStatus): string {
  const reviewed = Object.entries(boxes).map(([state, count]) => `${count} ${state}`);
  return [
    project,
    `${images} images in ${classes.length} classes:`,
    ...classes.map(({ name, imageCount }) => `  ${name}: ${imageCount}`),
    `Boxes: ${reviewed.join(', ')}.`,
    ...runs.map(({ id, recipe, seed, state }) => `Run ${id}: ${recipe}, seed ${seed}, ${state}.`),
    ...problemsText(problems),
  ].join('\n');
}

export function labelText({
  project,
  imported,
  trained,
  boxes,
  problems,
  exported,
  contactSheet,
  seconds,
}: LabelOutcome): string {
  const stage = (name: string, value: number) => `  ${name.padEnd(22)} ${value.toFixed(1).padStart(7)} s`;
  return [
    importText(imported),
    trainText(trained),
    `${boxes} boxes found.`,
    ...problemsText(problems),
    exportText(exported),
    '',
    stage('Import', seconds.import),
    stage('Features', seconds.features),
    stage('Training', seconds.training),
    stage('Refinement', seconds.refinement),
    stage('Boxes', seconds.boxes),
    stage('Export', seconds.export),
    stage('In all', seconds.total),
    '',
    `Look at the boxes: ${contactSheet}`,
    `The project, to go on with: ${project}`,
  ].join('\n');
}
