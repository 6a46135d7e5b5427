/** Images come in: from a folder of class folders, or from where a folder was moved to. */
import { basename } from 'node:path';
import type { ImportSummary } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { JobRecord } from '../../shared/jobs.ts';
import { stageNames } from '../../shared/stages.ts';
import { calibrateOnce } from './calibrateJob.ts';
import type { JobSpec, JobWork } from './job.ts';
import type { Session } from './session.ts';
import { counted } from './words.ts';

/** Reading an image takes a hundred times as long as finding it. */
const plan = [
  { name: stageNames.find, weight: 1 },
  { name: stageNames.read, weight: 6 },
];

/** Queues the import of a folder; what the project has of it already is not read again. */
export function startImport(session: Session, folder: string): JobRecord {
  return session.desk.queue.add(importJob(session, folder));
}

function importJob(session: Session, folder: string): JobSpec {
  return {
    kind: 'import',
    title: `Adding ${basename(folder)}`,
    lane: 'library',
    plan,
    goesOn: true,
    async run(work) {
      const isFirst = session.project.imageCount() === 0;
      const before = session.project.imageCount();
      try {
        const trouble = await importInto(session, folder, work);
        const added = session.project.imageCount() - before;
        return { outcome: outcomeOf(added, trouble) };
      } finally {
        session.tellOfFiles();
        session.makeThumbnails();
        // Whatever speaks against it is told when a training is started.
        if (isFirst && session.project.imageCount() > 0)
          calibrateOnce(session, 'quick').catch(() => undefined);
      }
    },
  };
}

/** @returns what is odd about it, if anything: images that came in are in, even when they are too few to train on. */
async function importInto(
  { project, desk }: Session,
  folder: string,
  { signal, onProgress }: JobWork,
): Promise<ImportSummary | BoxwrightError> {
  try {
    return await project.importFolder(folder, {
      signal,
      onProgress,
      onCommitted: (imageIds) => {
        desk.emit({ kind: 'images-added', images: project.gallery.imagesOf(imageIds) });
        desk.emit({ kind: 'classes', classes: project.classes() });
      },
    });
  } catch (error) {
    const isTooFew =
      error instanceof BoxwrightError && ['too-few-classes', 'class-too-small'].includes(error.code);
    if (isTooFew) return error;
    throw error;
  }
}

function outcomeOf(added: number, end: ImportSummary | BoxwrightError): string {
  const words = `${counted(added, 'image')} added.`;
  if (end instanceof BoxwrightError) return `${words} ${end.message}`;
  const problems = end.problems.length;
  return problems === 0 ? words : `${words} ${counted(problems, 'file')} with a problem.`;
}

/** Queues the search for a moved folder's images at its new place. */
export function startRelink(session: Session, to: string): JobRecord {
  const { project, desk } = session;
  return desk.queue.add({
    kind: 'relink',
    title: `Looking in ${basename(to)}`,
    lane: 'library',
    plan: [{ name: stageNames.read, weight: 1 }],
    goesOn: true,
    async run({ signal, onProgress }) {
      const { found, missing, changed } = await project.relink(to, { signal, onProgress });
      desk.emit({ kind: 'images-changed' });
      session.tellOfFiles();
      session.makeThumbnails();
      const rest = missing + changed > 0 ? ` ${counted(missing + changed, 'image')} not.` : '';
      return { outcome: `${counted(found, 'image')} found again.${rest}` };
    },
  });
}
