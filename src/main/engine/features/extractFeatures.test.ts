/** On real photographs with the real backbone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineImage } from '../../../shared/engineEvents.ts';
import { samplePhotos } from '../../../testing/samplePhotos.ts';
import { squareView } from '../../imaging/squareView.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { compactMaps } from '../refinement/features/compactFeatures.ts';
import { tf } from '../tensorflow.ts';
import { extractFeatures, type ViewFeatures, type ViewToLookAt } from './extractFeatures.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-extract-'));
const backbone = loadBackbone('edge');
afterAll(() => {
  backbone.dispose();
  rmSync(folder, { recursive: true });
});

async function look(views: ViewToLookAt[]): Promise<ViewFeatures<ViewToLookAt>[]> {
  const found: ViewFeatures<ViewToLookAt>[] = [];
  for await (const batch of extractFeatures(backbone, views, {})) found.push(...batch);
  return found;
}

/** Mean distance of two lists of numbers, as a share of the mean of the first. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [apart, size] = [0, 0];
  for (let i = 0; i < a.length; i += 1) {
    apart += Math.abs(a[i]! - b[i]!);
    size += Math.abs(a[i]!);
  }
  return apart / size;
}

describe('extractFeatures', () => {
  const [photo, other] = samplePhotos(2) as [EngineImage, EngineImage];
  /** What the network sees of the photograph, left for right, as a file of its own. */
  const flopped: EngineImage = { ...photo, id: 9, path: join(folder, 'flopped.png') };
  beforeAll(async () => {
    const pixels = await squareView(photo.path, 'full', 299);
    await sharp(pixels, { raw: { width: 299, height: 299, channels: 3 } })
      .flop()
      .png()
      .toFile(flopped.path);
  });

  it('sees in the mirror of a photograph what it sees in the photograph turned left for right', async () => {
    const [mirror, whole, turned] = await look([
      { image: photo, view: 'mirror', compact: true },
      { image: photo, view: 'full', compact: true },
      { image: flopped, view: 'full', compact: true },
    ]);
    expect(distance(turned!.features, mirror!.features)).toBeLessThan(1e-3);
    expect(distance(turned!.features, whole!.features)).toBeGreaterThan(0.1);
    for (const map of compactMaps) {
      expect(distance(turned!.compact![map], mirror!.compact![map])).toBeLessThan(1e-3);
    }
  });

  it('gives compact features to those views alone that ask for them, the same as it gives them alone', async () => {
    const [first, second, third] = await look([
      { image: other, view: 'full' },
      { image: photo, view: 'full', compact: true },
      { image: photo, view: 'crop', compact: false },
    ]);
    expect([first!.compact, third!.compact]).toEqual([null, null]);
    const [alone] = await look([{ image: photo, view: 'full', compact: true }]);
    for (const map of compactMaps) {
      expect(distance(alone!.compact![map], second!.compact![map])).toBeLessThan(1e-3);
    }
    expect(distance(alone!.features, second!.features)).toBeLessThan(1e-3);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await look([
      { image: photo, view: 'mirror', compact: true },
      { image: photo, view: 'full' },
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
