/** What there is to train on, and what was trained. */
import type { ReadyCheck, TrainOverview } from '../../shared/appDomain.ts';
import type { ClassRecord } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Session } from './session.ts';
import { counted, listed } from './words.ts';

/** Classes below this learn something, but less than they could. */
const FEW_IMAGES = 20;

export function trainOverview(session: Session): TrainOverview {
  const { project, live } = session;
  const { imageCount, classCount, boxes } = session.summary();
  const reviewedCount = boxes.accepted + boxes.edited + boxes.rejected;
  const obstacle = obstacleTo(session);
  return {
    checks: [
      ...(obstacle ? [{ level: 'bad', text: obstacle } as const] : enough(imageCount, project.classes())),
      ...missing(project.gallery.images().missing),
      ...stillAdding(session),
      ...kept(reviewedCount),
    ],
    isReady: obstacle === null,
    imageCount,
    classCount,
    reviewedCount,
    runs: project.runViews(),
    inUse: project.modelRun()?.id ?? null,
    resumable: live ? null : project.resumableRun(),
    live: live?.state ?? null,
  };
}

function obstacleTo({ project }: Session): string | null {
  try {
    project.requireTrainable();
    return null;
  } catch (error) {
    if (error instanceof BoxwrightError) return error.message;
    throw error;
  }
}

function enough(imageCount: number, classes: readonly ClassRecord[]): ReadyCheck[] {
  const good: ReadyCheck = {
    level: 'good',
    text: `${counted(classes.length, 'class', 'classes')}, ${counted(imageCount, 'image')}.`,
  };
  const small = classes.filter((each) => each.imageCount < FEW_IMAGES);
  const [only] = small;
  if (!only) return [good];
  const text =
    small.length === 1
      ? `${only.name} has ${counted(only.imageCount, 'image')}. Its boxes will be weaker.`
      : `${listed(small.map(({ name }) => name))} have fewer than ${FEW_IMAGES} images each. Their boxes will be weaker.`;
  return [good, { level: 'warning', text }];
}

function missing(flags: Uint8Array): ReadyCheck[] {
  const count = flags.reduce((sum, flag) => sum + flag, 0);
  if (count === 0) return [];
  const verb = count === 1 ? 'is' : 'are';
  return [
    { level: 'warning', text: `${counted(count, 'original')} ${verb} missing and will not be learned from.` },
  ];
}

function stillAdding({ desk }: Session): ReadyCheck[] {
  if (!desk.queue.pending('import')) return [];
  return [
    { level: 'warning', text: 'Images are still being added. Those that come later are not learned from.' },
  ];
}

function kept(reviewedCount: number): ReadyCheck[] {
  if (reviewedCount === 0) return [];
  const verb = reviewedCount === 1 ? 'stays as it is' : 'stay as they are';
  return [
    { level: 'good', text: `Your ${counted(reviewedCount, 'reviewed box', 'reviewed boxes')} ${verb}.` },
  ];
}
