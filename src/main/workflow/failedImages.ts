/** Originals that the engine could not decode any more. */
import type { ProblemRecord } from '../../../shared/domain.ts';
import type { Project } from '../../library/project.ts';
import type { FailedImage } from '../commandIo.ts';

/** Notes them in the project, which leaves them out from then on. @returns them as problems. */
export function noteMissing(project: Project, failed: readonly FailedImage[]): ProblemRecord[] {
  for (const { imageId, reason } of failed) project.markMissing(imageId, reason);
  return failed.map(({ path, reason }) => ({ path, kind: 'missing', reason }));
}
