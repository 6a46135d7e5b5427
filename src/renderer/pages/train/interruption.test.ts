import { describe, expect, it } from 'vitest';
import type { RunView, TrainOverview } from '../../../shared/appDomain.ts';
import type { JobRecord } from '../../../shared/jobs.ts';
import { interruptionOf } from './interruption.ts';

const run: RunView = {
  id: 4,
  recipe: 'quick',
  seed: 1,
  state: 'failed',
  epochsDone: 3,
  epochs: 8,
  startedAt: '2025-11-04T09:41:00Z',
  finishedAt: null,
  hasModel: false,
  refinement: null,
  history: [],
};

const overview: TrainOverview = {
  checks: [],
  isReady: true,
  imageCount: 978,
  classCount: 6,
  reviewedCount: 323,
  runs: [run],
  inUse: 3,
  resumable: run,
  live: null,
};

const died: JobRecord = {
  id: 9,
  kind: 'train',
  title: 'Training',
  state: 'failed',
  stages: [],
  now: { stage: 'Train', done: 31, total: 80 },
  fraction: 0.4,
  etaSeconds: null,
  startedAt: null,
  finishedAt: null,
  error: { code: 'engine-died', message: 'The engine ended.', details: 'signal: SIGKILL\n' },
  isResumable: true,
  outcome: null,
  folder: null,
};

describe('a training that failed', () => {
  it('says what happened, what is safe, and what to send to whoever can help', () => {
    expect(interruptionOf(overview, died)).toEqual({
      tone: 'failure',
      title: 'Training stopped: the engine ended without warning',
      text: 'The engine ended. Epochs 1 to 3 are saved and nothing else was lost.',
      safe: ['Checkpoint of epoch 3 of 8', 'All 323 reviewed boxes', 'Run 3 is still the model in use'],
      details: [
        'code: engine-died',
        'job: Training, run 4, Quick, epoch 3 of 8 done',
        'stage: Train, 31 of 80',
        'message: The engine ended.',
        'signal: SIGKILL',
      ],
      run,
    });
  });

  it('can fail before there is a run to resume', () => {
    const early = interruptionOf({ ...overview, resumable: null, inUse: null, reviewedCount: 0 }, died);
    expect(early?.run).toBeNull();
    expect(early?.text).toBe('The engine ended. Images that were looked at are not looked at again.');
    expect(early?.safe).toEqual(['What was learned of images that were looked at', 'All your images']);
  });
});

describe('a training that did not fail', () => {
  it('was stopped by a person', () => {
    const stopped = interruptionOf(overview, { ...died, state: 'cancelled', error: null });
    expect(stopped).toMatchObject({ tone: 'pause', title: 'Stopped after epoch 3 of 8', details: [] });
    const early = { ...overview, resumable: { ...run, epochsDone: 0 } };
    expect(interruptionOf(early, { ...died, state: 'cancelled', error: null })?.title).toBe(
      'Stopped before the first epoch',
    );
  });

  it('was stopped by a person and kept: its job came to a good end', () => {
    const kept = { ...overview, resumable: { ...run, state: 'cancelled' as const, hasModel: true } };
    const ended = { ...died, state: 'succeeded' as const, error: null };
    expect(interruptionOf(kept, ended)?.title).toBe('Stopped after epoch 3 of 8');
    expect(interruptionOf(kept, null)?.title).toBe('Stopped after epoch 3 of 8');
  });

  it('was interrupted when the window was closed', () => {
    expect(interruptionOf(overview, null)).toMatchObject({
      tone: 'pause',
      title: 'Training was interrupted after epoch 3 of 8',
      text: 'Epochs 1 to 3 are saved and nothing else was lost.',
    });
  });

  it('is nothing to tell of once it is through', () => {
    expect(
      interruptionOf({ ...overview, resumable: null }, { ...died, state: 'succeeded', error: null }),
    ).toBeNull();
    expect(interruptionOf({ ...overview, resumable: null }, null)).toBeNull();
  });
});

describe('a training that ended while boxes were refined', () => {
  const refining = { ...run, state: 'cancelled' as const, epochsDone: 8, hasModel: true };
  const interrupted = (losses: number[]) =>
    interruptionOf({ ...overview, resumable: { ...refining, refinement: { rounds: 3, losses } } }, null);

  it('names the round that is kept', () => {
    expect(interrupted([0.4])).toMatchObject({
      title: 'Stopped after round 1 of 3',
      text: 'Round 1 of refinement is saved and nothing else was lost.',
      safe: expect.arrayContaining(['Checkpoint of round 1 of 3']) as string[],
    });
    expect(interrupted([0.4, 0.2])?.text).toBe(
      'Rounds 1 to 2 of refinement are saved and nothing else was lost.',
    );
  });

  it('says before the first round that only refinement is left', () => {
    expect(interrupted([])).toMatchObject({
      title: 'Stopped after epoch 8 of 8',
      text: 'The training is saved and its rough boxes are drawn; only their refinement is left.',
    });
  });
});
