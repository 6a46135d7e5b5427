/**
 * Makes resources/refinement/basis.safetensors, the basis of the compact features, from every second photograph of the
 * sample. Run by whoever maintains Boxwright, never by its users; takes a minute or two:
 *
 *   node scripts/run.mjs scripts/refinement/makeBasis.ts [--check]
 *
 * For each map: the square roots of its values over all cells, less each channel's mean, divided by its standard
 * deviation + .01; eigenvectors of their correlation, the largest eigenvalues first; each component scaled to variance 1.
 * With --check nothing is written: the result is compared with the file that is there.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INPUT_SIZE, type InceptionV3 } from '../../src/main/engine/backbones/inceptionV3.ts';
import { loadBackbone } from '../../src/main/engine/backbones/loadBackbone.ts';
import { loadCompactBasis, type MapBasis } from '../../src/main/engine/refinement/features/compactBasis.ts';
import {
  compactMaps,
  compactShapes,
  type CompactMap,
} from '../../src/main/engine/refinement/features/compactFeatures.ts';
import { inScope, tf } from '../../src/main/engine/tensorflow.ts';
import { serialiseTensors, type StoredTensor } from '../../src/main/engine/tensors/safetensors.ts';
import { squareView } from '../../src/main/imaging/squareView.ts';
import { symmetricEigen } from './symmetricEigen.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');
const TARGET = join(RESOURCES, 'refinement/basis.safetensors');
const BATCH = 8;
/** Keeps channels that hardly ever change from being blown up to noise. */
const LEAST_DEVIATION = 0.01;
/** Largest share by which the products of two bases may differ. */
const CHECK_TOLERANCE = 1e-3;

/** Sums over all cells that were seen. */
interface Moments {
  cells: number;
  /** [channels] */
  sum: Float64Array;
  /** [channels, channels] */
  products: Float64Array;
}

function noMoments(map: CompactMap): Moments {
  const { channels } = compactShapes[map];
  return { cells: 0, sum: new Float64Array(channels), products: new Float64Array(channels ** 2) };
}

function addTo(sums: Float64Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i]! += values[i]!;
}

async function look(backbone: InceptionV3, files: string[], moments: Record<CompactMap, Moments>) {
  const pixels = await Promise.all(files.map((file) => squareView(file, 'full', INPUT_SIZE)));
  inScope(() => {
    const images = tf.stack(pixels.map((each) => tf.tensor3d(each, [INPUT_SIZE, INPUT_SIZE, 3], 'int32')));
    const maps = backbone.forward(tf.sub(tf.div(tf.cast(images, 'float32'), 128), 1));
    for (const map of compactMaps) {
      const roots = tf.reshape<tf.Rank.R2>(tf.sqrt(maps[map]), [-1, compactShapes[map].channels]);
      moments[map].cells += roots.shape[0];
      addTo(moments[map].sum, tf.sum(roots, 0).dataSync<'float32'>());
      addTo(moments[map].products, tf.matMul(roots, roots, true).dataSync<'float32'>());
    }
  });
}

async function momentsOfSample(): Promise<Record<CompactMap, Moments>> {
  const files = globSync('sample/*/*.jpg', { cwd: RESOURCES })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .filter((_, i) => i % 2 === 0)
    .map((file) => join(RESOURCES, file));
  const moments = {
    conv4a: noMoments('conv4a'),
    mixed5d: noMoments('mixed5d'),
    mixed6e: noMoments('mixed6e'),
  };
  const backbone = loadBackbone('edge');
  for (let i = 0; i < files.length; i += BATCH) await look(backbone, files.slice(i, i + BATCH), moments);
  backbone.dispose();
  console.log(`${files.length} photographs`);
  return moments;
}

function basisOf({ cells, sum, products }: Moments, components: number): MapBasis {
  const channels = sum.length;
  const mean = sum.map((value) => value / cells);
  const covariance = products.map(
    (value, i) => value / cells - mean[Math.floor(i / channels)]! * mean[i % channels]!,
  );
  const deviation = mean.map((_, i) => Math.sqrt(covariance[i * channels + i]!) + LEAST_DEVIATION);
  const correlation = covariance.map(
    (value, i) => value / (deviation[Math.floor(i / channels)]! * deviation[i % channels]!),
  );
  const pairs = symmetricEigen(correlation, channels).slice(0, components);
  const projection = new Float32Array(channels * components);
  pairs.forEach(({ value, vector }, j) => {
    vector.forEach((number, i) => {
      projection[i * components + j] = number / deviation[i]! / Math.sqrt(value);
    });
  });
  const kept = pairs.reduce((total, { value }) => total + value, 0);
  const all = correlation.reduce((total, value, i) => (i % (channels + 1) === 0 ? total + value : total), 0);
  console.log(`${components} of ${channels} components keep ${((100 * kept) / all).toFixed(1)} %`);
  return {
    mean: Float32Array.from(mean),
    projection,
    eigenvalues: Float32Array.from(pairs, ({ value }) => value),
  };
}

/** How far apart distances are that two bases measure, as a share: neither signs nor turned axes count. */
function difference(a: MapBasis, b: MapBasis, channels: number): number {
  return inScope(() => {
    const product = ({ projection }: MapBasis) => {
      const matrix = tf.tensor2d(projection, [channels, projection.length / channels]);
      return tf.matMul(matrix, matrix, false, true);
    };
    const [first, second] = [product(a), product(b)];
    return tf.div(tf.norm(tf.sub(first, second)), tf.norm(first)).dataSync<'float32'>()[0] ?? NaN;
  });
}

function check(basis: Record<CompactMap, MapBasis>): void {
  const stored = loadCompactBasis();
  for (const map of compactMaps) {
    const found = difference(stored[map], basis[map], compactShapes[map].channels);
    console.log(`${map}: differs by ${found.toExponential(1)}`);
    if (!(found < CHECK_TOLERANCE)) process.exitCode = 1;
  }
}

function write(basis: Record<CompactMap, MapBasis>): void {
  const tensors = new Map<string, StoredTensor>();
  for (const map of compactMaps) {
    const { channels, components } = compactShapes[map];
    tensors.set(`${map}/mean`, { shape: [channels], data: basis[map].mean });
    tensors.set(`${map}/projection`, { shape: [channels, components], data: basis[map].projection });
    tensors.set(`${map}/eigenvalues`, { shape: [components], data: basis[map].eigenvalues });
  }
  const metadata = {
    what: 'component = (sqrt(x) - mean) . projection, of variance 1; eigenvalues before that',
    source: 'every second photograph of the sample through Inception-V3, edge padding',
  };
  mkdirSync(join(TARGET, '..'), { recursive: true });
  writeFileSync(TARGET, serialiseTensors({ tensors, metadata }));
}

const moments = await momentsOfSample();
const [conv4a, mixed5d, mixed6e] = compactMaps.map((map) =>
  basisOf(moments[map], compactShapes[map].components),
) as [MapBasis, MapBasis, MapBasis];
const basis = { conv4a, mixed5d, mixed6e };
if (process.argv.includes('--check')) check(basis);
else write(basis);
