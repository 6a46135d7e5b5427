/** Models and checkpoints on disk: the head's tensors and, in the metadata, what is needed to use or resume them. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { combinations } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import { CiCamHead } from '../ciCam/head.ts';
import { parseTensors, serialiseTensors, type StoredTensor } from '../tensors/safetensors.ts';

const describedSchema = z.object({
  format: z.literal('boxwright-model-1'),
  /** Names of the classes in the order of the head's outputs. */
  classes: z.array(z.string()).min(2),
  padding: z.enum(['zero', 'edge']),
  combination: z.enum(combinations),
  theta: z.number().min(0).lt(1),
  shape: z.object({ classes: z.int(), channels: z.int(), grid: z.int() }),
  /** Passes through the training images that are behind this state. */
  epochsDone: z.int().nonnegative(),
  /** Mean loss and share of right top-1 classes in each of them. */
  history: z.array(z.object({ loss: z.number(), accuracy: z.number() })),
});

export type ModelDescription = z.infer<typeof describedSchema>;

export interface StoredModel {
  description: ModelDescription;
  tensors: ReadonlyMap<string, StoredTensor>;
}

/** Writes beside the target and renames, so that a file which is there is always whole. */
export function saveModel(path: string, { description, tensors }: StoredModel): void {
  mkdirSync(dirname(path), { recursive: true });
  const metadata = { boxwright: JSON.stringify(description) };
  writeFileSync(`${path}.partial`, serialiseTensors({ tensors: new Map(tensors), metadata }));
  renameSync(`${path}.partial`, path);
}

/** @returns null when there is no such file. @throws BoxwrightError `resource-damaged` when it is not a model. */
export function loadModel(path: string): StoredModel | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { tensors, metadata } = parseTensors(bytes, path);
  const description = describedSchema.safeParse(parseJson(metadata.boxwright ?? ''));
  if (!description.success) {
    throw new BoxwrightError(
      'resource-damaged',
      `${path} is not a model of this version of Boxwright. Train again.`,
    );
  }
  return { description: description.data, tensors };
}

/** As `loadModel`; a damaged file is removed and counts as none, because what it held can be computed again. */
export function loadOrDiscard(path: string): StoredModel | null {
  try {
    return loadModel(path);
  } catch (error) {
    if (!(error instanceof BoxwrightError) || error.code !== 'resource-damaged') throw error;
    rmSync(path);
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function headOf({ description, tensors }: StoredModel): CiCamHead {
  return CiCamHead.restore(description.shape, tensors);
}
