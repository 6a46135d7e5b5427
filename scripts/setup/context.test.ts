import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from './context.mjs';

test.each([
  [
    'the variable of Boxwright comes first',
    { BOXWRIGHT_CACHE: '/big/disk', XDG_CACHE_HOME: '/xdg' },
    '/big/disk',
  ],
  ['then the XDG folder', { XDG_CACHE_HOME: '/xdg' }, '/xdg/boxwright'],
  [
    'a relative XDG folder is ignored, as its rules ask',
    { XDG_CACHE_HOME: 'xdg' },
    '/home/kim/.cache/boxwright',
  ],
  [
    'empty variables count as unset',
    { BOXWRIGHT_CACHE: '', XDG_CACHE_HOME: '' },
    '/home/kim/.cache/boxwright',
  ],
  ['then the home folder', {}, '/home/kim/.cache/boxwright'],
  ['a relative folder is taken from where one is', { BOXWRIGHT_CACHE: 'cache' }, resolve('cache')],
])('%s', (_, env, expected) => {
  expect(cacheFolder(env, '/home/kim')).toBe(expected);
});
