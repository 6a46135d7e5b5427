/**
 * The refinement of a model on disk, refinement.safetensors beside it: the foreground head, its normalisation, what the
 * optimiser remembers (to go on after an interruption or to learn from corrections), and how far it has come.
 *
 * Tensors: `head/LAYER/weights`, `head/LAYER/bias`; `normalisation/MAP/mean`, `normalisation/MAP/scale`;
 * `optimiser/…`; and under `other/` what the other steps of the refinement need again at prediction.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { BoxwrightError } from '../../../shared/errors.ts';
import { parseTensors, serialiseTensors, type StoredTensor } from '../tensors/safetensors.ts';
import { compactMaps, type CompactMap } from './features/compactFeatures.ts';
import { ForegroundHead } from './foregroundHead.ts';
import type { ComponentNormalisation, Normalisation } from './normalisation.ts';
import { refinementSettings } from './settings.ts';

export const REFINEMENT_FILE = 'refinement.safetensors';

const describedSchema = z.object({
  format: z.literal('boxwright-refinement-1'),
  settingsVersion: z.literal(refinementSettings.version),
  /** Mean loss of each round that is behind this state. */
  losses: z.array(z.number()),
  shape: z.object({
    grid: z.int().positive(),
    components: z.object({ conv4a: z.int(), mixed5d: z.int(), mixed6e: z.int() }),
    widths: z.object({ coarse: z.int(), middle: z.int(), fine: z.int() }),
  }),
});

type Tensors = ReadonlyMap<string, StoredTensor>;

export interface StoredRefinement {
  /** The caller disposes of it. */
  head: ForegroundHead;
  /** What the optimiser's `toTensors` gave. */
  optimiser: Tensors;
  /** Mean loss of each round that is done. */
  losses: number[];
  /** Of other steps, by their own names. */
  other: Tensors;
}

function prefixed(prefix: string, tensors: Tensors): [string, StoredTensor][] {
  return [...tensors].map(([name, tensor]) => [`${prefix}/${name}`, tensor]);
}

function withoutPrefix(prefix: string, tensors: Tensors): Map<string, StoredTensor> {
  const chosen = [...tensors].filter(([name]) => name.startsWith(`${prefix}/`));
  return new Map(chosen.map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]));
}

function normalisationTensors(normalisation: Normalisation): Tensors {
  return new Map(
    compactMaps.flatMap((map) =>
      Object.entries<Float32Array>({ ...normalisation[map] }).map(([name, data]): [string, StoredTensor] => [
        `${map}/${name}`,
        { shape: [data.length], data },
      ]),
    ),
  );
}

function normalisationFrom(tensors: Tensors): Normalisation {
  const values = (name: string) => {
    const data = tensors.get(name)?.data;
    if (data instanceof Float32Array) return data;
    throw new Error(`it lacks the normalisation ${name}`);
  };
  const of = (map: CompactMap): ComponentNormalisation => ({
    mean: values(`${map}/mean`),
    scale: values(`${map}/scale`),
  });
  return { conv4a: of('conv4a'), mixed5d: of('mixed5d'), mixed6e: of('mixed6e') };
}

/** Writes beside the target and renames, so that a file which is there is always whole. */
export function saveRefinement(path: string, { head, optimiser, losses, other }: StoredRefinement): void {
  const { grid, components, widths } = head.shape;
  const description: z.infer<typeof describedSchema> = {
    format: 'boxwright-refinement-1',
    settingsVersion: refinementSettings.version,
    losses,
    shape: { grid, components, widths },
  };
  const tensors = new Map([
    ...prefixed('head', head.toTensors()),
    ...prefixed('normalisation', normalisationTensors(head.normalisation)),
    ...prefixed('optimiser', optimiser),
    ...prefixed('other', other),
  ]);
  mkdirSync(dirname(path), { recursive: true });
  const metadata = { boxwright: JSON.stringify(description) };
  writeFileSync(`${path}.partial`, serialiseTensors({ tensors, metadata }));
  renameSync(`${path}.partial`, path);
}

/**
 * @returns null when there is no such file.
 * @throws BoxwrightError `resource-damaged` when it is not whole, or of another version of the recipe.
 */
export function loadRefinement(path: string): StoredRefinement | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { tensors, metadata } = parseTensors(bytes, path);
  try {
    const { shape, losses } = describedSchema.parse(JSON.parse(metadata.boxwright ?? ''));
    const normalisation = normalisationFrom(withoutPrefix('normalisation', tensors));
    const head = ForegroundHead.fromTensors(withoutPrefix('head', tensors), normalisation, shape);
    const [optimiser, other] = [withoutPrefix('optimiser', tensors), withoutPrefix('other', tensors)];
    return { head, optimiser, losses, other };
  } catch (cause) {
    const message = `${path} is not a refinement of this version of Boxwright. The boxes are safe; train again to refine new ones.`;
    throw new BoxwrightError('resource-damaged', message, { cause });
  }
}

/** As `loadRefinement`; a damaged file is removed and counts as none, because what it held can be computed again. */
export function loadRefinementOrDiscard(path: string): StoredRefinement | null {
  try {
    return loadRefinement(path);
  } catch (error) {
    if (!(error instanceof BoxwrightError) || error.code !== 'resource-damaged') throw error;
    rmSync(path);
    return null;
  }
}
