/** Everything that is wrong, as a list for a person. */
import type { ProblemRow } from '../../../shared/appDomain.ts';
import type { ClassRecord } from '../../../shared/domain.ts';
import type { Store } from '../store/store.ts';
import { fewestClasses, fewestImages } from '../trainingSet.ts';

/** Below this many images of a class, boxes are poor. */
const goodCount = 20;

/** What is wrong with classes first, then with files, in the order of the imported folders and paths. */
export function problemRows(store: Store): ProblemRow[] {
  const classes = store.classes.list().filter(({ imageCount }) => imageCount > 0);
  return [...tooFewClasses(classes), ...classes.flatMap(tooFewImages), ...store.problems.rows()];
}

function tooFewClasses(classes: readonly ClassRecord[]): ProblemRow[] {
  const [only] = classes;
  if (only === undefined || classes.length >= fewestClasses) return [];
  const reason =
    `"${only.name}" is the only class. Boxwright finds objects by telling at least ${fewestClasses} classes apart: ` +
    'add images of another one.';
  return [classRow(only, reason)];
}

function tooFewImages(each: ClassRecord): ProblemRow[] {
  const { imageCount, name } = each;
  if (imageCount >= goodCount) return [];
  const have = `"${name}" has ${imageCount === 1 ? '1 image' : `${imageCount} images`}.`;
  const reason =
    imageCount < fewestImages
      ? `${have} Training needs at least ${fewestImages} of each class: add some.`
      : `${have} That is enough to train on, but boxes get better with ${goodCount} and more.`;
  return [classRow(each, reason)];
}

function classRow({ name }: ClassRecord, reason: string): ProblemRow {
  return { path: name, relativePath: name, kind: 'few-images', reason };
}
