import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Project } from '../project.ts';
import { petProject, runSpec, scoreMap } from '../testFolders.ts';
import type { DecisionRequest } from './decide.ts';
import { replay } from './replay.ts';

const coordinate = fc.integer({ min: 0, max: 40 });
const size = fc.integer({ min: 1, max: 20 });
const anyBox = fc.record({ x: coordinate, y: coordinate, w: size, h: size });
const classId = fc.constantFrom(1, 2);

/** `which`: the box, counted through those that are there when its turn comes. */
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('accept', 'reject', 'delete'), which: fc.nat() }),
  fc.record({ kind: fc.constant('edit'), which: fc.nat(), box: anyBox }),
  fc.record({ kind: fc.constant('set-class'), which: fc.nat(), classId }),
  fc.record({ kind: fc.constant('draw'), which: fc.nat(), classId, box: anyBox }),
  fc.record({ kind: fc.constantFrom('undo', 'redo', 'accept-all', 'merge', 'undo-merge'), which: fc.nat() }),
);

function take(project: Project, { which, ...rest }: { kind: string; which: number }): void {
  if (rest.kind === 'accept-all') {
    const some = project.boxes().filter(({ id }) => id % 3 === which % 3);
    return void project.review.acceptAll(some.map(({ id }) => id));
  }
  if (rest.kind === 'merge' && project.classes().length === 2) return void project.classEdits.merge(2, 1);
  if (rest.kind.endsWith('merge')) return void project.classEdits.undoMerge();
  if (rest.kind === 'undo') return void project.review.undo();
  if (rest.kind === 'redo') return void project.review.redo();
  const boxes = project.boxes();
  const boxId = boxes[which % boxes.length]?.id ?? 0;
  project.review.decideAll([{ ...rest, boxId, imageId: 1 + (which % 10) } as unknown as DecisionRequest]);
}

test('whatever is decided, undone, redone and merged: the log alone gives the boxes again', async () => {
  const { project } = await petProject();
  const { id } = project.beginRun(runSpec());
  const predictions = project.images().map((image) => ({
    imageId: image.id,
    classId: image.classId,
    box: { x: 1, y: 2, w: 30, h: 40 },
    score: 0.5,
    map: scoreMap(1),
    agreement: null,
  }));
  project.savePredictions(id, predictions);
  const given = project.boxes();
  // The rounds add to one log, so that later ones start from deep histories.
  const rounds = fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
    for (const one of steps) take(project, one);
    const stored = project.boxes().sort((a, b) => a.id - b.id);
    // The log names own classes: class 2 may count as class 1 just now.
    const shown = project.classes().length === 1 ? [1, 1, 1] : [0, 1, 2];
    const replayed = replay(given, project.review.log());
    expect(replayed.map((one) => ({ ...one, classId: shown[one.classId] }))).toEqual(stored);
  });
  fc.assert(rounds, { numRuns: 30, seed: 20, endOnFailure: true });
  while (project.review.undo());
  project.classEdits.undoMerge();
  expect(project.boxes()).toEqual(given);
});
