/** On real photographs with the real backbone: what is computed, what is kept, and what is looked at again. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, EngineImage } from '../../../shared/engineEvents.ts';
import { samplePhotos } from '../../../testing/samplePhotos.ts';
import { ensureCompact } from '../refinement/features/ensureCompact.ts';
import { tf } from '../tensorflow.ts';
import { CacheRoom } from './cacheSize.ts';
import { ensureViews } from './ensureViews.ts';
import { FeatureStore } from './featureStore.ts';
import { ensureFeatures } from './mixed6eFeatures.ts';
import { readViews, type KnownView } from './readViews.ts';
import { countTasks, type Wanted } from './viewTasks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-views-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const photos = samplePhotos(3) as [EngineImage, EngineImage, EngineImage];
const gone: EngineImage = {
  ...photos[0],
  id: 8,
  path: '/not/there.jpg',
  contentHash: 'ee'.repeat(32),
};

function listener() {
  const events: EngineEvent[] = [];
  const progress = () =>
    events.flatMap((event) => (event.kind === 'progress' ? [[event.stage, event.done, event.total]] : []));
  return { context: { onEvent: (event: EngineEvent) => void events.push(event) }, events, progress };
}

describe('ensureViews', () => {
  it('makes both forms of a view in one look, and nothing that is there already', async () => {
    const store = new FeatureStore(folder, 'edge');
    await ensureFeatures(photos.slice(0, 1), () => ['full'], store, {});
    const firstPass = (image: EngineImage): Wanted => ({
      mixed6e: image.id === 3 ? ['full', 'crop'] : ['full'],
      compact: image.id === 2 ? ['full'] : [],
    });
    expect(countTasks(photos, firstPass, store)).toEqual({ views: 4, missing: 3 });
    const first = listener();
    expect(await ensureViews(photos, firstPass, store, 'Look', first.context)).toEqual(photos);
    expect(first.progress()).toEqual([['Look', 4, 4]]);
    expect(countTasks(photos, firstPass, store)).toEqual({ views: 4, missing: 0 });
    expect(photos.map(({ contentHash }) => store.compact('full').has(contentHash))).toEqual([
      false,
      true,
      false,
    ]);

    const second = listener();
    expect(await ensureCompact(photos, store, 'Refine', second.context)).toEqual(photos);
    // The whole view of the second photograph is there: five of six are looked at.
    expect(second.progress()).toEqual([['Refine', 6, 6]]);
    const third = listener();
    await ensureCompact(photos, store, 'Refine', third.context);
    expect(third.events).toEqual([]);
  });

  it('goes on without an image that cannot be read, says so once, and leaves it out', async () => {
    const store = new FeatureStore(folder, 'edge');
    const { context, events } = listener();
    const readable = await ensureCompact([gone, photos[0]], store, 'Refine', context);
    expect(readable).toEqual([photos[0]]);
    expect(events.filter(({ kind }) => kind === 'image-failed')).toMatchObject([
      { imageId: 8, path: gone.path },
    ]);
    expect(store.compact('mirror').has(photos[0].contentHash)).toBe(true);
  });

  it('lets features go that nobody asks for where the cache would grow too big, and says so to no one', async () => {
    const store = () => new FeatureStore(folder, 'edge', new CacheRoom(join(folder, 'features'), 1.5e5));
    await ensureFeatures(photos.slice(0, 2), () => ['full'], store(), {});
    await ensureFeatures([photos[2], photos[1]], () => ['full'], store(), {});
    expect(photos.map(({ contentHash }) => store().of('full').has(contentHash))).toEqual([false, true, true]);
  });

  it('stops between two batches when asked to', async () => {
    const store = new FeatureStore(folder, 'edge');
    const stopped = ensureCompact(photos, store, 'Refine', { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});

/** Largest distance of two numbers in the same place. */
function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((far, value, i) => Math.max(far, Math.abs(value - b[i]!)), 0);
}

describe('readViews', () => {
  const task = (image: EngineImage) => ({ image, view: 'full', mixed6e: true, compact: true }) as const;

  async function read(images: EngineImage[], store: FeatureStore | null, context = {}) {
    const found: KnownView<EngineImage>[] = [];
    for await (const batch of readViews(images.map(task), store, 'edge', context)) found.push(...batch);
    return found;
  }

  it('gives views in the order asked for, some cached and some not, the same to the rounding', async () => {
    const store = new FeatureStore(folder, 'edge');
    await ensureCompact([photos[1]], store, 'Refine', {});
    const before = tf.memory().numTensors;
    const found = await read([photos[2], gone, photos[1], photos[0]], store);
    expect(found.map((each) => each.task.image.id)).toEqual([3, 2, 1]);
    const fresh = await read([photos[1]], null);
    const [cached] = found.filter((each) => each.task.image.id === 2);
    // Mixed_6e is cached in half precision, and bytes may be rounded the other way in another batch.
    expect(farthest(cached!.mixed6e!, fresh[0]!.mixed6e!)).toBeLessThan(0.02);
    expect(farthest(cached!.compact!.conv4a, fresh[0]!.compact!.conv4a)).toBeLessThanOrEqual(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps Mixed_6e of what it looked at while there is room, compact features never', async () => {
    const { contentHash } = photos[0];
    const full = new FeatureStore(folder, 'edge', new CacheRoom(join(folder, 'features'), 0.5e6));
    await read([photos[0]], full);
    expect(existsSync(join(folder, 'features'))).toBe(false);
    const roomy = new FeatureStore(folder, 'edge');
    await read([photos[0]], roomy);
    expect([roomy.of('full').has(contentHash), roomy.compact('full').has(contentHash)]).toEqual([
      true,
      false,
    ]);
    expect(roomy.room.used).toBe(new FeatureStore(folder, 'edge').room.used);
  });

  it('ends when its reader does', async () => {
    const before = tf.memory().numTensors;
    for await (const batch of readViews(photos.map(task), null, 'edge', {})) {
      expect(batch).toHaveLength(3);
      break;
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
