import { expect, test } from 'vitest';
import type { ClassRecord } from '../../../shared/domain.ts';
import type { Project } from '../project.ts';
import { petProject, picture, predictedProject, runSpec, scoreMap, writeTree } from '../testFolders.ts';

const [cat, dog] = [1, 2];

function told(classes: readonly ClassRecord[] | null): string[] | undefined {
  return classes?.map(({ position, name, imageCount }) => `${position} ${name} ${imageCount}`);
}

function classOfBox(project: Project, boxId: number): number | undefined {
  return project.boxes().find(({ id }) => id === boxId)?.classId;
}

test('a class gets another name, and its folder still leads to it', async () => {
  const { project, root } = await petProject();
  expect(told(project.classEdits.rename(dog, ' hound '))).toEqual(['0 cat 5', '1 hound 5']);
  writeTree(root, { 'dog/6.png': picture(77) });
  await project.importFolder(root);
  expect(told(project.classes())).toEqual(['0 cat 5', '1 hound 6']);
});

test('a name that is taken is refused with what to do', async () => {
  const { project } = await petProject();
  expect(() => project.classEdits.rename(dog, 'cat')).toThrow(
    expect.objectContaining({
      code: 'name-taken',
      message: expect.stringMatching(/"cat" already.*merge this class into "cat"/) as string,
    }),
  );
  expect(() => project.classEdits.rename(9, 'bird')).toThrow(/no class 9/);
  expect(() => project.classEdits.rename(dog, '  ')).toThrow(/needs a name/);
  expect(told(project.classEdits.rename(dog, 'dog'))).toEqual(['0 cat 5', '1 dog 5']);
});

test('classes are put in order; those that are not named follow', async () => {
  const { project, root } = await petProject();
  writeTree(root, { 'emu/1.png': picture(90) });
  await project.importFolder(root).catch(() => undefined);
  expect(told(project.classEdits.reorder([3, 99, cat]))).toEqual(['0 emu 1', '1 cat 5', '2 dog 5']);
  expect(project.images()[0]?.relativePath).toBe('emu/1.png');
});

test('merged classes are one, for images, boxes, training and imports still to come', async () => {
  const { project, root } = await petProject();
  const run = project.beginRun(runSpec());
  const predictions = project.images().map(({ id, classId }) => ({
    ...{ imageId: id, classId, score: 0.5, map: scoreMap(1), agreement: null },
    box: { x: 1, y: 1, w: 9, h: 9 },
  }));
  project.savePredictions(run.id, predictions);
  const before = project.trainingSetFingerprint();
  expect(told(project.classEdits.merge(dog, cat))).toEqual(['0 cat 10']);
  expect(project.images().every(({ className }) => className === 'cat')).toBe(true);
  expect([...new Set(project.gallery.boxes().classIds)]).toEqual([cat]);
  expect(project.trainingSetFingerprint()).not.toBe(before);
  expect(() => project.requireTrainable()).toThrow(/only one class/);

  writeTree(root, { 'dog/6.png': picture(77), 'dog/7.png': picture(1) });
  const { problems } = await project.importFolder(root).catch(() => ({ problems: project.problems() }));
  expect(told(project.classes())).toEqual(['0 cat 11']);
  // dog/7.png is the picture of cat/1.png: one class by now.
  expect(problems.map(({ kind }) => kind)).toEqual(['duplicate-in-class']);

  // A model of before the merge still speaks of dogs.
  project.savePredictions(run.id, predictions);
  expect([...new Set(project.gallery.boxes().classIds)]).toEqual([cat]);
});

test('a merge is taken back without a trace, whatever was decided meanwhile', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'accept', boxId: 6 }]);
  const before = project.boxes();
  const fingerprint = project.trainingSetFingerprint();
  project.classEdits.merge(dog, cat);
  expect(classOfBox(project, 6)).toBe(cat);
  // An old decision is undone and redone: its snapshots speak of dogs, and count as cats.
  project.review.undo();
  expect(classOfBox(project, 6)).toBe(cat);
  project.review.redo();
  expect(classOfBox(project, 6)).toBe(cat);
  const smaller = { x: 5, y: 5, w: 5, h: 5 };
  project.review.decideAll([{ kind: 'edit', boxId: 7, box: smaller }]);
  expect(told(project.classEdits.undoMerge())).toEqual(['0 cat 5', '1 dog 5']);
  expect([6, 7, 8].map((id) => classOfBox(project, id))).toEqual([dog, dog, dog]);
  expect(project.boxesOfImage(7)[0]).toMatchObject(smaller);
  expect(project.trainingSetFingerprint()).toBe(fingerprint);
  project.review.undo();
  expect(project.boxes()).toEqual(before);
});

test('merges are taken back one by one, the latest first', async () => {
  const { project, root } = await petProject();
  writeTree(root, { 'emu/1.png': picture(90) });
  await project.importFolder(root).catch(() => undefined);
  expect(told(project.classEdits.merge(3, dog))).toEqual(['0 cat 5', '1 dog 6']);
  expect(told(project.classEdits.merge(dog, cat))).toEqual(['0 cat 11']);
  expect(told(project.classEdits.undoMerge())).toEqual(['0 cat 5', '1 dog 6']);
  expect(told(project.classEdits.undoMerge())).toEqual(['0 cat 5', '1 dog 5', '2 emu 1']);
  expect(project.classEdits.canUndoMerge).toBe(false);
  expect(project.classEdits.undoMerge()).toBeNull();
});

test('the name of a merged class is free; the class comes back under another', async () => {
  const { project } = await petProject();
  project.classEdits.merge(dog, cat);
  expect(told(project.classEdits.rename(cat, 'dog'))).toEqual(['0 dog 10']);
  expect(told(project.classEdits.undoMerge())).toEqual(['0 dog 5', '1 dog (2) 5']);
});

test('a class cannot be merged into itself or into one that is not there', async () => {
  const { project } = await petProject();
  expect(() => project.classEdits.merge(cat, cat)).toThrow(/into itself/);
  expect(() => project.classEdits.merge(cat, 9)).toThrow(/no class 9/);
  project.classEdits.merge(dog, cat);
  expect(() => project.classEdits.merge(cat, dog)).toThrow(/no class 2/);
});
