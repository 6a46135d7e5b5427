/** The lines of the charts, from what a training has said so far. */
import type { LiveTraining } from '../../../shared/appDomain.ts';
import type { ChartLine } from '../../components/chartScale.ts';

/**
 * Whole epochs that were done before the first batch that is known: a training that was resumed tells its batches from
 * there on. Known batches fill whole epochs and a part of the running one.
 */
function firstEpoch({ batchLosses, batches, epochs, history }: LiveTraining): number {
  const perEpoch = batches / Math.max(epochs, 1);
  if (perEpoch <= 0) return history.length;
  return Math.max(history.length - Math.floor(batchLosses.length / perEpoch + 1e-9), 0);
}

/** How far the training is, in epochs: the running epoch by its batches. */
export function epochsKnown(live: LiveTraining): number {
  const { batchLosses, batches, epochs, history } = live;
  if (batches <= 0) return history.length;
  const reached = firstEpoch(live) + (batchLosses.length / batches) * epochs;
  return Math.max(history.length, Math.min(reached, epochs));
}

/** Loss of each batch at the point of its epoch where it was, and the mean of each whole epoch at its end. */
export function lossLines(live: LiveTraining): ChartLine[] {
  const { batchLosses, batches, epochs, history } = live;
  const start = firstEpoch(live);
  const points = batchLosses.map((y, index) => ({
    x: start + ((index + 1) * epochs) / Math.max(batches, 1),
    y,
  }));
  return [
    { label: 'batches', look: 'thin', points: points.filter(({ y }) => Number.isFinite(y)) },
    { label: 'mean', look: 'marked', points: history.map(({ loss }, index) => ({ x: index + 1, y: loss })) },
  ];
}

export function accuracyLines({ history }: LiveTraining): ChartLine[] {
  return [
    {
      label: 'training',
      look: 'marked',
      points: history.map(({ accuracy }, index) => ({ x: index + 1, y: accuracy })),
    },
  ];
}

/** The charts in words. */
export function lossSummary({ history, epochs }: LiveTraining): string {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return 'Loss by epoch: no epoch is done yet.';
  const change = history.length > 1 ? `from ${first.loss.toFixed(2)} in epoch 1 to ` : '';
  return `Loss by epoch: ${change}${last.loss.toFixed(2)} in epoch ${history.length} of ${epochs}.`;
}

export function accuracySummary({ history, epochs }: LiveTraining): string {
  const last = history.at(-1);
  if (!last) return 'Class accuracy by epoch: no epoch is done yet.';
  const percent = Math.round(last.accuracy * 100);
  return `Class accuracy by epoch: ${percent} % of images have the right top class after epoch ${history.length} of ${epochs}.`;
}
