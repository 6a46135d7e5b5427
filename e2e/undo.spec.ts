/** Undo without limit, across restarts; what is undone at one stroke; what theta changes and what it never does. */
import { expect, test } from './fixtures.ts';
import { screensOf } from './pages/screens.ts';
import type { ReviewPage } from './pages/reviewPage.ts';
import { imageNamed, readProject, type ToldImage, type ToldProject } from './projects.ts';

const nothing = { accepted: 0, edited: 0, rejected: 0 };

/** Ten decisions, one of each kind at least. */
async function decideTenTimes(review: ReviewPage, told: ToldProject): Promise<void> {
  await review.openSingle();
  await review.pressAndMoveOn('a');
  await review.pressAndMoveOn('x');
  const edited = await review.box();
  for (const key of ['e', 'Alt+ArrowLeft', 'Enter']) await review.press(key);
  await review.hasBox({ ...edited, w: edited.w - 1 });
  const name = await review.pressAndMoveOn('ArrowRight');
  const old = imageNamed(told, name).className;
  await review.press(old === told.classes[0] ? '2' : '1');
  await expect(review.classButton(old)).toHaveAttribute('aria-pressed', 'false');
  const drawnOn = await review.pressAndMoveOn('ArrowRight');
  await review.draw([0.1, 0.1], [0.5, 0.5], imageNamed(told, drawnOn));
  await expect(review.tags).toHaveCount(2);
  await review.press('Delete');
  await expect(review.tags).toHaveCount(1);
  await review.draw([0.2, 0.2], [0.6, 0.6], imageNamed(told, drawnOn));
  await expect(review.tags).toHaveCount(2);
  for (const key of ['ArrowRight', 'a', 'x', 'a']) await review.pressAndMoveOn(key);
}

test('undo walks all the way back after a restart, and redo all the way forth', async ({
  boxwright,
  opened,
  screens,
}) => {
  const before = readProject(opened.folder);
  await decideTenTimes(screens.review, before);
  await screens.frame.saved();
  const after = readProject(opened.folder);
  const counts = await screens.review.counts();
  expect(counts).toMatchObject({ total: 25, edited: 2, rejected: 2 });

  await boxwright.restart();
  const { start, frame, review } = screensOf(boxwright.window);
  await start.openRecent('beasts');
  await frame.shows('Review');
  await review.shows(25, counts);
  for (let step = 1; step <= 10; step += 1) {
    await expect(review.undo).toBeEnabled();
    await review.press('Control+z');
    await frame.saved();
  }
  await expect(review.undo).toBeDisabled();
  await review.shows(24, nothing);
  expect(readProject(opened.folder)).toEqual(before);

  // Pressed faster than they are answered, each of them counts.
  for (let step = 1; step <= 10; step += 1) await review.press('Control+Shift+Z');
  await expect(review.redo).toBeDisabled();
  await review.shows(25, counts);
  await frame.saved();
  expect(readProject(opened.folder)).toEqual(after);
});

test('accepting in bulk takes what is above the bar, as one undo', async ({
  opened,
  screens: { review, frame },
}) => {
  const scores = readProject(opened.folder).images.flatMap(({ boxes }) =>
    boxes.map(({ confidence }) => confidence),
  );
  const median = scores.toSorted((a, b) => a - b)[12] ?? 0;
  const bar = Math.floor(median * 100) / 100;
  const above = scores.filter((score) => score >= bar).length;
  expect(above).toBeGreaterThanOrEqual(12);
  await review.leastConfidence.fill(String(bar));
  // Nothing was reviewed: a count, and no promise.
  await expect(review.acceptInBulk).toHaveText(`Accept ${above} boxes`);
  await review.acceptInBulk.click();
  await review.shows(24, { ...nothing, accepted: above });

  await review.leastConfidence.press('Home');
  await expect(review.acceptInBulk).toHaveText(new RegExp(`^\\s*Accept ${24 - above} box`));
  await frame.saved();
  const accepted = readProject(opened.folder).images.flatMap(({ boxes }) =>
    boxes.filter((box) => box.review === 'accepted').map(({ confidence }) => confidence),
  );
  expect(accepted).toHaveLength(above);
  expect(Math.min(...accepted)).toBeGreaterThanOrEqual(bar);

  await review.undo.click();
  await review.shows(24, nothing);
  await expect(review.undo).toBeDisabled();
  await frame.saved();
  const reviews = readProject(opened.folder).images.flatMap(({ boxes }) => boxes.map((box) => box.review));
  expect(reviews).toEqual(Array<string>(24).fill('unreviewed'));
});

test('theta changes boxes that nobody has reviewed, and never a reviewed one', async ({
  opened,
  screens: { review, frame },
}) => {
  const accepted = await review.openSingle();
  const open = await review.pressAndMoveOn('a');
  const shown = await review.box();
  await review.press('Escape');
  await frame.saved();
  const before = readProject(opened.folder);

  await review.theta.fill('0.45');
  await review.theta.press('Enter');
  await expect.poll(() => changed(before, readProject(opened.folder)).length).toBeGreaterThan(12);
  await frame.saved();
  const names = changed(before, readProject(opened.folder));
  expect(names).not.toContain(accepted);
  expect(imageNamed(readProject(opened.folder), accepted)).toEqual(imageNamed(before, accepted));

  // The window shows what the library says.
  expect(names).toContain(open);
  await review.gallery.press('Enter');
  await expect(review.fileName).toHaveText(open);
  expect(await review.box()).not.toEqual(shown);
  const [box] = imageNamed(readProject(opened.folder), open).boxes;
  if (!box) throw new Error(`${open} has no box.`);
  await review.hasBox(box);

  await review.press('Escape');
  await review.theta.fill('0');
  await review.theta.press('Enter');
  await expect.poll(() => changed(before, readProject(opened.folder))).toEqual([]);
});

/** File names of the images whose boxes are not the same in both. */
function changed(before: ToldProject, after: ToldProject): string[] {
  const boxesOf = ({ boxes }: ToldImage): string => JSON.stringify(boxes);
  return before.images
    .filter((image, at) => boxesOf(image) !== boxesOf(after.images[at] ?? image))
    .map(({ relativePath }) => relativePath.split('/').at(-1) ?? '');
}
