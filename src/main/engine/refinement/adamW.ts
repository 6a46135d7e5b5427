/**
 * AdamW (Loshchilov and Hutter 2019): Adam whose weight decay is taken off the variables themselves, beside the step, and
 * not mixed into the gradient.
 */
import type { tf } from '../tensorflow.ts';
import type { StoredTensor } from '../tensors/safetensors.ts';
import { Adam } from '../training/adam.ts';
import { refinementSettings } from './settings.ts';

/** @param state as the optimiser's `toTensors` gave it, to go on exactly there; without it, from the start. */
export function adamW(
  variables: Readonly<Record<string, tf.Variable>>,
  state?: ReadonlyMap<string, StoredTensor>,
): Adam {
  return new Adam(variables, state, refinementSettings.optimiser);
}
