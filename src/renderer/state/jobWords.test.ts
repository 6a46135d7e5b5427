import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../shared/jobs.ts';
import { jobDetails, jobWords, spokenWords } from './jobWords.ts';

const adding: JobRecord = {
  id: 1,
  kind: 'import',
  title: 'Adding survey',
  state: 'running',
  stages: [],
  now: { stage: 'Read images', done: 640, total: 1000 },
  fraction: 0.64,
  etaSeconds: 20,
  startedAt: null,
  finishedAt: null,
  error: null,
  isResumable: false,
  outcome: null,
  folder: null,
};
const training: JobRecord = {
  ...adding,
  kind: 'train',
  title: 'Training',
  now: { stage: 'Train', done: 12, total: 1200 },
};

describe('a job in words', () => {
  it('names what it does and how far that is', () => {
    expect(jobWords(adding)).toBe('Adding survey: Read images, 640 of 1,000');
    expect(jobWords(training)).toBe('Training, step 12 of 1,200');
    expect(jobWords({ ...training, now: { stage: 'Look at images', done: 8, total: 254 } })).toBe(
      'Training: Look at images, 8 of 254 views',
    );
  });

  it('names no count where none is known or there is but one thing', () => {
    expect(jobWords({ ...adding, now: { stage: 'Look for images', done: 3, total: null } })).toBe(
      'Adding survey: Look for images',
    );
    expect(jobWords({ ...adding, now: { stage: 'Read images', done: 0, total: 1 } })).toBe(
      'Adding survey: Read images',
    );
  });

  it('does not say twice that it exports', () => {
    const exporting = { ...adding, kind: 'export' as const, title: 'Exporting COCO' };
    expect(jobWords({ ...exporting, now: { stage: 'Export', done: 61, total: 167 } })).toBe(
      'Exporting COCO, 61 of 167',
    );
  });

  it('says that it waits, or stops', () => {
    expect(jobWords({ ...adding, state: 'queued' })).toBe('Adding survey: waits for its turn');
    expect(jobWords({ ...adding, state: 'cancelling' })).toBe('Adding survey: stopping');
  });

  it('is said aloud anew at each quarter only', () => {
    const said = [0.5, 0.64, 0.74, 0.75].map((fraction) => spokenWords({ ...adding, fraction }));
    expect(new Set(said).size).toBe(2);
    expect(said[0]).toBe('Adding survey, Read images, 50 percent');
  });

  it('gives details for a report when it failed', () => {
    const error = { code: 'engine-died' as const, message: 'The engine stopped.', details: 'signal SIGKILL' };
    expect(jobDetails({ ...training, state: 'failed', error }, 'TensorFlow, CPU').split('\n')).toEqual([
      'code: engine-died',
      'job: Training (train)',
      'stage: Train, 12 of 1200',
      'engine: TensorFlow, CPU',
      'signal SIGKILL',
    ]);
  });
});
