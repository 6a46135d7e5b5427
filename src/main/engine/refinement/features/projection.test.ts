import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePhotos } from '../../../../testing/samplePhotos.ts';
import { squareView } from '../../../imaging/squareView.ts';
import { INPUT_SIZE } from '../../backbones/inceptionV3.ts';
import { loadBackbone } from '../../backbones/loadBackbone.ts';
import { inScope, tf } from '../../tensorflow.ts';
import { loadCompactBasis } from './compactBasis.ts';
import { compactMaps, compactShapes, type CompactFeatures, type CompactMap } from './compactFeatures.ts';
import { CompactProjection } from './projection.ts';

const basis = loadCompactBasis();
const projection = new CompactProjection(basis);
afterAll(() => {
  projection.dispose();
});

/** Maps of two views whose every cell is made of the numbers given for each channel. */
function mapsOf(cell: (map: CompactMap) => Float32Array) {
  const filled = (map: CompactMap): tf.Tensor4D => {
    const { side, channels } = compactShapes[map];
    return tf.tile(tf.tensor4d(cell(map), [1, 1, 1, channels]), [2, side, side, 1]);
  };
  return { conv4a: filled('conv4a'), mixed5d: filled('mixed5d'), mixed6e: filled('mixed6e') };
}

describe('CompactProjection', () => {
  it('makes 128 of everything in a map whose square roots are the mean', () => {
    const views = inScope(() =>
      projection.project(mapsOf((map) => basis[map].mean.map((mean) => mean ** 2))),
    );
    expect(views).toHaveLength(2);
    for (const view of views) {
      for (const map of compactMaps) expect(new Set(view[map])).toEqual(new Set([128]));
    }
  });

  it('moves each component by 24 for each unit that the basis gives it', () => {
    // One channel's square root is raised by .5: component j becomes .5 times the basis' number for that channel.
    const channel = 100;
    const raised = (map: CompactMap) =>
      basis[map].mean.map((mean, i) => (mean + (i === channel ? 0.5 : 0)) ** 2);
    const [view] = inScope(() => projection.project(mapsOf(raised)));
    for (const map of compactMaps) {
      const { components } = compactShapes[map];
      for (let j = 0; j < components; j += 1) {
        const exact = 128 + 24 * 0.5 * basis[map].projection[channel * components + j]!;
        expect(Math.abs(view![map][j]! - Math.min(255, Math.max(0, exact)))).toBeLessThan(0.51);
      }
    }
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    new CompactProjection(basis).dispose();
    inScope(() => projection.project(mapsOf((map) => basis[map].mean)));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('on photographs that the basis was not made from', () => {
  let views: CompactFeatures[];
  beforeAll(async () => {
    // Every second photograph of the sample, in the order of their names from the first on, made the basis.
    const unseen = samplePhotos(168).filter((_, i) => i % 12 === 1);
    const pixels = await Promise.all(unseen.map(({ path }) => squareView(path, 'full', INPUT_SIZE)));
    const backbone = loadBackbone('edge');
    views = inScope(() => {
      const images = tf.stack(pixels.map((each) => tf.tensor3d(each, [INPUT_SIZE, INPUT_SIZE, 3], 'int32')));
      return projection.project(backbone.forward(tf.sub(tf.div(tf.cast(images, 'float32'), 128), 1)));
    });
    backbone.dispose();
  });

  it.each(compactMaps)(
    'components of %s have mean 0 and deviation 1, and hardly one leaves its byte',
    (map) => {
      const { components } = compactShapes[map];
      const all = views.flatMap((view) => [...view[map]]);
      const cells = all.length / components;
      let apart = 0;
      let spread = 0;
      for (let j = 0; j < components; j += 1) {
        let [sum, squares] = [0, 0];
        for (let i = j; i < all.length; i += components) {
          const component = (all[i]! - 128) / 24;
          sum += component;
          squares += component ** 2;
        }
        apart += Math.abs(sum / cells) / components;
        spread += Math.sqrt(squares / cells) / components;
      }
      expect(apart).toBeLessThan(0.2);
      expect(Math.abs(spread - 1)).toBeLessThan(0.15);
      expect(all.filter((byte) => byte === 0 || byte === 255).length / all.length).toBeLessThan(0.005);
    },
  );
});
