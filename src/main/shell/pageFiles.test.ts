import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePageHandler, parsePageUrl } from './pageFiles.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-page-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'renderer', 'assets', 'index-4f_x.js'), 'export {}');
  writeFileSync(join(folder, 'secret.js'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true }));

const get = (url: string, method = 'GET') =>
  makePageHandler(join(folder, 'renderer'))(new Request(url, { method }));

test('the page comes with a policy that starts from nothing', async () => {
  const response = await get('app://boxwright/index.html');
  expect(await response.text()).toBe('<!doctype html>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = response.headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' app-image: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('what the build makes is served with its kind', async () => {
  const response = await get('app://boxwright/assets/index-4f_x.js?v=1');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await response.text()).toBe('export {}');
});

test('only GET', async () => {
  expect((await get('app://boxwright/index.html', 'POST')).status).toBe(405);
});

test('a file that is not there is 404', async () => {
  expect((await get('app://boxwright/assets/index-old.js')).status).toBe(404);
});

test.each([
  'app://boxwright/../secret.js',
  'app://boxwright/assets/../../secret.js',
  'app://boxwright/%2e%2e/secret.js',
  'app://boxwright/..%2fsecret.js',
  'app://boxwright/assets\\..\\..\\secret.js',
  'app://boxwright//secret.js',
  'app://boxwright/.hidden.js',
  'app://boxwright/',
  'app://boxwright/assets/',
  'app://boxwright/index.map',
  'app://boxwright.evil/index.html',
  'app://elsewhere/index.html',
  'app://boxwright@elsewhere/index.html',
  'https://boxwright/index.html',
])('%s is no file of the page', (url) => {
  expect(parsePageUrl(url)).toBeNull();
});
