import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeatureCache } from './featureCache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-features-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const hash = 'ab'.repeat(32);
const fileOf = (contentHash: string) => join(folder, contentHash.slice(0, 2), `${contentHash}.features`);

describe('FeatureCache', () => {
  it('gives back what was written, at the offset asked for', () => {
    const cache = new FeatureCache(folder, 3);
    expect(cache.has(hash)).toBe(false);
    cache.write(hash, Float32Array.of(0, 0.5, 2));
    expect(cache.has(hash)).toBe(true);
    const target = new Float32Array(4);
    cache.read(hash, target, 1);
    expect([...target]).toEqual([0, 0, 0.5, 2]);
  });

  it('leaves nothing but whole files', () => {
    new FeatureCache(folder, 3).write(hash, Float32Array.of(1, 2, 3));
    expect(readdirSync(join(folder, 'ab'))).toEqual([`${hash}.features`]);
  });

  it('counts a file of no bytes as missing', () => {
    const cache = new FeatureCache(folder, 3);
    cache.write(hash, Float32Array.of(1, 2, 3));
    truncateSync(fileOf(hash), 0);
    expect(cache.has(hash)).toBe(false);
  });

  it('removes a damaged file and says so, so that the next run makes it anew', () => {
    const cache = new FeatureCache(folder, 3);
    cache.write(hash, Float32Array.of(1, 2, 3));
    writeFileSync(fileOf(hash), Buffer.from([7, 0, 0, 0, 1, 2]));
    expect(() => {
      cache.read(hash, new Float32Array(3), 0);
    }).toThrow(/damaged. It was removed; run the same command again/);
    expect(cache.has(hash)).toBe(false);
  });
});
