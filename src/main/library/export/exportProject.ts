/** The way out of Boxwright: a project's images and boxes in the formats of other programs. */
import { realpath, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { ImageRecord, ProblemRecord } from '../../../shared/domain.ts';
import { BoxwrightError, throwIfCancelled } from '../../../shared/errors.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { ExportFormat } from './format.ts';
import { placeCopy } from './images.ts';
import { manifestName, outerManifest } from './manifest.ts';
import { FileNames } from './names.ts';
import { ruleOf } from './options.ts';
import type { ExportOptions, ExportRule } from './options.ts';
import { findFormat } from './registry.ts';
import { replaceFolder } from './replaceFolder.ts';
import { selectBoxes } from './select.ts';
import type { ExportSource } from './source.ts';
import { writeFormat } from './writeFormat.ts';
import type { FormatSummary } from './writeFormat.ts';

export interface ExportSummary {
  /** Absolute path. */
  folder: string;
  formats: FormatSummary[];
  /** Images left out because their original is gone, changed or unreadable; each named once. */
  problems: ProblemRecord[];
}

/**
 * Writes the project in one or more formats, all or nothing: what stood at `out` stays until the end.
 * @throws BoxwrightError `usage`, `no-boxes`, `target-not-empty`, `not-writable`, `disk-full`, `cancelled`.
 */
export async function exportProject(source: ExportSource, options: ExportOptions): Promise<ExportSummary> {
  const formats = [...new Set(options.formats)].map(findFormat);
  if (formats.length === 0) throw new BoxwrightError('usage', 'Name at least one format to export to.');
  const out = resolve(options.out);
  const rule = ruleOf(options);
  const { names, total } = await survey(source, rule, out);
  const problems = new Map<string, ProblemRecord>();
  const written: FormatSummary[] = [];
  await replaceFolder(out, async (root) => {
    for (const [index, format] of formats.entries()) {
      const below = formats.length === 1 ? '' : format.id;
      const placeImage = options.placeImage ?? placeCopy;
      const plan = {
        source,
        rule,
        names,
        placeImage,
        folder: join(root, below),
        format,
        signal: options.signal,
      };
      const summary = await writeFormat(plan, {
        extras: below === '' ? Object.keys(options.extras ?? {}) : [],
        problems,
        onImage: (done) =>
          options.onProgress?.({
            stage: stageNames.export,
            done: index * total + done,
            total: formats.length * total,
          }),
      });
      written.push({ ...summary, folder: join(out, below) });
    }
    await writeRest(root, formats, options);
  });
  return { folder: out, formats: written, problems: [...problems.values()] };
}

export const nothingToExport =
  'There is no box to export. Train and predict first, or let more review states or a lower score in.';

/** A first walk over the project: names, the number of images, and whether there is anything to export. */
async function survey(
  source: ExportSource,
  rule: ExportRule,
  out: string,
): Promise<{ names: FileNames; total: number }> {
  const inside = await realpath(out).catch(() => out);
  const found = { images: 0, isAnything: false };
  const names = new FileNames(
    (function* (): Iterable<ImageRecord> {
      for (const { image, boxes } of source.iterateImagesWithBoxes()) {
        refuseOriginalsIn(inside, image);
        found.images += 1;
        found.isAnything ||= rule.imagesWithoutBoxes || selectBoxes(image, boxes, rule).boxes.length > 0;
        yield image;
      }
    })(),
  );
  if (found.isAnything) return { names, total: found.images };
  throw new BoxwrightError('no-boxes', nothingToExport);
}

/**
 * An export may be imported again, by way of which its pictures are originals, to be kept from replacement.
 * @throws BoxwrightError `target-not-empty`.
 */
export function refuseOriginalsIn(folder: string, { path }: ImageRecord): void {
  if (!path.startsWith(folder + sep)) return;
  throw new BoxwrightError(
    'target-not-empty',
    `${folder} holds images of this project, such as ${path}. Choose another folder to export to.`,
  );
}

async function writeRest(
  root: string,
  formats: readonly ExportFormat[],
  options: ExportOptions,
): Promise<void> {
  const extras = options.extras ?? {};
  if (formats.length > 1) {
    const ids = formats.map(({ id }) => id);
    await writeFile(join(root, manifestName), outerManifest(ids, Object.keys(extras)));
  }
  for (const [name, write] of Object.entries(extras)) await write(join(root, name));
  throwIfCancelled(options.signal);
}
