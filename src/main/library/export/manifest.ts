/**
 * manifest.json: where every file of an export comes from and what was done to it. It holds no clock and no
 * absolute path, so exporting an unchanged project again gives the same bytes.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FormatNotes } from './format.ts';
import type { ImageOutcome, ItemPlan } from './items.ts';
import { JsonLinesFile } from './jsonLinesFile.ts';

export const manifestName = 'manifest.json';

const head = { tool: 'boxwright', manifestVersion: 1 };

/** Opens a format's manifest; images are added as they are written. */
export async function openManifest({ folder, format, source, rule }: ItemPlan): Promise<JsonLinesFile> {
  const { statuses, minScore, imagesWithoutBoxes, splits } = rule;
  const settings = { statuses, minScore, imagesWithoutBoxes, splits };
  const start = { ...head, format: format.id, project: source.name, settings };
  return await JsonLinesFile.create(join(folder, manifestName), `${openEnded(start)},\n"images": [`);
}

/** The line of one image, those left out among them. */
export function manifestEntry({ image, item, clipped, dropped, change, problem }: ImageOutcome): object {
  return {
    original: image.relativePath,
    sha256: image.contentHash,
    file: item?.fileName ?? null,
    ...(item ? { split: item.split, boxes: item.boxes.length } : { leftOut: problem?.kind ?? 'no-boxes' }),
    ...(clipped > 0 && { clipped }),
    ...(dropped > 0 && { dropped }),
    ...(change !== null && { rewritten: change }),
  };
}

/** Closes a format's manifest, after everything else in its folder but `extras` is written. */
export async function finishManifest(
  file: JsonLinesFile,
  folder: string,
  notes: FormatNotes,
  extras: readonly string[],
): Promise<void> {
  const end = { ...notes, entries: [...(await readdir(folder)), ...extras].sort() };
  await file.finish(`\n],\n${JSON.stringify(end, null, 1).slice(2)}\n`);
}

/** The manifest of a folder that holds one folder for each of several formats. */
export function outerManifest(formats: readonly string[], extras: readonly string[]): string {
  return `${JSON.stringify({ ...head, formats, entries: [...formats, ...extras, manifestName].sort() }, null, 1)}\n`;
}

const manifestSchema = z.object({ tool: z.literal(head.tool), entries: z.array(z.string()) });

/**
 * What an earlier export put into a folder, by its manifest, as names directly inside; null when the folder
 * is no export of Boxwright's.
 */
export async function entriesOfExport(folder: string): Promise<string[] | null> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
    return parsed.success ? parsed.data.entries : null;
  } catch {
    return null;
  }
}

/** An object as JSON without its closing brace. */
function openEnded(object: object): string {
  return JSON.stringify(object, null, 1).slice(0, -2);
}
