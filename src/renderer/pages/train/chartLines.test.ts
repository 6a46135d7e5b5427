import { describe, expect, it } from 'vitest';
import type { LiveTraining } from '../../../shared/appDomain.ts';
import { accuracyLines, accuracySummary, epochsKnown, lossLines, lossSummary } from './chartLines.ts';

/** Four epochs of two batches; one epoch and a batch are done. */
const live: LiveTraining = {
  jobId: 1,
  runId: 1,
  recipe: 'quick',
  epochs: 4,
  history: [{ loss: 2.5, accuracy: 0.5 }],
  batchLosses: [3, 2, 1.5],
  batches: 8,
  refinement: null,
  samples: [],
};

describe('the charts of a training', () => {
  it('have each batch where it was in its epoch, and each epoch at its end', () => {
    const [batches, mean] = lossLines(live);
    expect(batches?.points).toEqual([
      { x: 0.5, y: 3 },
      { x: 1, y: 2 },
      { x: 1.5, y: 1.5 },
    ]);
    expect(mean?.points).toEqual([{ x: 1, y: 2.5 }]);
    expect(accuracyLines(live)[0]?.points).toEqual([{ x: 1, y: 0.5 }]);
    expect(epochsKnown(live)).toBe(1.5);
  });

  it('go on where a resumed training goes on: its batches before are not known', () => {
    const history = [2.5, 2, 1.5].map((loss) => ({ loss, accuracy: 0.5 }));
    const resumed = { ...live, history, batchLosses: [1.2] };
    expect(lossLines(resumed)[0]?.points).toEqual([{ x: 3.5, y: 1.2 }]);
    expect(epochsKnown(resumed)).toBe(3.5);
  });

  it('leave out a loss that is no number', () => {
    expect(lossLines({ ...live, batchLosses: [Number.NaN, 2] })[0]?.points).toEqual([{ x: 1, y: 2 }]);
  });

  it('are empty before the first batch', () => {
    const fresh = { ...live, history: [], batchLosses: [], batches: 0 };
    expect(epochsKnown(fresh)).toBe(0);
    expect(lossLines(fresh).map(({ points }) => points.length)).toEqual([0, 0]);
  });

  it('are told in words', () => {
    expect(lossSummary(live)).toBe('Loss by epoch: 2.50 in epoch 1 of 4.');
    const history = [...live.history, { loss: 1.25, accuracy: 0.75 }];
    expect(lossSummary({ ...live, history })).toBe(
      'Loss by epoch: from 2.50 in epoch 1 to 1.25 in epoch 2 of 4.',
    );
    expect(accuracySummary({ ...live, history })).toBe(
      'Class accuracy by epoch: 75 % of images have the right top class after epoch 2 of 4.',
    );
    expect(accuracySummary({ ...live, history: [] })).toContain('no epoch is done yet');
  });
});
