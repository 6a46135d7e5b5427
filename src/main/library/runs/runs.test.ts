import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject, predictedProject, runSpec, scoreMap } from '../testFolders.ts';

const history = [{ loss: 2, accuracy: 0.5 }];

test('runs as a person sees them, the newest first', () => {
  const project = openProject();
  const first = project.beginRun(runSpec('a'));
  project.finishRun(first.id, 'succeeded', { history });
  const second = project.beginRun({ ...runSpec('b'), params: { theta: 0, epochs: 8 } });
  project.noteRun(second.id, { history, epochsDone: 1, epochs: 8 });
  const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
  const facts = {
    ...{ recipe: 'quick', seed: 1, startedAt: aTime, history, epochsDone: 1 },
    refinement: null,
  };
  expect(project.runViews()).toEqual([
    { ...facts, id: 2, state: 'running', epochs: 8, hasModel: false, finishedAt: null },
    { ...facts, id: 1, state: 'succeeded', epochs: 1, hasModel: true, finishedAt: aTime },
  ]);
});

test('a summary of another shape is no reason to fail', () => {
  const project = openProject();
  project.finishRun(project.beginRun(runSpec()).id, 'failed', { history: 'lost', epochs: 1.5 });
  expect(project.runViews()).toMatchObject([{ epochsDone: 0, epochs: 0, history: [] }]);
});

test('a run that was stopped early draws boxes if it has a model', () => {
  const project = openProject();
  expect(project.modelRun()).toBeUndefined();
  const stopped = project.beginRun(runSpec('a'));
  project.finishRun(stopped.id, 'cancelled', { history, epochsDone: 1, epochs: 8, hasModel: true });
  const broken = project.beginRun(runSpec('b'));
  project.finishRun(broken.id, 'cancelled', { history, epochsDone: 1, epochs: 8 });
  expect(project.modelRun()?.id).toBe(stopped.id);
});

test('what can go on: the latest run, unless it is done or a later one succeeded', () => {
  const project = openProject();
  expect(project.resumableRun()).toBeNull();
  const first = project.beginRun(runSpec('a'));
  expect(project.resumableRun()?.id).toBe(first.id);
  project.finishRun(first.id, 'cancelled', { history, epochsDone: 1, epochs: 8, hasModel: true });
  expect(project.resumableRun()).toMatchObject({ id: first.id, epochsDone: 1, epochs: 8 });
  project.finishRun(project.beginRun(runSpec('b')).id, 'succeeded', { history });
  expect(project.resumableRun()).toBeNull();
});

test('a discarded run takes its folder, its maps and its unreviewed boxes along; reviewed ones stay', async () => {
  const project = await predictedProject();
  project.finishRun(1, 'cancelled', { history, epochsDone: 1, epochs: 8, hasModel: true });
  mkdirSync(join(project.modelsFolder, 'run-1'));
  project.review.decideAll([
    { kind: 'accept', boxId: 1 },
    { kind: 'edit', boxId: 2, box: { x: 0, y: 0, w: 5, h: 5 } },
  ]);
  project.discardRun(1);
  expect(project.runs()).toEqual([]);
  expect(project.boxes().map(({ id, runId, review }) => [id, runId, review])).toEqual([
    [1, null, 'accepted'],
    [2, null, 'edited'],
  ]);
  expect(project.scoreMap(1)).toBeUndefined();
  expect(existsSync(join(project.modelsFolder, 'run-1'))).toBe(false);
  // Snapshots in the log still name the run.
  project.review.undo();
  expect(project.boxes().map(({ runId, review }) => [runId, review])).toEqual([
    [null, 'unreviewed'],
    [null, 'unreviewed'],
  ]);
  const later = project.beginRun(runSpec('later'));
  const prediction = {
    classId: 1,
    box: { x: 0, y: 0, w: 1, h: 1 },
    score: 1,
    map: scoreMap(1),
    agreement: null,
  };
  project.savePredictions(later.id, [{ imageId: 1, ...prediction }]);
  expect(project.boxesOfImage(1)).toMatchObject([{ runId: later.id }]);
});

test('a run that succeeded is not discarded, nor one that is not there', () => {
  const project = openProject();
  project.finishRun(project.beginRun(runSpec()).id, 'succeeded', {});
  expect(() => project.discardRun(1)).toThrow(/was finished/);
  expect(() => project.discardRun(9)).toThrow(/no training 9/);
});
