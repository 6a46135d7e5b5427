import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CacheRoom } from './cacheSize.ts';

const MB = 1e6;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-room-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A file of so many megabytes, written in the given year. */
function file(name: string, megabytes: number, year: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, Buffer.alloc(megabytes * MB));
  const time = new Date(year, 0);
  utimesSync(path, time, time);
  return path;
}

describe('CacheRoom', () => {
  it('counts the files below its folder, and those that come', () => {
    expect(new CacheRoom(join(folder, 'not-there-yet')).used).toBe(0);
    file('a/1', 2, 2020);
    file('b/c/2', 1, 2020);
    const room = new CacheRoom(folder);
    expect(room.used).toBe(3 * MB);
    room.add(500);
    expect(room.used).toBe(3 * MB + 500);
  });

  it('is full for features that no training asked for when no more than the reserve is left', () => {
    file('a/1', 2, 2020);
    const room = new CacheRoom(folder, 4 * MB, 1.5 * MB);
    expect(room.isFull()).toBe(false);
    room.add(0.5 * MB);
    expect(room.isFull()).toBe(false);
    room.add(1);
    expect(room.isFull()).toBe(true);
  });

  it('makes room by the oldest files that are not needed, and no more of it than is asked for', () => {
    const old = file('a/old', 2, 2020);
    const needed = file('a/needed', 2, 2021);
    const newer = file('b/newer', 2, 2022);
    const newest = file('b/newest', 2, 2023);
    const room = new CacheRoom(folder, 8 * MB);
    room.make(3 * MB, (path) => path === needed);
    expect([old, needed, newer, newest].map((path) => existsSync(path))).toEqual([false, true, false, true]);
    expect(room.used).toBe(4 * MB);
  });

  it('touches nothing where there is room', () => {
    const old = file('a/old', 2, 2020);
    new CacheRoom(folder, 8 * MB).make(6 * MB, () => false);
    expect(existsSync(old)).toBe(true);
  });
});
