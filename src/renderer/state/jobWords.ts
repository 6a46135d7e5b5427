/** How a job is put into words in the status bar and in notices. */
import type { JobRecord } from '../../shared/jobs.ts';
import { stageNames } from '../../shared/stages.ts';

/** What it does now: "Training", "Adding survey-march: Read images, 640 of 1,000". */
export function jobWords({ kind, title, state, now }: JobRecord): string {
  if (state === 'queued') return `${title}: waits for its turn`;
  if (state === 'cancelling') return `${title}: stopping`;
  if (!now) return title;
  const counted =
    now.total !== null && now.total > 1
      ? `, ${now.done.toLocaleString('en')} of ${now.total.toLocaleString('en')}`
      : '';
  // A training's or an export's own stage says nothing that its title does not.
  if (now.stage === stageNames.train) return `${title}${counted.replace(' ', ' step ')}`;
  if (now.stage === stageNames.export) return `${title}${counted}`;
  // Some images are looked at twice, so these counts are not of images.
  const views = kind === 'train' && now.stage === stageNames.features && counted !== '' ? ' views' : '';
  return `${title}: ${now.stage}${counted}${views}`;
}

/** What is said aloud of it: a new sentence at each stage and each quarter, not at each step. */
export function spokenWords(job: JobRecord): string {
  const quarters = Math.floor(job.fraction * 4) * 25;
  const stage = job.now ? `, ${job.now.stage}` : '';
  if (job.state === 'running') return `${job.title}${stage}, ${quarters} percent`;
  return jobWords({ ...job, now: null });
}

/** Everything that helps to find out why a job failed. */
export function jobDetails(job: JobRecord, engine: string): string {
  const { error } = job;
  return [
    `code: ${error?.code ?? 'unknown'}`,
    `job: ${job.title} (${job.kind})`,
    `stage: ${job.now ? `${job.now.stage}, ${job.now.done} of ${job.now.total ?? 'unknown'}` : 'none'}`,
    `engine: ${engine}`,
    error?.details ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
