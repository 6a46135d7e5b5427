/** Which of the project's boxes shows how boxes come about. */
import { boxSources, type BoxColumns } from '../../../shared/appDomain.ts';

/** Above this score a box is a good example. */
const GOOD_SCORE = 0.8;

/** The first predicted box that is sure of its class and that nothing speaks against; null where there is none. */
export function exampleBox(
  boxes: BoxColumns,
): { imageId: number; classId: number; x: number; y: number; w: number; h: number } | null {
  const predicted = boxSources.indexOf('predicted');
  for (let i = 0; i < boxes.ids.length; i += 1) {
    const isGood = (boxes.scores[i] ?? 0) >= GOOD_SCORE && boxes.reasons[i] === 0;
    if (!isGood || boxes.source[i] !== predicted) continue;
    const [x = 0, y = 0, w = 0, h = 0] = boxes.geometry.subarray(i * 4, i * 4 + 4);
    return { imageId: boxes.imageIds[i] ?? 0, classId: boxes.classIds[i] ?? 0, x, y, w, h };
  }
  return null;
}
