/** All thumbnails of a project, made while nobody waits for any. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import type { PictureFiles } from './pictureFiles.ts';

export interface ThumbnailOptions {
  signal?: AbortSignal | undefined;
}

/** @returns how many were made until it was done or the signal was set. */
export async function makeThumbnails(
  store: Store,
  files: PictureFiles,
  { signal }: ThumbnailOptions = {},
): Promise<number> {
  const done = await files.thumbHashes();
  let made = 0;
  // The project may be closed while this waits.
  for (const id of store.isOpen ? store.images.ids() : []) {
    if (signal?.aborted || !store.isOpen) break;
    const original = store.images.original(id);
    if (original === undefined || done.has(original.contentHash)) continue;
    done.add(original.contentHash);
    if (await files.thumbBehind(original)) made += 1;
    await nextTurn();
  }
  return made;
}
