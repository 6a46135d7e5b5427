/** How far a refinement is: everything that a later call needs to go on, and prediction to use it. */
import type { Adam } from '../training/adam.ts';
import type { StoredTensor } from '../tensors/safetensors.ts';
import { adamW } from './adamW.ts';
import type { DescriptorTransform } from './descriptorTransform.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import { saveRefinement, type StoredRefinement } from './refinementFile.ts';

type Tensors = ReadonlyMap<string, StoredTensor>;

/** Under these names in the file. */
const TRANSFORM = { mean: 'transform/mean', direction: 'transform/direction' };
const FIRST = 'first/';

/** What prediction needs beside the head. */
export interface Companions {
  transform: DescriptorTransform;
  /** The head's tensors after round 1; none before it. */
  first: Tensors;
}

/** @returns null when the file is not one of ours. */
export function companionsOf(other: Tensors): Companions | null {
  const [mean, direction] = [other.get(TRANSFORM.mean)?.data, other.get(TRANSFORM.direction)?.data];
  if (!(mean instanceof Float32Array) || !(direction instanceof Float32Array)) return null;
  const first = [...other].filter(([name]) => name.startsWith(FIRST));
  return {
    transform: { mean, direction },
    first: new Map(first.map(([name, tensor]) => [name.slice(FIRST.length), tensor])),
  };
}

export class RefinementState {
  readonly head: ForegroundHead;
  readonly optimiser: Adam;
  readonly transform: DescriptorTransform;
  /** Mean loss of each round that is done. */
  readonly losses: number[];
  #first: Tensors;

  private constructor(head: ForegroundHead, companions: Companions, losses: number[], optimiser?: Tensors) {
    this.head = head;
    this.optimiser = adamW(head.variables, optimiser);
    this.transform = companions.transform;
    this.losses = losses;
    this.#first = companions.first;
  }

  static begin(head: ForegroundHead, transform: DescriptorTransform): RefinementState {
    return new RefinementState(head, { transform, first: new Map() }, []);
  }

  /** As it was stored; null when nothing was, or nothing that can be gone on with. */
  static restore(stored: StoredRefinement | null): RefinementState | null {
    if (!stored) return null;
    const companions = companionsOf(stored.other);
    if (companions) return new RefinementState(stored.head, companions, [...stored.losses], stored.optimiser);
    stored.head.dispose();
    return null;
  }

  /** A round is behind it. */
  finishRound(loss: number): void {
    this.losses.push(loss);
    if (this.losses.length === 1) this.#first = this.head.toTensors();
  }

  save(path: string): void {
    const { mean, direction } = this.transform;
    const other = new Map<string, StoredTensor>([
      [TRANSFORM.mean, { shape: [mean.length], data: mean }],
      [TRANSFORM.direction, { shape: [direction.length], data: direction }],
      ...[...this.#first].map(([name, tensor]): [string, StoredTensor] => [`${FIRST}${name}`, tensor]),
    ]);
    const { head, losses } = this;
    saveRefinement(path, { head, losses, other, optimiser: this.optimiser.toTensors() });
  }

  dispose(): void {
    this.head.dispose();
    this.optimiser.dispose();
  }
}
