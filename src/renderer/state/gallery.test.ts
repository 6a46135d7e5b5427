/** The gallery against a fake bridge: a double that answers with the snapshots put into it and sends what it is told. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GallerySnapshot, OpenedProject } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { Reply } from '../../shared/contract.ts';
import type { ClassRecord } from '../../shared/domain.ts';
import { boxColumns, imageColumns } from './galleryFixtures.ts';

const ant: ClassRecord = { id: 2, name: 'ant', position: 0, imageCount: 1 };
const emu: ClassRecord = { id: 5, name: 'emu', position: 1, imageCount: 1 };
const noProject: Reply<never> = { ok: false, code: 'no-project', message: 'No project is open.' };

let replies: (Reply<GallerySnapshot> | Promise<Reply<GallerySnapshot>>)[];
let asked: string[];
let send: (event: AppEvent) => void;

function snapshot(more: Partial<GallerySnapshot> = {}): Reply<GallerySnapshot> {
  const value: GallerySnapshot = {
    images: imageColumns([
      [1, 2, 'ant/1.jpg'],
      [2, 5, 'emu/1.jpg'],
    ]),
    boxes: boxColumns([
      [10, 1, 0],
      [20, 2, 0],
    ]),
    classes: [ant, emu],
    undo: { canUndo: false, canRedo: false },
    theta: { kind: 'activation', byClass: {}, theta: 0.3, recipeTheta: 0.3 },
    objects: { byClass: {}, choice: 'one' },
    ...more,
  };
  return { ok: true, value };
}

async function openGallery() {
  vi.resetModules();
  const { gallery } = await import('./gallery.svelte.ts');
  await vi.runAllTimersAsync();
  return gallery;
}

beforeEach(() => {
  vi.useFakeTimers();
  [replies, asked] = [[], []];
  vi.stubGlobal('window', {
    boxwright: {
      call: (name: string) => {
        asked.push(name);
        return Promise.resolve(replies.shift() ?? noProject);
      },
      onEvent: (listener: (event: AppEvent) => void) => {
        send = listener;
        return () => undefined;
      },
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('without a project it is empty and nothing has failed; a project that opens brings its snapshot', async () => {
  const gallery = await openGallery();
  expect([gallery.ready, gallery.failure, gallery.images.ids.length]).toEqual([false, null, 0]);

  replies.push(snapshot());
  send({ kind: 'project', project: { name: 'Survey' } as OpenedProject });
  await vi.runAllTimersAsync();
  expect(gallery.ready).toBe(true);
  expect(gallery.images.names).toEqual(['ant/1.jpg', 'emu/1.jpg']);
  expect(gallery.boxesOf(2).map(({ id }) => id)).toEqual([20]);
  expect([gallery.className(5), gallery.className(6)]).toEqual(['emu', '']);
  expect([gallery.indexOf(2), gallery.indexOf(3)]).toEqual([1, -1]);

  send({ kind: 'project', project: null });
  expect([gallery.ready, gallery.images.ids.length, gallery.allBoxes().length]).toEqual([false, 0, 0]);
});

test('a snapshot that cannot be had is a failure in words, and asking again mends it', async () => {
  replies.push({ ok: false, code: 'library-died', message: 'The library stopped.', details: 'exit 1' });
  const gallery = await openGallery();
  expect(gallery.failure).toMatchObject({ message: 'The library stopped.', details: 'exit 1' });
  replies.push(snapshot());
  await gallery.reload();
  expect([gallery.failure, gallery.ready]).toEqual([null, true]);
});

test('images that come one by one are put in together, in order, with one new version', async () => {
  replies.push(snapshot());
  const gallery = await openGallery();
  const before = gallery.imagesVersion;
  send({ kind: 'images-added', images: imageColumns([[4, 2, 'ant/10.jpg']]) });
  send({ kind: 'images-added', images: imageColumns([[3, 2, 'ant/9.jpg']]) });
  expect(gallery.images.ids.length).toBe(2);
  await vi.advanceTimersByTimeAsync(50);
  expect(gallery.images.names).toEqual(['ant/1.jpg', 'ant/9.jpg', 'ant/10.jpg', 'emu/1.jpg']);
  expect(gallery.imagesVersion).toBe(before + 1);
});

test('images that come before the reply that does not have them yet are not lost', async () => {
  const gallery = await openGallery();
  let answer: (reply: Reply<GallerySnapshot>) => void = () => undefined;
  replies.push(new Promise((resolve) => (answer = resolve)));
  send({ kind: 'project', project: { name: 'Survey' } as OpenedProject });
  const names = (): string[] => gallery.images.names;
  send({ kind: 'images-added', images: imageColumns([[1, 2, 'ant/1.jpg']]) });
  send({ kind: 'classes', classes: [ant] });
  answer(snapshot({ images: imageColumns([]), boxes: boxColumns([]), classes: [] }));
  await vi.runAllTimersAsync();
  expect([names(), gallery.className(2)]).toEqual([['ant/1.jpg'], 'ant']);

  replies.push(snapshot({ images: imageColumns([]), boxes: boxColumns([]), classes: [] }));
  send({ kind: 'project', project: { name: 'Another' } as OpenedProject });
  await vi.runAllTimersAsync();
  expect(names()).toEqual([]);
});

test('boxes that change leave the images alone and raise the version', async () => {
  replies.push(snapshot());
  const gallery = await openGallery();
  const [images, version, all] = [gallery.imagesVersion, gallery.version, gallery.allBoxes()];
  expect(gallery.allBoxes()).toBe(all);
  send({ kind: 'boxes', changes: { imageIds: Int32Array.of(1), boxes: boxColumns([[11, 1, 7]]) } });
  expect(gallery.boxesOf(1).map(({ id, x }) => [id, x])).toEqual([[11, 7]]);
  expect(gallery.allBoxes().map(({ id }) => id)).toEqual([11, 20]);
  expect([gallery.imagesVersion, gallery.version]).toEqual([images, version + 1]);
});

test("a step's reply brings boxes, undo, theta and what is pending at once", async () => {
  replies.push(snapshot());
  const gallery = await openGallery();
  gallery.take({
    changes: { imageIds: Int32Array.of(2), boxes: boxColumns([]) },
    undo: { canUndo: true, canRedo: false },
    theta: { kind: 'activation', byClass: {}, theta: 0.4, recipeTheta: 0.3 },
    objects: { byClass: {}, choice: 'one' },
    count: 1,
    imageId: 2,
    pending: 7,
  });
  expect(gallery.boxesOf(2)).toEqual([]);
  expect([gallery.undo.canUndo, gallery.theta.theta, gallery.pending]).toEqual([true, 0.4, 7]);
});

test('classes in another order move their images', async () => {
  replies.push(snapshot());
  const gallery = await openGallery();
  send({
    kind: 'classes',
    classes: [
      { ...emu, position: 0 },
      { ...ant, position: 1 },
    ],
  });
  expect(gallery.images.names).toEqual(['emu/1.jpg', 'ant/1.jpg']);
});

test('after a restart of the library, or when images moved, everything is asked for anew and shown meanwhile', async () => {
  for (const kind of ['library-restarted', 'images-changed'] as const) {
    replies.push(snapshot());
    const gallery = await openGallery();
    replies.push(snapshot({ images: imageColumns([[2, 5, 'emu/1.jpg']]) }));
    send({ kind });
    expect([gallery.ready, gallery.images.ids.length]).toEqual([true, 2]);
    await vi.runAllTimersAsync();
    expect(gallery.images.names).toEqual(['emu/1.jpg']);
  }
  expect(asked).toEqual(Array.from({ length: 4 }, () => 'review.snapshot'));
});

test('a snapshot of a project that was closed meanwhile is left', async () => {
  const gallery = await openGallery();
  const late = Promise.withResolvers<Reply<GallerySnapshot>>();
  replies.push(late.promise);
  send({ kind: 'project', project: { name: 'Survey' } as OpenedProject });
  send({ kind: 'project', project: null });
  late.resolve(snapshot());
  await vi.runAllTimersAsync();
  expect([gallery.ready, gallery.images.ids.length]).toEqual([false, 0]);
});
