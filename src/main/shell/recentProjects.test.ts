import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImageFile, OpenedProject } from '../../shared/appDomain.ts';
import { RecentProjects } from './recentProjects.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-recent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function project(name: string, changes: Partial<OpenedProject> = {}): OpenedProject {
  return {
    folder: join(folder, `${name}.boxwright`),
    name,
    sources: [`/photos/${name}`],
    imageCount: 0,
    classCount: 0,
    boxes: { unreviewed: 0, accepted: 0, edited: 0, rejected: 0 },
    coverImageIds: [],
    ...changes,
  };
}

/** Thumbnails of two bytes: a letter, and the image's id. */
function thumbnail(imageId: number): Promise<ImageFile | null> {
  const path = join(folder, `thumb-${imageId}`);
  writeFileSync(path, `t${imageId}`);
  return Promise.resolve({ path, mime: 'image/webp' });
}

let minute = 0;
const open = () =>
  new RecentProjects({
    userData: join(folder, 'profile'),
    thumbnail,
    now: () => new Date(Date.UTC(2026, 0, 1, 12, minute++)),
  });

test('the project that was opened last comes first, and each only once', async () => {
  const recents = open();
  for (const name of ['birds', 'reef', 'birds']) recents.hear({ kind: 'project', project: project(name) });
  expect((await recents.list()).map(({ name }) => name)).toEqual(['birds', 'reef']);
  expect((await open().list()).map(({ name }) => name)).toEqual(['birds', 'reef']);
});

test('twelve are kept', async () => {
  const recents = open();
  for (let index = 0; index < 14; index++) recents.hear({ kind: 'project', project: project(`p${index}`) });
  const names = (await recents.list()).map(({ name }) => name);
  expect([names.length, names[0], names[11]]).toEqual([12, 'p13', 'p2']);
});

test('counts follow the open project, and are written when it is closed', async () => {
  const recents = open();
  recents.hear({ kind: 'project', project: project('birds') });
  recents.hear({ kind: 'project-changed', project: project('birds', { imageCount: 168, classCount: 6 }) });
  expect((await open().list())[0]).toMatchObject({ imageCount: 0 });
  recents.hear({ kind: 'project', project: null });
  expect((await open().list())[0]).toMatchObject({ imageCount: 168, classCount: 6 });
});

test('covers are kept as data, since a closed project gives no pictures', async () => {
  const recents = open();
  recents.hear({ kind: 'project', project: project('birds') });
  recents.hear({ kind: 'project-changed', project: project('birds', { coverImageIds: [7, 8] }) });
  const covers = ['t7', 't8'].map((text) => `data:image/webp;base64,${Buffer.from(text).toString('base64')}`);
  await expect.poll(async () => (await recents.list())[0]?.covers).toEqual(covers);
  recents.hear({ kind: 'project', project: null });
  expect((await open().list())[0]).toMatchObject({ covers });
});

test('a cover that comes after another project was opened is of the wrong project', async () => {
  const asked: ((file: ImageFile | null) => void)[] = [];
  const recents = new RecentProjects({
    userData: join(folder, 'profile'),
    thumbnail: () => new Promise((answer) => asked.push(answer)),
    now: () => new Date(),
  });
  recents.hear({ kind: 'project', project: project('birds', { coverImageIds: [1] }) });
  recents.hear({ kind: 'project', project: project('reef') });
  asked[0]!(await thumbnail(1));
  await new Promise((later) => setTimeout(later, 50));
  expect((await recents.list()).map(({ covers }) => covers)).toEqual([[], []]);
});

test('a project whose folder is gone stays on the list and says so, until it is forgotten', async () => {
  const birds = project('birds');
  mkdirSync(birds.folder);
  const recents = open();
  recents.hear({ kind: 'project', project: birds });
  recents.hear({ kind: 'project', project: project('gone') });
  expect((await recents.list()).map(({ name, exists }) => [name, exists])).toEqual([
    ['gone', false],
    ['birds', true],
  ]);
  recents.forget(project('gone').folder);
  expect((await open().list()).map(({ name }) => name)).toEqual(['birds']);
});

test('a damaged list is an empty one', async () => {
  mkdirSync(join(folder, 'profile'));
  writeFileSync(join(folder, 'profile', 'recent.json'), '[{"name": "birds"}]');
  expect(await open().list()).toEqual([]);
});
