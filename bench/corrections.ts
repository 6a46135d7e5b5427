/**
 * What learning from corrections brings to the other images: a simulated person puts the boxes of random images right, the
 * refinement learns, and the boxes of all other images are compared with the truth, before and after.
 *
 *   node scripts/run.mjs bench/corrections.ts PROJECT TRUTH [COUNTS] [SEEDS]
 *
 * PROJECT has refined boxes; nothing is changed in it. TRUTH is a COCO file. COUNTS: how many images are put right (left out:
 * 10,50,150; counts above three quarters of the images are passed over). SEEDS: draws for each count (left out: 3). The
 * person draws the object that the box overlaps most with; what counts for an image is that IoU.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localEngine } from '../src/main/engine/engine.ts';
import { Project } from '../src/main/library/project.ts';
import { PathIndex } from '../src/main/cli/workflow/pathIndex.ts';
import { readTruth } from '../src/main/cli/workflow/truth.ts';
import { modelOf, refinementFile } from '../src/main/workflow/modelOf.ts';
import type { ImageRecord } from '../src/shared/domain.ts';
import type { ImagePrediction } from '../src/shared/engine.ts';
import { iou, type Box } from '../src/shared/geometry.ts';
import { randomStreamFor, shuffled } from '../src/shared/random.ts';
import { thetaBox } from '../src/shared/thetaBox.ts';

const [folder, truthFile, countsText = '10,50,150', seedsText = '3'] = process.argv.slice(2);
if (folder === undefined || truthFile === undefined)
  throw new Error('Usage: node scripts/run.mjs bench/corrections.ts PROJECT TRUTH [COUNTS] [SEEDS]');

/** An image of the project with its true boxes. */
type Item = ImageRecord & { truth: Box[] };

/** IoU of each image's box with the truth. */
type Scores = ReadonlyMap<number, number>;

const engine = localEngine();
using project = Project.open(folder, { readOnly: true });
const model = await modelOf(project, engine);
const base = refinementFile(dirname(model.modelFile), 0);
const threshold = project.theta.state().recipeTheta;
const indices = new Map(model.classIds.map((id, index) => [id, index]));
const index = new PathIndex(project.images(), ({ relativePath }) => relativePath);
const items = readTruth(truthFile).flatMap(({ image: { file_name: name }, boxes }): Item[] => {
  const image = index.find(name);
  return image && boxes.length > 0 ? [{ ...image, truth: boxes }] : [];
});

async function predict(file: string): Promise<ImagePrediction[]> {
  const found: ImagePrediction[] = [];
  const images = items.map((item) => ({ ...item, classIndex: indices.get(item.classId) ?? null }));
  const { modelFile } = model;
  const { cacheFolder } = project;
  await engine.predict({ modelFile, refinementFile: file, images, cacheFolder }, {}, (batch) =>
    found.push(...batch),
  );
  return found;
}

function nearest(truth: readonly Box[], box: Box): Box {
  return truth.reduce((best, each) => (iou(each, box) > iou(best, box) ? each : best));
}

const byId = new Map(items.map((item) => [item.id, item]));

function scoresOf(predictions: readonly ImagePrediction[], theta: number): Scores {
  return new Map(
    predictions.map(({ imageId, map }) => {
      const item = byId.get(imageId)!;
      const box = thetaBox(map, theta, item);
      return [imageId, iou(nearest(item.truth, box), box)];
    }),
  );
}

/** Mean IoU and the shares of at least .5 and of at least .7, over the images of a condition. */
function figures(scores: Scores, isCounted: (imageId: number) => boolean): [number, number, number] {
  const counted = [...scores].filter(([id]) => isCounted(id)).map(([, score]) => score);
  const share = (least: number) => counted.filter((score) => score >= least).length / counted.length;
  return [counted.reduce((sum, score) => sum + score, 0) / counted.length, share(0.5), share(0.7)];
}

const words = ([mean, half, tight]: readonly [number, number, number]) =>
  `${mean.toFixed(3)} | ${(100 * half).toFixed(1)} | ${(100 * tight).toFixed(1)}`;

const before = await predict(base);
const boxes = new Map(
  before.map(({ imageId, map }) => [imageId, thetaBox(map, threshold, byId.get(imageId)!)]),
);
const scoresBefore = scoresOf(before, threshold);
console.log(`${items.length} images with truth: ${words(figures(scoresBefore, () => true))}`);
console.log(
  '| corrected | seed | before: IoU | .5 | .7 | after: IoU | .5 | .7 | gain | at the old threshold | corrected themselves | threshold | seconds |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|');

async function simulate(count: number, seed: number, to: string): Promise<void> {
  const chosen = shuffled(items, randomStreamFor(seed, count)).slice(0, count);
  const ids = new Set(chosen.map(({ id }) => id));
  const started = performance.now();
  const { threshold: theta } = await engine.learn(
    {
      ...{ modelFile: model.modelFile, from: base, to, threshold, seed, cacheFolder: project.cacheFolder },
      corrected: chosen.map((item) => ({ ...item, boxes: [nearest(item.truth, boxes.get(item.id)!)] })),
      others: project
        .images()
        .filter(({ id, status }) => status === 'ok' && !ids.has(id))
        .map((image) => ({ ...image, label: image.classId })),
    },
    {},
  );
  const seconds = (performance.now() - started) / 1000;
  const after = await predict(to);
  const isOther = (id: number) => !ids.has(id);
  const [was, is] = [figures(scoresBefore, isOther), figures(scoresOf(after, theta), isOther)];
  const [unchanged] = figures(scoresOf(after, threshold), isOther);
  const gain = (value: number) => `${value < was[0] ? '' : '+'}${(value - was[0]).toFixed(3)}`;
  const ofChosen = (scores: Scores) => figures(scores, (id) => ids.has(id))[0].toFixed(3);
  const themselves = `${ofChosen(scoresBefore)} → ${ofChosen(scoresOf(after, theta))}`;
  const cells = [
    count,
    seed,
    words(was),
    words(is),
    gain(is[0]),
    gain(unchanged),
    themselves,
    theta,
    seconds.toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

const scratch = mkdtempSync(join(tmpdir(), 'boxwright-corrections-'));
try {
  for (const count of countsText
    .split(',')
    .map(Number)
    .filter((each) => each <= 0.75 * items.length))
    for (let seed = 1; seed <= Number(seedsText); seed += 1)
      await simulate(count, seed, join(scratch, 'refinement.safetensors'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
