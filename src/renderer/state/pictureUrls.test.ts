import { expect, test } from 'vitest';
import { PictureUrls } from './pictureUrls.ts';

test('a picture keeps its address until its bytes or the project change', () => {
  const urls = new PictureUrls();
  const first = urls.of('thumb', 12);
  expect(first).toMatch(/^app-image:\/\/thumb\/12\?v=[\w.-]{1,64}$/);
  expect(urls.of('thumb', 12)).toBe(first);
  urls.revise(13);
  expect(urls.of('thumb', 12)).toBe(first);
  urls.revise(12);
  const revised = urls.of('thumb', 12);
  urls.renew();
  const other = urls.of('thumb', 12);
  expect(new Set([first, revised, other]).size).toBe(3);
});
