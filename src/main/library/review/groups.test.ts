import { expect, test } from 'vitest';
import { Project } from '../project.ts';
import { predictedProject } from '../testFolders.ts';

const box = { x: 1, y: 2, w: 30, h: 40 };

/** Review states of boxes 1 to 10, a letter each. */
function states(project: Project): string {
  const boxes = project.boxes().filter(({ id }) => id <= 10);
  return boxes.map(({ review }) => review[0]).join('');
}

test('many decisions are one step: one undo takes all of them back, one redo brings them back', async () => {
  const project = await predictedProject();
  const step = project.review.decideAll([
    { kind: 'accept', boxId: 3 },
    { kind: 'reject', boxId: 1 },
    { kind: 'draw', imageId: 3, classId: 1, box },
  ]);
  expect(step).toEqual({ boxIds: [3, 1, 11], imageIds: [3, 1], count: 3, imageId: 3 });
  expect(states(project)).toBe('ruauuuuuuu');
  expect(project.review.undo()).toEqual(step);
  expect(states(project)).toBe('uuuuuuuuuu');
  expect(project.boxes()).toHaveLength(10);
  expect(project.review.redo()).toEqual(step);
  expect(states(project)).toBe('ruauuuuuuu');
  expect(project.boxes()).toHaveLength(11);
});

test('the box of one image may be decided on twice in a step; undo goes back to before both', async () => {
  const project = await predictedProject();
  const untouched = project.boxes();
  const edited = { kind: 'edit', boxId: 1, box: { x: 5, y: 5, w: 5, h: 5 } } as const;
  project.review.decideAll([edited, { kind: 'set-class', boxId: 1, classId: 2 }]);
  project.review.undo();
  expect(project.boxes()).toEqual(untouched);
});

test('all or nothing: a step with a box, image or class that is not there decides nothing', async () => {
  const project = await predictedProject();
  const accept = { kind: 'accept', boxId: 1 } as const;
  expect(() => project.review.decideAll([accept, { kind: 'accept', boxId: 99 }])).toThrow(/no box 99/);
  expect(() => project.review.decideAll([accept, { kind: 'draw', imageId: 99, classId: 1, box }])).toThrow(
    /no image 99/,
  );
  expect(() => project.review.decideAll([accept, { kind: 'set-class', boxId: 2, classId: 9 }])).toThrow(
    /no class 9/,
  );
  expect(states(project)).toBe('uuuuuuuuuu');
  expect(project.review.undoState()).toEqual({ canUndo: false, canRedo: false });
});

test('accepting all passes over what was decided already and what is gone', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'reject', boxId: 2 }]);
  const step = project.review.acceptAll([1, 2, 3, 99]);
  expect(step).toEqual({ boxIds: [1, 3], imageIds: [1, 3], count: 2, imageId: 1 });
  expect(states(project)).toBe('arauuuuuuu');
  project.review.undo();
  expect(states(project)).toBe('uruuuuuuuu');
});

test('accepting nothing is no step', async () => {
  const project = await predictedProject();
  expect(project.review.acceptAll([99])).toEqual({ boxIds: [], imageIds: [], count: 0, imageId: null });
  expect(project.review.undo()).toBeNull();
});

test('steps and single decisions are walked through one by one, after a restart too', async () => {
  const project = await predictedProject();
  project.review.acceptAll([1, 2, 3]);
  project.review.decideAll([{ kind: 'reject', boxId: 4 }]);
  project.review.acceptAll([5, 6]);
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  const seen = [states(again)];
  while (again.review.undo()) seen.push(states(again));
  expect(seen).toEqual(['aaaraauuuu', 'aaaruuuuuu', 'aaauuuuuuu', 'uuuuuuuuuu']);
  expect(again.review.undoState()).toEqual({ canUndo: false, canRedo: true });
  const back = [];
  while (again.review.redo()) back.push(states(again));
  expect(back).toEqual(['aaauuuuuuu', 'aaaruuuuuu', 'aaaraauuuu']);
});
