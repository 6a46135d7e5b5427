/**
 * What the backbone's two repairs bring, and how CI-CAM compares with the plain CAM of the same run.
 *
 *   node scripts/run.mjs bench/repairs.ts SHARED/data/birds30 [SEED]
 *
 * The folder holds train/ and test/ (a folder for each class) and train.json and test.json (COCO). The head is trained
 * by the Quick recipe on train/ twice, on features of the original padding and of the repaired one; boxes are derived
 * with the maps stretched over the image and with their true geometry. One fixed theta, the paper's box rule.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Combination } from '../src/shared/domain.ts';
import type { MapGeometry } from '../src/shared/scoreMap.ts';
import { thetaBox } from '../src/shared/thetaBox.ts';
import { readTruth } from '../src/main/cli/workflow/truth.ts';
import { GEOMETRY, INPUT_SIZE } from '../src/main/engine/backbones/inceptionV3.ts';
import type { Padding } from '../src/main/engine/backbones/convolution.ts';
import type { CiCamHead } from '../src/main/engine/ciCam/head.ts';
import { scoreLocalization, type LocalizationScores } from '../src/main/engine/evaluation/localization.ts';
import { CHANNELS, FeatureStore, GRID } from '../src/main/engine/features/featureStore.ts';
import { ensureFeatures } from '../src/main/engine/features/mixed6eFeatures.ts';
import { predictBatch, type Found } from '../src/main/engine/prediction/predictBatch.ts';
import { inScope, tf } from '../src/main/engine/tensorflow.ts';
import { recipeByName, viewsFor } from '../src/main/engine/training/recipes.ts';
import { trainHead } from '../src/main/engine/training/trainHead.ts';
import { scanImages, type ScannedImage } from '../src/main/library/import/scanImages.ts';

const [folder, seedText = '1'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node scripts/run.mjs bench/repairs.ts FOLDER [SEED]');
const seed = Number(seedText);
const work = mkdtempSync(join(tmpdir(), 'boxwright-repairs-'));

/** What a network without the repair of the geometry believes: its map is a stretched copy of the image. */
const STRETCHED: MapGeometry = {
  inputSize: INPUT_SIZE,
  firstCentre: INPUT_SIZE / GRID / 2,
  stride: INPUT_SIZE / GRID,
};

type Image = ScannedImage & { id: number; classIndex: number };

async function load(part: string, classes: string[]): Promise<Image[]> {
  const { images } = await scanImages(join(resolve(folder!), part));
  if (classes.length === 0) classes.push(...new Set(images.map((image) => image.folder)));
  return images.map((image, id) => ({ ...image, id, classIndex: classes.indexOf(image.folder) }));
}

async function train(images: Image[], classes: string[], padding: Padding): Promise<CiCamHead> {
  const recipe = { ...recipeByName.quick, padding };
  const features = new FeatureStore(work, padding);
  await ensureFeatures(images, ({ contentHash }) => viewsFor(recipe, contentHash), features, {});
  const samples = images.flatMap(({ contentHash, classIndex: label }) =>
    viewsFor(recipe, contentHash).map((view) => ({ contentHash, label, view })),
  );
  const shape = { classes: classes.length, channels: CHANNELS, grid: GRID };
  const checkpointFile = join(work, `${padding}.safetensors`);
  return (await trainHead({ samples, classes, recipe, seed, features, shape, checkpointFile }, {})).head;
}

async function predict(head: CiCamHead, images: Image[], padding: Padding, combination: Combination) {
  const store = new FeatureStore(work, padding);
  await ensureFeatures(images, () => ['full'], store, {});
  const values = new Float32Array(GRID * GRID * CHANNELS);
  return images.flatMap((image): Found[] => {
    store.of('full').read(image.contentHash, values, 0);
    return inScope(() =>
      predictBatch(head, { combination, theta: 0 }, tf.tensor4d(values, [1, GRID, GRID, CHANNELS]), [image]),
    );
  });
}

function score(part: string, images: Image[], found: Found[], geometry: MapGeometry): LocalizationScores {
  const byPath = new Map(images.map((image, i) => [image.relativePath, { image, prediction: found[i] }]));
  const scored = readTruth(join(resolve(folder!), `${part}.json`)).flatMap(({ image: truth, boxes }) => {
    const { image, prediction } = byPath.get(truth.file_name) ?? {};
    if (!image || !prediction) return [];
    const box = thetaBox({ ...prediction.map, geometry }, 0, image);
    return [{ ...truth, truth: boxes, box, top1Right: prediction.top1 === image.classIndex }];
  });
  return scoreLocalization(scored);
}

function line(label: string, { top1Classification, gtKnown, meanIou }: LocalizationScores): string {
  const figures = [top1Classification, gtKnown['0.3'], gtKnown['0.5'], gtKnown['0.7']];
  return `| ${label} | ${figures.map((share) => (100 * share).toFixed(1)).join(' | ')} | ${meanIou.toFixed(3)} |`;
}

const classes: string[] = [];
const parts = { train: await load('train', classes), test: await load('test', classes) };
console.log('| | Top-1 Cls | IoU .3 | .5 | .7 | mean IoU |\n|---|---|---|---|---|---|');
for (const padding of ['zero', 'edge'] as const) {
  const head = await train(parts.train, classes, padding);
  for (const part of ['test', 'train'] as const) {
    const found = await predict(head, parts[part], padding, 'quadratic');
    console.log(line(`${part}, ${padding} padding, stretched`, score(part, parts[part], found, STRETCHED)));
    const repaired = score(part, parts[part], found, GEOMETRY.mixed6e);
    console.log(line(`${part}, ${padding} padding, true geometry`, repaired));
    const plain = await predict(head, parts[part], padding, 'plain');
    console.log(
      line(`${part}, ${padding} padding, plain CAM`, score(part, parts[part], plain, GEOMETRY.mixed6e)),
    );
    const { wholeImage, bestCentredBox } = repaired.baselines;
    console.log(
      `${part}: whole image ${wholeImage.toFixed(3)}, best centred box ${bestCentredBox.toFixed(3)}`,
    );
  }
}
rmSync(work, { recursive: true });
