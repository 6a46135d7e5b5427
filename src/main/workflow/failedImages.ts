/** Originals that the engine could not decode any more. */
import type { ProblemRecord } from '../../shared/domain.ts';
import type { EngineContext, EngineEvent } from '../../shared/engineEvents.ts';
import type { Project } from '../library/project.ts';

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

/** The same context, with an ear for images that fail. */
export function hearingFailures(context: EngineContext): EngineTalk {
  const failed: FailedImage[] = [];
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'image-failed') failed.push(event);
    context.onEvent?.(event);
  };
  return { context: { ...context, onEvent }, failed };
}

/** Notes them in the project, which leaves them out from then on. @returns them as problems. */
export function noteMissing(project: Project, failed: readonly FailedImage[]): ProblemRecord[] {
  for (const { imageId, reason } of failed) project.markMissing(imageId, reason);
  return failed.map(({ path, reason }) => ({ path, kind: 'missing', reason }));
}
