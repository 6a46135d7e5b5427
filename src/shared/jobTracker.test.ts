import { describe, expect, it } from 'vitest';
import { JobTracker } from './jobTracker.ts';

const plan = [
  { name: 'Read', weight: 10 },
  { name: 'Train', weight: 30 },
];

describe('JobTracker', () => {
  it('weighs the stages: half of the first quarter is an eighth, and at that pace seven times as long remains', () => {
    const tracker = new JobTracker(plan, 0);
    const state = tracker.report({ stage: 'Read', done: 50, total: 100 }, 2000);
    expect(state.fraction).toBe(0.125);
    expect(state.etaSeconds).toBe(14);
  });

  it('counts a stage as over when the next one reports', () => {
    const tracker = new JobTracker(plan, 0);
    tracker.report({ stage: 'Read', done: 1, total: 100 }, 0);
    expect(tracker.report({ stage: 'Train', done: 0, total: 8 }, 0).fraction).toBe(0.25);
  });

  it('never goes back, and shows an unplanned stage without moving', () => {
    const tracker = new JobTracker(plan, 0);
    tracker.report({ stage: 'Train', done: 4, total: 8 }, 0);
    expect(tracker.report({ stage: 'Train', done: 2, total: 8 }, 0).fraction).toBe(0.625);
    const aside = tracker.report({ stage: 'Sweep', done: 1, total: 2 }, 0);
    expect(aside).toMatchObject({ stage: 'Sweep', fraction: 0.625 });
  });

  it('tells each stage by itself, weights as shares of the whole', () => {
    const tracker = new JobTracker(plan, 0);
    tracker.report({ stage: 'Train', done: 2, total: 8 }, 0);
    expect(tracker.stages()).toEqual([
      { name: 'Read', weight: 0.25, fraction: 1 },
      { name: 'Train', weight: 0.75, fraction: 0.25 },
    ]);
  });

  it('says no time to go while next to nothing is done', () => {
    const tracker = new JobTracker(plan, 0);
    expect(tracker.report({ stage: 'Read', done: 1, total: 100 }, 5000).etaSeconds).toBeNull();
  });
});
