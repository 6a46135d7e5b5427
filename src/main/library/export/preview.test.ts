import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportRequest } from '../../../shared/appDomain.ts';
import type { Project } from '../project.ts';
import { predictedProject, tempFolder } from '../testFolders.ts';
import { exportProject } from './exportProject.ts';
import { formatInfos } from './registry.ts';

function request(fields: Partial<ExportRequest> = {}): ExportRequest {
  return {
    format: 'coco',
    out: join(tempFolder(), 'out'),
    statuses: ['unreviewed', 'accepted', 'edited'],
    minScore: 0,
    imagesWithoutBoxes: false,
    splits: { train: 1, val: 0, test: 0 },
    ...fields,
  };
}

/** Ten images with a box of score 0.5 each; box 1 accepted, box 2 rejected. */
async function reviewedProject(): Promise<Project> {
  const project = await predictedProject();
  project.review.decideAll([
    { kind: 'accept', boxId: 1 },
    { kind: 'reject', boxId: 2 },
  ]);
  return project;
}

test('counts what will be written and what could be', async () => {
  const project = await reviewedProject();
  expect(await project.exportPreview(request())).toMatchObject({
    images: 9,
    boxes: 9,
    available: { unreviewed: 8, accepted: 1, edited: 0, rejected: 1 },
    withoutBoxes: 1,
    splits: { train: 9, val: 0, test: 0 },
    obstacle: null,
  });
  const sure = { statuses: ['unreviewed', 'accepted'] as const, minScore: 0.6, imagesWithoutBoxes: true };
  expect(await project.exportPreview(request({ ...sure, statuses: [...sure.statuses] }))).toMatchObject({
    images: 10,
    boxes: 1,
    available: { unreviewed: 0, accepted: 1, edited: 0, rejected: 1 },
    withoutBoxes: 9,
  });
});

test('the sample is what the format writes for the first images', async () => {
  const project = await reviewedProject();
  const { sample, sampleImageId } = await project.exportPreview(request());
  expect(sample?.path).toBe('annotations/instances_train.json');
  expect(sample?.lines.length).toBeLessThanOrEqual(40);
  const { images, annotations } = JSON.parse(sample?.lines.join('\n') ?? '') as {
    images: { file_name: string }[];
    annotations: { bbox: number[] }[];
  };
  expect(images.map(({ file_name }) => file_name)).toEqual(['cat__1.png', 'cat__3.png']);
  expect(annotations[0]?.bbox).toEqual([1, 2, 30, 40]);
  expect(sampleImageId).toBe(1);
});

test('for VOC, the sample is the file of the first image to the letter', async () => {
  const project = await reviewedProject();
  const asked = request({ format: 'voc' });
  const { sample } = await project.exportPreview(asked);
  await exportProject(project, { ...asked, formats: ['voc'] });
  const written = readFileSync(join(asked.out, sample?.path ?? ''), 'utf8');
  expect(sample?.path).toBe('Annotations/cat__1.xml');
  expect(sample?.lines).toEqual(written.trimEnd().split('\n').slice(0, 40));
});

test.each(formatInfos())('the tree of $title names every file that is written, by kind', async ({ id }) => {
  const project = await reviewedProject();
  const asked = request({ format: id, splits: { train: 0.5, val: 0.25, test: 0.25 } });
  const { tree, splits } = await project.exportPreview(asked);
  expect(splits.train + splits.val + splits.test).toBe(9);
  await exportProject(project, { ...asked, formats: [id] });
  const files = readdirSync(asked.out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(asked.out.length + 1));
  const kindOf = (path: string) =>
    tree.find((row) => {
      const [start = '', end] = row.path.split('*');
      return end === undefined ? row.path === path : path.startsWith(start) && path.endsWith(end);
    })?.path;
  const counts = Map.groupBy(files, kindOf);
  expect(counts.has(undefined)).toBe(false);
  expect(tree).toEqual(
    tree.map(({ path, count }) => ({ path, count: count === null ? null : (counts.get(path)?.length ?? 0) })),
  );
});

test('what stands in the way is said, not thrown', async () => {
  const project = await reviewedProject();
  const obstacleOf = async (fields: Partial<ExportRequest>): Promise<string | null> =>
    (await project.exportPreview(request(fields))).obstacle;
  const full = tempFolder();
  mkdirSync(join(full, 'mine'));
  writeFileSync(join(full, 'mine', 'thesis.txt'), '');
  expect(await obstacleOf({ out: join(full, 'mine') })).toMatch(/not an export of Boxwright/);
  expect(await obstacleOf({ out: join(full, 'mine', 'thesis.txt') })).toMatch(/is a file/);
  expect(await obstacleOf({ out: project.summary().sources[0] ?? '' })).not.toBeNull();
  expect(await obstacleOf({ statuses: ['edited'] })).toMatch(/no box to export/);
  expect(await obstacleOf({ splits: { train: 0, val: 0, test: 0 } })).toMatch(/Shares/);
  expect(await obstacleOf({})).toBeNull();
});

test('nothing is left behind or put at the target', async () => {
  const project = await reviewedProject();
  const parent = tempFolder();
  await project.exportPreview(request({ out: join(parent, 'out') }));
  expect(readdirSync(parent)).toEqual([]);
});
