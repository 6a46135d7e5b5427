import { expect, test } from 'vitest';
import { parseImageUrl } from './imageUrl.ts';

test.each([
  ['app-image://thumb/1', { size: 'thumb', imageId: 1, isVersioned: false }],
  ['app-image://view/2147483647?v=3', { size: 'view', imageId: 2147483647, isVersioned: true }],
  ['app-image://full/12?v=birds-2', { size: 'full', imageId: 12, isVersioned: true }],
])('%s names a picture', (url, address) => {
  expect(parseImageUrl(url)).toEqual(address);
});

test.each([
  'app-image://thumb/0',
  'app-image://thumb/-1',
  'app-image://thumb/01',
  'app-image://thumb/1.5',
  'app-image://thumb/2147483648',
  'app-image://thumb/99999999999999999999',
  'app-image://thumb/1/2',
  'app-image://thumb/1/',
  'app-image://thumb/',
  'app-image://thumb/etc/passwd',
  'app-image://thumb/../../etc/passwd',
  'app-image://thumb/%2e%2e%2fetc%2fpasswd',
  'app-image://thumb/1%00',
  'app-image://thumb/1\n',
  'app-image://thumb/1?path=/etc/passwd',
  'app-image://thumb/1?v=1&path=/etc/passwd',
  'app-image://thumb/1#x',
  'app-image://huge/1',
  'app-image://user@thumb/1',
  'app-image://thumb:80/1',
  'app-image:///etc/passwd',
  'file:///etc/passwd',
  '',
])('%j names none', (url) => {
  expect(parseImageUrl(url)).toBeNull();
});
