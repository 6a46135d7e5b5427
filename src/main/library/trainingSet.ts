/** What a model is trained on: whether it is enough, and a fingerprint of it. */
import { createHash } from 'node:crypto';
import type { ClassRecord, ImageRecord } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';

export const fewestClasses = 2;
export const fewestImages = 5;

/**
 * @throws BoxwrightError `too-few-classes` below 2 classes, `class-too-small` when a class has under 5 images;
 *   the message names the classes and says what to do.
 */
export function requireTrainable(classes: readonly ClassRecord[]): void {
  if (classes.length < fewestClasses) throw tooFewClasses(classes);
  const small = classes.filter(({ imageCount }) => imageCount < fewestImages);
  if (small.length === 0) return;
  const list = small.map(({ name, imageCount }) => `${name} (${images(imageCount)})`).join(', ');
  throw new BoxwrightError(
    'class-too-small',
    `Each class needs at least ${fewestImages} images to be learned. Too few: ${list}. ` +
      'Add images to the folders of these classes and import again. What was imported is kept.',
  );
}

function tooFewClasses(classes: readonly ClassRecord[]): BoxwrightError {
  const have = classes[0] ? `only one class (${classes[0].name})` : 'no class yet';
  return new BoxwrightError(
    'too-few-classes',
    `There is ${have}, and Boxwright finds objects by telling at least ${fewestClasses} classes apart. ` +
      'Give each class a folder of its own, named for it, side by side in one folder, and import that folder.',
  );
}

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}

/**
 * SHA-256 in hexadecimal over the names of the classes in order and the class and content of each image that
 * is there, in the order given. Equal for equal training sets, wherever their files lie.
 */
export function fingerprintOf(classes: readonly ClassRecord[], pages: Iterable<ImageRecord[]>): string {
  const hash = createHash('sha256').update(JSON.stringify(classes.map(({ name }) => name)));
  for (const page of pages) {
    for (const { status, className, contentHash } of page) {
      if (status === 'ok') hash.update(JSON.stringify([className, contentHash]));
    }
  }
  return hash.digest('hex');
}
