/**
 * How fast this machine is, as it was measured last. Kept for the machine, not for a project; what was measured on
 * another processor, another TensorFlow or another version of the features counts for nothing.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecipeName } from '../../shared/domain.ts';
import type { EngineMeasurement } from '../../shared/engine.ts';
import type { Desk } from './desk.ts';

const seconds = z.array(z.number().positive()).min(1);
const storedSchema = z.record(
  z.string(),
  z.object({
    machine: z.string(),
    measurement: z.object({
      startup: z.number().nonnegative(),
      perView: seconds,
      perStep: seconds,
      perBox: seconds,
      refinement: z.object({
        perSeed: seconds,
        perOutline: seconds,
        perStep: seconds,
        perMap: seconds,
      }),
    }),
  }),
);

/** Everything that decides how fast a recipe runs here. */
async function machineOf({ engine }: Desk, recipe: RecipeName): Promise<string> {
  const [info, { params, refinement }] = await Promise.all([engine.info(), engine.recipe(recipe)]);
  return JSON.stringify([
    cpus()[0]?.model ?? '',
    availableParallelism(),
    info.name,
    info.device,
    params,
    refinement.params,
  ]);
}

function fileOf({ config }: Desk): string {
  return join(config.cacheFolder, 'calibration.json');
}

/** What is stored by recipe; nothing when there is no such file or it is not one of ours. */
function read(file: string): z.infer<typeof storedSchema> {
  try {
    return storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** null when this machine was not measured yet. */
export async function calibrationOf(desk: Desk, recipe: RecipeName): Promise<EngineMeasurement | null> {
  const stored = read(fileOf(desk))[recipe];
  if (!stored) return null;
  return stored.machine === (await machineOf(desk, recipe)) ? stored.measurement : null;
}

export async function keepCalibration(
  desk: Desk,
  recipe: RecipeName,
  measurement: EngineMeasurement,
): Promise<void> {
  const file = fileOf(desk);
  const all = { ...read(file), [recipe]: { machine: await machineOf(desk, recipe), measurement } };
  mkdirSync(desk.config.cacheFolder, { recursive: true });
  writeFileSync(`${file}.partial`, JSON.stringify(all));
  renameSync(`${file}.partial`, file);
}
