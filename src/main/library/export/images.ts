/** Pictures of an export: copies, never links, since some trainers rewrite the files they read. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ImageRecord, ProblemKind, ProblemRecord } from '../../../shared/domain.ts';
import { uprightCopy } from '../../imaging/uprightCopy.ts';
import type { UprightCopy } from '../../imaging/uprightCopy.ts';

export interface PlacedImage {
  /** '.jpg' or '.png'. */
  extension: string;
  depth: number;
  /** Why the picture is not the original's bytes; null when it is. */
  change: string | null;
}

/**
 * Writes an image to the path that `pathFor` gives for its extension. An original that is gone, changed or
 * unreadable is a result; a target that cannot be written is thrown.
 */
export type PlaceImage = (
  image: ImageRecord,
  pathFor: (extension: string) => string,
) => Promise<PlacedImage | ProblemRecord>;

export const placeCopy: PlaceImage = async (image, pathFor) => {
  const copy = await readOriginal(image);
  if ('kind' in copy) return copy;
  // 'wx' fails where a file exists: should two names ever meet, nothing is silently replaced.
  await writeFile(pathFor(copy.extension), copy.bytes, { flag: 'wx' });
  return { extension: copy.extension, depth: copy.channels, change: copy.change };
};

async function readOriginal(image: ImageRecord): Promise<UprightCopy | ProblemRecord> {
  try {
    const bytes = await readFile(image.path);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== image.contentHash)
      return leftOut(image, 'changed-since-import', 'Its content is not what was imported');
    return await uprightCopy(bytes, image.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return leftOut(image, 'missing', 'The file is gone');
    return leftOut(image, 'unreadable', `The file could not be read (${(error as Error).message})`);
  }
}

function leftOut({ path }: ImageRecord, kind: ProblemKind, what: string): ProblemRecord {
  return { path, kind, reason: `${what}; the image was left out of the export.` };
}
