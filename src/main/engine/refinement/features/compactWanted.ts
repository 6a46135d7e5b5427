/** What refinement wants of the images that it learns from. Asking loads no TensorFlow. */
import type { Wanted } from '../../features/viewTasks.ts';

/** The whole image and its mirror; with the whole image Mixed_6e in full too, which the seeds are made of. */
export const compactWanted: Wanted = { mixed6e: ['full'], compact: ['full', 'mirror'] };
