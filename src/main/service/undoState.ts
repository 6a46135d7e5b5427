/** Whether there is something to undo and to redo. */
import type { UndoState } from '../../shared/appDomain.ts';
import type { Project } from '../library/project.ts';

/** Of decisions, of choices of objects and of what was learned, which share one way back. */
export function undoState({ review, objects, learning }: Project): UndoState {
  const states = [review.undoState(), objects.undoState(), learning.undoState()];
  return {
    canUndo: states.some(({ canUndo }) => canUndo),
    canRedo: states.some(({ canRedo }) => canRedo),
  };
}
