/** Sentences of the Export screen. */
import type { ExportPreview } from '../../../shared/appDomain.ts';
import type { JobRecord } from '../../../shared/jobs.ts';
import type { ExportChoices, SplitName } from '../../state/exportChoices.ts';
import { countWords } from '../../state/wording.ts';

/** "Export 465 images"; without a number while it is not known. */
export function exportLabel(preview: ExportPreview | null): string {
  return preview ? `Export ${countWords(preview.images, 'image')}` : 'Export';
}

/** "465 images, 465 boxes". */
export function amountWords({ images, boxes }: ExportPreview): string {
  return `${countWords(images, 'image')}, ${countWords(boxes, 'box', 'boxes')}`;
}

/** The parts of a split that get anything, each with its share and its images. */
export function splitParts(
  splits: ExportChoices['splits'],
  preview: ExportPreview | null,
): { name: SplitName; percent: number; images: number | null }[] {
  const names: SplitName[] = ['train', 'val', 'test'];
  return names
    .map((name) => ({ name, percent: splits[name], images: preview?.splits[name] ?? null }))
    .filter(({ percent }) => percent > 0);
}

/** How an export stands, in a few words. */
export function standWords(job: JobRecord): string {
  const words: Record<JobRecord['state'], string> = {
    queued: 'Waiting for its turn',
    running: 'Writing',
    cancelling: 'Stopping',
    cancelled: 'Stopped. Nothing is left half-written.',
    failed: 'The export failed',
    succeeded: 'Exported',
  };
  const { state, now } = job;
  if (state !== 'running' || !now?.total) return words[state];
  return `${words[state]}, ${now.done.toLocaleString('en')} of ${now.total.toLocaleString('en')}`;
}

/** A score with two decimals, whatever was typed, in [0, 1]. */
export function scoreOf(value: number): number {
  if (!Number.isFinite(value)) return 0;
  return Math.round(Math.min(Math.max(value, 0), 1) * 100) / 100;
}
