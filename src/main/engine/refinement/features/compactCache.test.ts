import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeatureStore } from '../../features/featureStore.ts';
import { CompactCache } from './compactCache.ts';
import { compactSize, emptyCompact, type CompactFeatures } from './compactFeatures.ts';
import { CompactReader } from './compactReader.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-compact-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const hash = 'cd'.repeat(32);

/** Bytes that count up from `start`, a step further in each map. */
function counting(start: number): CompactFeatures {
  const features = emptyCompact(1);
  features.conv4a.forEach((_, i) => (features.conv4a[i] = start + i));
  features.mixed5d.forEach((_, i) => (features.mixed5d[i] = start + 1 + i));
  features.mixed6e.forEach((_, i) => (features.mixed6e[i] = start + 2 + i));
  return features;
}

describe('CompactCache', () => {
  it('gives back what was written, as the view asked for', () => {
    const cache = new CompactCache(folder);
    expect(cache.has(hash)).toBe(false);
    cache.write(hash, counting(7));
    expect(cache.has(hash)).toBe(true);
    const two = emptyCompact(2);
    cache.read(hash, two, 1);
    expect([two.conv4a[0], two.mixed5d[0], two.mixed6e[0]]).toEqual([0, 0, 0]);
    const second = (map: keyof CompactFeatures) => two[map].subarray(compactSize(map));
    expect(second('conv4a')).toEqual(counting(7).conv4a);
    expect(second('mixed5d')).toEqual(counting(7).mixed5d);
    expect(second('mixed6e')).toEqual(counting(7).mixed6e);
  });

  it('leaves one whole file, of 71² · 48 + 35² · 128 + 17² · 256 bytes and four to check them by', () => {
    const bytes = new CompactCache(folder).write(hash, counting(0));
    expect(bytes).toBe(241_968 + 156_800 + 73_984 + 4);
    expect(readdirSync(join(folder, 'cd'))).toEqual([`${hash}.compact`]);
    expect(statSync(join(folder, 'cd', `${hash}.compact`)).size).toBe(bytes);
  });

  it('counts a file that was cut short as missing', () => {
    const cache = new CompactCache(folder);
    cache.write(hash, counting(0));
    truncateSync(cache.path(hash), 1000);
    expect(cache.has(hash)).toBe(false);
  });

  it('removes a file of which a byte was changed and says so, so that the next run makes it anew', () => {
    const cache = new CompactCache(folder);
    cache.write(hash, counting(0));
    const file = readFileSync(cache.path(hash));
    file[300_000]! ^= 1;
    writeFileSync(cache.path(hash), file);
    expect(() => {
      cache.read(hash, emptyCompact(1), 0);
    }).toThrow(/damaged. It was removed; run the same command again/);
    expect(cache.has(hash)).toBe(false);
  });
});

it('CompactReader puts views of a batch one after the other, in the order asked for', () => {
  const store = new FeatureStore(folder, 'edge');
  const other = 'ef'.repeat(32);
  store.compact('full').write(hash, counting(1));
  store.compact('mirror').write(hash, counting(2));
  store.compact('full').write(other, counting(3));
  const { conv4a, mixed5d, mixed6e } = new CompactReader(store).batch([
    { contentHash: other, view: 'full' },
    { contentHash: hash, view: 'mirror' },
    { contentHash: hash, view: 'full' },
  ]);
  const firsts = (bytes: Uint8Array, size: number) => [bytes[0], bytes[size], bytes[2 * size]];
  expect(firsts(conv4a, 71 * 71 * 48)).toEqual([3, 2, 1]);
  expect(firsts(mixed5d, 35 * 35 * 128)).toEqual([4, 3, 2]);
  expect(firsts(mixed6e, 17 * 17 * 256)).toEqual([5, 4, 3]);
  expect(conv4a).toHaveLength(3 * 71 * 71 * 48);
});
