/** What every command works with: the terminal, the wish to stop, and how the engine's events are shown. */
import type { EngineContext, EngineEvent } from '../../shared/engineEvents.ts';
import type { ProgressListener, StagePlan } from '../../shared/jobs.ts';
import type { Terminal } from './terminal.ts';

export interface CommandIo {
  terminal: Terminal;
  signal: AbortSignal;
}

/** Seconds that a stage takes for each image or file on two CPU cores: only their ratios matter. */
export const stages = {
  find: { name: 'Look for images', weight: 0.0005 },
  read: { name: 'Read images', weight: 0.003 },
  features: { name: 'Look at images', weight: 0.1 },
  train: { name: 'Train', weight: 0.015 },
  predict: { name: 'Find boxes', weight: 0.004 },
  export: { name: 'Export', weight: 0.006 },
} as const satisfies Record<string, StagePlan>;

export interface FailedImage {
  imageId: number;
  path: string;
  reason: string;
}

/** How the engine is talked to, and the images that it could not decode so far. */
export interface EngineTalk {
  context: EngineContext;
  failed: FailedImage[];
}

/** An engine context that draws progress and collects the images that could not be decoded. */
export function engineTalk({ terminal, signal }: CommandIo, onProgress: ProgressListener): EngineTalk {
  const failed: FailedImage[] = [];
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'progress') onProgress(event);
    else if (event.kind === 'image-failed') failed.push(event);
    else if (!terminal.json) terminal.note(epochLine(event));
  };
  return { context: { signal, onEvent }, failed };
}

function epochLine({ epoch, epochs, loss, accuracy }: Extract<EngineEvent, { kind: 'epoch' }>): string {
  return `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(3)}, ${(100 * accuracy).toFixed(1)} % of images right`;
}

/**
 * Reports of an export as one stage: the library counts the images of each format anew.
 *
 * @param formats number of formats that are written.
 */
export function exportProgress(formats: number, onProgress: ProgressListener): ProgressListener {
  const seen: string[] = [];
  return ({ stage, done, total }) => {
    if (!seen.includes(stage)) seen.push(stage);
    if (total === null) return;
    onProgress({
      stage: stages.export.name,
      done: (seen.length - 1) * total + done,
      total: formats * total,
    });
  };
}
