/** One HTML file with every photo and its boxes, to be looked at, kept or sent; it needs no other file. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import { thumbnail } from '../../imaging/thumbnail.ts';
import { inOrder } from '../inOrder.ts';
import type { ExportSource } from '../export/source.ts';
import { card, pageEnd, pageStart, sectionEnd, sectionStart } from './page.ts';
import type { Fact } from './page.ts';
import { groupByClass } from './sample.ts';
import type { ClassGroup } from './sample.ts';

export interface ContactSheetOptions {
  title: string;
  /** What was done and how, in the order shown: recipe, seconds, version and the like. */
  facts: readonly Fact[];
  signal?: AbortSignal | undefined;
}

export interface ContactSheetSummary {
  /** Images of the project, and how many of them the page shows. */
  images: number;
  shown: number;
  /** Images shown without their picture, because the original can no longer be read. */
  unreadable: number;
}

/** More would make a file that browsers open slowly: 600 photos are some 10 MB. */
const mostImages = 600;
/** In pixels: sharp on the cards of a screen with two pixels for one. */
const longestSide = 320;
const imagesAtOnce = 4;

/**
 * Writes the page, replacing an earlier one only when the new one is whole. Of more than 600 images it shows a
 * choice that is the same each time, and says so. Rejected boxes are not drawn.
 * @param file absolute path; its folder exists.
 * @throws BoxwrightError `cancelled`; the file system's error when the page cannot be written.
 */
export async function writeContactSheet(
  source: ExportSource,
  file: string,
  options: ContactSheetOptions,
): Promise<ContactSheetSummary> {
  const groups = groupByClass(source, mostImages);
  const partial = `${file}.partial-${randomBytes(4).toString('hex')}`;
  try {
    const unreadable = await writePage(partial, groups, options);
    await rename(partial, file);
    const total = (of: (group: ClassGroup) => number): number =>
      groups.reduce((all, group) => all + of(group), 0);
    return { images: total(({ images }) => images), shown: total(({ shown }) => shown.length), unreadable };
  } finally {
    await rm(partial, { force: true });
  }
}

/** Gives the number of photos that could not be read. */
async function writePage(path: string, groups: ClassGroup[], options: ContactSheetOptions): Promise<number> {
  await using page = await open(path, 'wx');
  let unreadable = 0;
  await page.appendFile(pageStart({ ...options, groups }));
  for (const group of groups) {
    await page.appendFile(sectionStart(group));
    const cards = inOrder(group.shown, imagesAtOnce, async (entry) => {
      throwIfCancelled(options.signal);
      // A photo that is gone is shown as gone; import and export are what report it.
      const photo = await thumbnail(entry.image.path, longestSide).catch(() => null);
      if (photo === null) unreadable += 1;
      return card(entry, photo);
    });
    for await (const html of cards) await page.appendFile(html);
    await page.appendFile(sectionEnd);
  }
  await page.appendFile(pageEnd);
  return unreadable;
}
