import { expect, test } from './fixtures.ts';
test('look', async ({ boxwright, window, screens: { start, frame, review } }) => {
  test.setTimeout(400_000);
  await boxwright.answerOpenDialog(['/tmp/hh/s3.boxwright']);
  await start.openProject.click();
  await frame.shows('Review');
  await window.waitForTimeout(1500);
  await window.screenshot({ path: '/tmp/hh/shot0.png' });
  await review.learn.click();
  await window.waitForTimeout(4000);
  await window.screenshot({ path: '/tmp/hh/shot1.png' });
  await expect(review.learned).toHaveText(/moved/, { timeout: 200_000 });
  await review.showMoved.click();
  await window.waitForTimeout(2500);
  await window.screenshot({ path: '/tmp/hh/shot2.png' });
});
