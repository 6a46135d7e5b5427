/** The fixed basis of the compact features from its file in resources/, made by scripts/refinement/makeBasis.ts. */
import { BoxwrightError } from '../../../../shared/errors.ts';
import { readTensorResource } from '../../resources.ts';
import type { TensorFile } from '../../tensors/safetensors.ts';
import { compactMaps, compactShapes, type CompactMap } from './compactFeatures.ts';

const FILE = 'refinement/basis.safetensors';

/** component = (sqrt(x) - mean) . projection */
export interface MapBasis {
  /** Of each channel's square roots, [channels]. */
  mean: Float32Array;
  /** Row-major [channels, components]. */
  projection: Float32Array;
  /** Variance of each component before it was scaled to 1, the largest first, [components]. */
  eigenvalues: Float32Array;
}

export type CompactBasis = Record<CompactMap, MapBasis>;

function tensor(file: TensorFile, name: string, shape: number[]): Float32Array {
  const found = file.tensors.get(name);
  if (found?.data instanceof Float32Array && String(found.shape) === String(shape)) return found.data;
  const message = `The basis of the refinement lacks ${name} [${shape.join(', ')}]. Install Boxwright again.`;
  throw new BoxwrightError('resource-damaged', message);
}

/** @throws BoxwrightError `resource-damaged` when the file is missing or incomplete. */
export function loadCompactBasis(): CompactBasis {
  const file = readTensorResource(FILE, 'The basis of the refinement');
  const basisOf = (map: CompactMap): MapBasis => {
    const { channels, components } = compactShapes[map];
    return {
      mean: tensor(file, `${map}/mean`, [channels]),
      projection: tensor(file, `${map}/projection`, [channels, components]),
      eigenvalues: tensor(file, `${map}/eigenvalues`, [components]),
    };
  };
  const [conv4a, mixed5d, mixed6e] = compactMaps.map(basisOf) as [MapBasis, MapBasis, MapBasis];
  return { conv4a, mixed5d, mixed6e };
}
