/**
 * The backbone alone: milliseconds an image, zero against edge padding and batch sizes, side by side in one run.
 *
 *   node scripts/run.mjs bench/backbone.ts
 */
import { INPUT_SIZE } from '../src/main/engine/backbones/inceptionV3.ts';
import { loadBackbone } from '../src/main/engine/backbones/loadBackbone.ts';
import { tf } from '../src/main/engine/tensorflow.ts';

const ROUNDS = 7;

function millisecondsAnImage(padding: 'zero' | 'edge', batch: number): number {
  const backbone = loadBackbone(padding);
  const images = tf.randomUniform<tf.Rank.R4>([batch, INPUT_SIZE, INPUT_SIZE, 3], -1, 1);
  const times = Array.from({ length: ROUNDS + 1 }, () => {
    const start = performance.now();
    tf.tidy(() => void backbone.forward(images).mixed6e.dataSync());
    return (performance.now() - start) / batch;
  });
  backbone.dispose();
  images.dispose();
  // The first pass sets up what later ones reuse.
  return times.slice(1).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
}

for (const batch of [1, 4, 8, 16]) {
  const [zero, edge] = [millisecondsAnImage('zero', batch), millisecondsAnImage('edge', batch)];
  console.log(
    `batch ${batch}: zero ${zero.toFixed(1)} ms, edge ${edge.toFixed(1)} ms, ratio ${(edge / zero).toFixed(2)}`,
  );
}
