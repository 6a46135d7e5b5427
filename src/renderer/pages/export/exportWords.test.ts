import { describe, expect, it } from 'vitest';
import type { ExportPreview } from '../../../shared/appDomain.ts';
import type { JobRecord } from '../../../shared/jobs.ts';
import { amountWords, exportLabel, scoreOf, splitParts, standWords } from './exportWords.ts';

const preview: ExportPreview = {
  images: 465,
  boxes: 1,
  available: { unreviewed: 0, accepted: 1, edited: 0, rejected: 0 },
  withoutBoxes: 0,
  splits: { train: 326, val: 139, test: 0 },
  tree: [],
  sample: null,
  sampleImageId: null,
  obstacle: null,
};

const job: JobRecord = {
  id: 1,
  kind: 'export',
  title: 'Exporting',
  state: 'running',
  stages: [],
  now: { stage: 'Export', done: 1000, total: 4650 },
  fraction: 0.2,
  etaSeconds: null,
  startedAt: null,
  finishedAt: null,
  error: null,
  isResumable: false,
  outcome: null,
  folder: null,
};

describe('an export', () => {
  it('says on its button how much it writes', () => {
    expect(exportLabel(preview)).toBe('Export 465 images');
    expect(exportLabel({ ...preview, images: 1 })).toBe('Export 1 image');
    expect(exportLabel(null)).toBe('Export');
    expect(amountWords(preview)).toBe('465 images, 1 box');
  });

  it('shows the parts of a split that get images', () => {
    expect(splitParts({ train: 70, val: 30, test: 0 }, preview)).toEqual([
      { name: 'train', percent: 70, images: 326 },
      { name: 'val', percent: 30, images: 139 },
    ]);
    expect(splitParts({ train: 100, val: 0, test: 0 }, null)).toEqual([
      { name: 'train', percent: 100, images: null },
    ]);
  });

  it('says how it stands', () => {
    expect(standWords(job)).toBe('Writing, 1,000 of 4,650');
    expect(standWords({ ...job, now: null })).toBe('Writing');
    expect(standWords({ ...job, state: 'failed' })).toBe('The export failed');
  });

  it('takes any typed score as one between 0 and 1', () => {
    expect(scoreOf(0.805)).toBe(0.81);
    expect(scoreOf(7)).toBe(1);
    expect(scoreOf(-1)).toBe(0);
    expect(scoreOf(Number.NaN)).toBe(0);
  });
});
