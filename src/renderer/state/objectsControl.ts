/** How many objects an image may hold, for the class that the threshold is about. */
import { commonChoice, type ObjectChoice } from '../../shared/objects.ts';
import { app } from './app.svelte.ts';
import { ask } from './client.ts';
import { gallery } from './gallery.svelte.ts';
import { mostAtOnce, thetaControl } from './thetaControl.svelte.ts';

export const objectsControl = {
  /** null: the classes differ. */
  get value(): ObjectChoice | null {
    const { classId } = thetaControl;
    return commonChoice(gallery.objects, classId === null ? gallery.classes.map(({ id }) => id) : [classId]);
  },

  /** @param visible images on the screen: their boxes come first. */
  async choose(choice: ObjectChoice, visible: readonly number[]): Promise<void> {
    const { classId } = thetaControl;
    const first = visible.slice(0, mostAtOnce);
    try {
      thetaControl.take(await app.whileSaving(ask('review.setObjects', { choice, classId, first })));
    } catch (error) {
      app.report(error);
    }
  },
};
