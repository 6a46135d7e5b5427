/** Refined boxes learn from corrections: a person puts five right, the others follow, and one step takes that back. */
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { readProject, type ToldProject } from './projects.ts';
import { beasts, cutOf } from './sample.ts';

/** Boxes of the images that nobody has decided on, by path. */
function openBoxes({ images }: ToldProject): Record<string, unknown> {
  const open = images.filter(({ boxes }) => boxes.every(({ review }) => review === 'unreviewed'));
  return Object.fromEntries(open.map(({ relativePath, boxes }) => [relativePath, boxes]));
}

function decidedBoxes({ images }: ToldProject): unknown[] {
  return images.flatMap(({ boxes }) => boxes.filter(({ review }) => review !== 'unreviewed'));
}

test('boxes are refined, five are put right, the others learn from them, and it can be taken back', async ({
  boxwright,
  screens: { start, frame, images, review },
}) => {
  // A training with refinement, on few cores.
  test.setTimeout(700_000);
  const folder = cutOf(join(boxwright.folder, 'trio'), beasts, 8);
  const project = join(boxwright.projects, 'trio.boxwright');

  await test.step('refine in the window', async () => {
    await boxwright.answerOpenDialog([folder]);
    await start.newProject.click();
    await frame.shows('Images');
    await images.hasClasses(beasts.map((name) => [name, 8]));
    await images.startTraining.click();
    await frame.shows('Review', 500_000);
    await review.shows(24, { accepted: 0, edited: 0, rejected: 0 });
    await expect(review.learn).toBeDisabled();
  });

  await test.step('put five boxes right', async () => {
    await review.openSingle();
    for (let at = 0; at < 3; at += 1) {
      // A good deal smaller than it was, whatever is there.
      await review.press('e');
      for (let by = 0; by < 6; by += 1)
        for (const key of ['Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowUp']) await review.press(key);
      await review.press('Enter');
      await review.pressAndMoveOn('ArrowRight');
    }
    await review.pressAndMoveOn('a');
    await review.pressAndMoveOn('a');
    await review.press('Escape');
    await frame.saved();
  });

  const before = readProject(project);
  expect(decidedBoxes(before)).toHaveLength(5);
  await test.step('the others learn from them', async () => {
    await expect(review.learn).toHaveText('Learn from 5 corrections');
    await review.learn.click();
    await expect(review.learning).toBeVisible();
    await expect(review.learned).toHaveText(/^\d+ box(es)? of 19 moved/, { timeout: 150_000 });
    const after = readProject(project);
    expect(decidedBoxes(after)).toEqual(decidedBoxes(before));
    expect(openBoxes(after)).not.toEqual(openBoxes(before));
    await review.showMoved.click();
    await expect(review.moved.first()).toBeVisible();
  });

  await test.step('undo', async () => {
    await review.press('Control+z');
    await expect(review.learned).toBeHidden();
    await expect.poll(() => readProject(project)).toEqual(before);
    await expect(review.learn).toHaveText('Learn from 5 corrections');
  });
});
