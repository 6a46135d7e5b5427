/** The embedded backbone from its file in resources/. */
import { BoxwrightError } from '../../../shared/errors.ts';
import { readTensorResource } from '../resources.ts';
import { tf } from '../tensorflow.ts';
import type { StoredTensor, TensorFile } from '../tensors/safetensors.ts';
import type { ConvolutionWeights, Padding } from './convolution.ts';
import { InceptionV3 } from './inceptionV3.ts';

const FILE = 'backbone/inception-v3-mixed6e.safetensors';
const WEIGHTS = '/weights';

function get({ tensors }: TensorFile, name: string): StoredTensor {
  const found = tensors.get(name);
  if (!found)
    throw new BoxwrightError('resource-damaged', `The backbone file lacks ${name}. Install Boxwright again.`);
  return found;
}

/** value = (byte - zero_point) * scale */
function dequantise(file: TensorFile, layer: string): ConvolutionWeights {
  const { shape, data } = get(file, layer + WEIGHTS);
  const scale = get(file, `${layer}/scale`).data[0] ?? 0;
  const zeroPoint = get(file, `${layer}/zero_point`).data[0] ?? 0;
  const bias = get(file, `${layer}/bias`);
  const values = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 1) values[i] = ((data[i] ?? 0) - zeroPoint) * scale;
  return {
    filter: tf.tensor4d(values, shape as [number, number, number, number]),
    bias: tf.tensor1d(bias.data as Float32Array),
  };
}

/**
 * Loads Inception-V3 up to Mixed_6e. The caller disposes of it.
 *
 * @throws BoxwrightError `resource-damaged` when the file is missing or incomplete.
 */
export function loadBackbone(padding: Padding = 'edge'): InceptionV3 {
  const file = readTensorResource(FILE, 'The backbone');
  const layers = [...file.tensors.keys()].filter((name) => name.endsWith(WEIGHTS));
  const weights = layers.map((name): [string, ConvolutionWeights] => {
    const layer = name.slice(0, -WEIGHTS.length);
    return [layer, dequantise(file, layer)];
  });
  return new InceptionV3(new Map(weights), padding);
}
