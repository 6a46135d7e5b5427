/** The choice of objects as the window asks for it: boxes follow at once, and later as events, and one undo takes it back. */
import { expect, test } from 'vitest';
import { Project } from '../library/project.ts';
import { runSpec } from '../library/testFolders.ts';
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { house } from './testHouse.ts';

/** Two objects of two pixels each, on a 4 x 4 input. */
const map: ScoreMap = {
  kind: 'activation',
  height: 4,
  width: 4,
  values: Float32Array.of(9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8),
  geometry: { inputSize: 4, firstCentre: 0.5, stride: 1 },
};

/** A project of twelve images with a box each, whose maps show two objects; it is open. */
async function twins() {
  const at = house();
  const { project } = await at.pets(6);
  await at.ask('project.close', {});
  using direct = Project.open(project.folder);
  const run = direct.beginRun(runSpec());
  const box = { x: 0, y: 0, w: 32, h: 12 };
  const found = { box, score: 0.5, map, agreement: null };
  direct.savePredictions(
    run.id,
    direct.images().map(({ id, classId }) => ({ imageId: id, classId, ...found })),
  );
  direct.finishRun(run.id, 'succeeded', {});
  direct.close();
  await at.ask('project.open', { folder: project.folder });
  return at;
}

test('the images on the screen follow in the reply, the others as events; an undo takes it back', async () => {
  const { ask, until } = await twins();
  const { classes, images, objects } = await ask('review.snapshot', {});
  expect(objects).toEqual({ choice: 'one', byClass: {} });
  const [classId = 0] = classes.map(({ id }) => id);
  const [seen = 0] = images.ids;
  const reply = await ask('review.setObjects', { choice: 'several', classId, first: [seen] });
  expect(reply).toMatchObject({
    objects: { choice: 'one', byClass: { [classId]: 'several' } },
    undo: { canUndo: true, canRedo: false },
    count: 2,
    pending: 5,
  });
  await until((event) => event.kind === 'theta' && event.pending === 0);
  // Two boxes in six images, one in the six of the other class.
  expect((await ask('review.snapshot', {})).boxes.ids).toHaveLength(18);

  await ask('review.undo', {});
  const before = await ask('review.snapshot', {});
  expect(before).toMatchObject({ objects, undo: { canUndo: false, canRedo: true } });
  await ask('review.redo', {});
  await ask('project.close', {});
});

test('a choice for a class that is gone is refused', async () => {
  const { ask } = await twins();
  await expect(ask('review.setObjects', { choice: 'guess', classId: 99, first: [] })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('what had not followed when the project was closed has followed when it is opened again', async () => {
  const { ask } = await twins();
  await ask('review.setObjects', { choice: 'several', classId: null, first: [] });
  const folder = (await ask('project.current', {}))?.folder ?? '';
  await ask('project.close', {});
  await ask('project.open', { folder });
  expect((await ask('review.snapshot', {})).boxes.ids).toHaveLength(24);
});
