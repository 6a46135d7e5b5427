import { describe, expect, it } from 'vitest';
import type { LiveTraining, RunView, TrainEstimate, TrainOverview } from '../../../shared/appDomain.ts';
import type { JobRecord } from '../../../shared/jobs.ts';
import {
  currentPass,
  dayWords,
  estimateParts,
  jobParts,
  leftWords,
  machineWords,
  planSentence,
  runningHeadline,
  runWords,
  spreadWords,
  stageOfStages,
  subjectWords,
} from './trainWords.ts';

const overview: TrainOverview = {
  checks: [],
  isReady: true,
  imageCount: 978,
  classCount: 6,
  reviewedCount: 0,
  runs: [],
  inUse: null,
  resumable: null,
  live: null,
};

const estimate: TrainEstimate = {
  recipe: 'quick',
  refine: false,
  epochs: 8,
  images: 978,
  stages: [
    { name: 'Look at images', seconds: 600 },
    { name: 'Train', seconds: 180 },
    { name: 'Find boxes', seconds: 60 },
  ],
  seconds: 840,
  low: 720,
  high: 1020,
  basis: '3 real batches',
};

const job: JobRecord = {
  id: 4,
  kind: 'train',
  title: 'Training',
  state: 'running',
  stages: [
    { name: 'Look at images', weight: 0.7, fraction: 1 },
    { name: 'Train', weight: 0.2, fraction: 0.3125 },
    { name: 'Find boxes', weight: 0.1, fraction: 0 },
  ],
  now: { stage: 'Train', done: 25, total: 80 },
  fraction: 0.76,
  etaSeconds: 300,
  startedAt: '2025-11-04T09:41:00Z',
  finishedAt: null,
  error: null,
  isResumable: true,
  outcome: null,
  folder: null,
};

const live: LiveTraining = {
  jobId: 4,
  runId: 2,
  recipe: 'quick',
  epochs: 8,
  history: [
    { loss: 2, accuracy: 0.5 },
    { loss: 1, accuracy: 0.8 },
  ],
  batchLosses: [],
  batches: 80,
  refinement: null,
  samples: [],
};

const plan = { trains: 'Trains the last layers', epochs: 8, rounds: null };
const said = (pieces: { text: string }[]) => pieces.map(({ text }) => text).join('');

describe('what a training will do', () => {
  it('is said in one sentence, with a time that was measured here', () => {
    const pieces = planSentence(overview, plan, estimate, { device: 'CPU, 2 threads', isFresh: true });
    expect(said(pieces)).toBe(
      'Trains the last layers for 8 epochs, then draws one box on each of 978 images. ' +
        'About 14 min on this computer’s CPU with 2 threads, measured just now on 3 real batches. Between 12 and 17 min.',
    );
    expect(pieces.filter(({ look }) => look === 'strong').map(({ text }) => text)).toEqual([
      '8 epochs',
      '978 images',
      'About 14 min',
    ]);
  });

  it('says that boxes are refined, where they are', () => {
    const pieces = planSentence(overview, { ...plan, rounds: 3 }, null, { device: null, isFresh: false });
    expect(said(pieces)).toBe(
      'Trains the last layers for 8 epochs, learns in 3 rounds where the objects end, then draws one box on each of 978 images. ',
    );
  });

  it('names no time before one was measured', () => {
    expect(said(planSentence(overview, plan, null, { device: null, isFresh: false }))).toBe(
      'Trains the last layers for 8 epochs, then draws one box on each of 978 images. ',
    );
  });

  it('names the images and classes that it learns from', () => {
    expect(subjectWords(overview)).toBe('978 images of 6 classes');
    expect(subjectWords({ ...overview, imageCount: 1, classCount: 1 })).toBe('1 image of 1 class');
  });

  it('names the machine as far as it is known', () => {
    expect(machineWords('CPU, 2 threads')).toBe('’s CPU with 2 threads');
    expect(machineWords('GPU')).toBe('’s GPU');
    expect(machineWords(null)).toBe('');
  });

  it('gives a spread only where there is one', () => {
    expect(spreadWords(720, 1020)).toBe('Between 12 and 17 min.');
    expect(spreadWords(50, 130)).toBe('Between 50 s and 2 min.');
    expect(spreadWords(3000, 4800)).toBe('Between 50 min and 1 h 20 min.');
    expect(spreadWords(720, 725)).toBe('');
  });

  it('has stages as wide as they are long', () => {
    expect(estimateParts(estimate, null).map(({ name, weight, note }) => [name, weight, note])).toEqual([
      ['Look at images', 600, '10 min'],
      ['Train 8 epochs', 180, '3 min'],
      ['Find boxes', 60, '1 min'],
    ]);
    const again = { ...estimate, stages: [{ name: 'Look at images', seconds: 0 }] };
    expect(estimateParts(again, null)[0]?.note).toBe('done');
    const refining = { ...estimate, stages: [{ name: 'Refine', seconds: 360 }] };
    expect(estimateParts(refining, 3)[0]).toMatchObject({ name: 'Refine 3 rounds', note: '6 min' });
  });
});

describe('a training that runs', () => {
  it('says where it is', () => {
    expect(stageOfStages(job)).toBe('Stage 2 of 3');
    expect(runningHeadline(job, live)).toBe('Training, epoch 3 of 8');
    const done = { ...live, history: Array.from({ length: 8 }, () => ({ loss: 1, accuracy: 1 })) };
    expect(runningHeadline(job, done)).toBe('Training, epoch 8 of 8');
  });

  it('says which round of refinement it is in', () => {
    const refining = { ...job, now: { stage: 'Refine', done: 40, total: 100 } };
    const history = Array.from({ length: 8 }, () => ({ loss: 1, accuracy: 1 }));
    const second = { ...live, history, refinement: { rounds: 3, losses: [0.4] } };
    expect(runningHeadline(refining, second)).toBe('Refining boxes, round 2 of 3');
    expect(currentPass(second)).toEqual({ title: 'Round', now: 2, of: 3, done: 1, figures: ', loss 0.40' });
    // Until all epochs are behind it, it is an epoch that runs.
    expect(currentPass({ ...second, history: history.slice(0, 2) })).toMatchObject({
      title: 'Epoch',
      now: 3,
    });
    expect(runningHeadline({ ...job, now: { stage: 'Rough boxes', done: 3, total: 9 } }, second)).toBe(
      'Finding rough boxes, 3 of 9',
    );
  });

  it('counts the images that it looks at', () => {
    const looking = { ...job, now: { stage: 'Look at images', done: 1200, total: 5000 } };
    expect(runningHeadline(looking, null)).toBe('Looking at images, 1,200 of 5,000 views');
    expect(runningHeadline({ ...job, now: { stage: 'Find boxes', done: 3, total: 9 } }, live)).toBe(
      'Finding boxes, 3 of 9',
    );
  });

  it('says that it waits, starts or stops', () => {
    expect(runningHeadline({ ...job, state: 'queued', now: null }, null)).toBe('Waiting for its turn');
    expect(runningHeadline({ ...job, now: null }, null)).toBe('Starting');
    expect(runningHeadline({ ...job, state: 'cancelling' }, live)).toBe('Stopping');
    expect(stageOfStages({ ...job, now: null })).toBe('');
  });

  it('shows each stage as far as it is', () => {
    const passes = { epochs: 8, rounds: null };
    expect(jobParts(job, passes).map(({ name, state, note }) => [name, state, note])).toEqual([
      ['Look at images', 'done', undefined],
      ['Train 8 epochs', 'running', '31 %'],
      ['Find boxes', 'waiting', undefined],
    ]);
    expect(jobParts({ ...job, state: 'failed' }, passes).map(({ state }) => state)).toEqual([
      'done',
      'failed',
      'waiting',
    ]);
  });

  it('guesses no time', () => {
    expect(leftWords(null)).toBe('not known yet');
    expect(leftWords(300)).toBe('about 5 min');
    expect(leftWords(2)).toBe('a few seconds');
  });
});

describe('earlier runs', () => {
  const run: RunView = {
    id: 1,
    recipe: 'quick',
    seed: 1,
    state: 'succeeded',
    epochsDone: 8,
    epochs: 8,
    startedAt: '2025-11-04T09:41:00Z',
    finishedAt: null,
    hasModel: true,
    refinement: null,
    history: [],
  };

  it('are told by how they ended', () => {
    expect(runWords(run)).toBe('Quick, 8 epochs');
    expect(runWords({ ...run, epochsDone: 3 })).toBe('Quick, stopped at epoch 3 of 8');
    expect(runWords({ ...run, state: 'failed', epochsDone: 3 })).toBe('Quick, failed at epoch 3 of 8');
    expect(runWords({ ...run, state: 'cancelled', epochsDone: 0 })).toBe(
      'Quick, stopped before its first epoch',
    );
    expect(runWords({ ...run, state: 'running', epochsDone: 3 })).toBe('Quick, running');
    const refined = { ...run, refinement: { rounds: 3, losses: [0.4, 0.2, 0.1] } };
    expect(runWords(refined)).toBe('Quick, 8 epochs, refined');
    const half = { ...run, state: 'cancelled' as const, refinement: { rounds: 3, losses: [0.4] } };
    expect(runWords(half)).toBe('Quick, stopped in round 2 of 3');
  });

  it('are dated by days of the calendar', () => {
    const now = new Date(2025, 10, 6, 8, 0);
    const at = (day: number, hour: number, month = 10, year = 2025) =>
      dayWords(new Date(year, month, day, hour, 5).toISOString(), now);
    expect(at(6, 7)).toBe('Today 07:05');
    expect(at(5, 23)).toBe('Yesterday');
    expect(at(4, 12)).toBe('Tuesday');
    expect(at(12, 12, 9)).toBe('October 12');
    expect(at(12, 12, 9, 2024)).toBe('October 12, 2024');
  });
});
