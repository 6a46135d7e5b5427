/** What every command works with: the terminal, the wish to stop, and how the engine's events are shown. */
import type { EngineEvent } from '../../shared/engineEvents.ts';
import type { ProgressListener, StagePlan } from '../../shared/jobs.ts';
import { stageNames } from '../../shared/stages.ts';
import { hearingFailures, type EngineTalk } from '../workflow/failedImages.ts';
import type { Terminal } from './terminal.ts';

export interface CommandIo {
  terminal: Terminal;
  signal: AbortSignal;
}

/** Seconds that a stage takes for each image or file on two CPU cores: only their ratios matter. */
export const stages = {
  find: { name: stageNames.find, weight: 0.0005 },
  read: { name: stageNames.read, weight: 0.003 },
  features: { name: stageNames.features, weight: 0.1 },
  train: { name: stageNames.train, weight: 0.015 },
  refine: { name: stageNames.refine, weight: 0.4 },
  learn: { name: stageNames.learn, weight: 0.1 },
  predict: { name: stageNames.predict, weight: 0.004 },
  export: { name: stageNames.export, weight: 0.006 },
} as const satisfies Record<string, StagePlan>;

/** An engine context that draws progress and collects the images that could not be decoded. */
export function engineTalk({ terminal, signal }: CommandIo, onProgress: ProgressListener): EngineTalk {
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'progress') onProgress(event);
    else if (event.kind === 'epoch' && !terminal.json) terminal.note(epochLine(event));
    else if (event.kind === 'refined' && !terminal.json) terminal.note(roundLine(event));
  };
  return hearingFailures({ signal, onEvent });
}

function epochLine({ epoch, epochs, loss, accuracy }: Extract<EngineEvent, { kind: 'epoch' }>): string {
  return `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(3)}, ${(100 * accuracy).toFixed(1)} % of images right`;
}

function roundLine({ round, rounds, loss }: Extract<EngineEvent, { kind: 'refined' }>): string {
  return `Refined, round ${round} of ${rounds}: loss ${loss.toFixed(3)}`;
}
