/**
 * What a decision will do to the boxes of an image, as the library does it (main/library/review/decide.ts): shown at
 * once, before the library has answered.
 */
import type { BoxChanges } from '../../shared/appDomain.ts';
import { boxSources } from '../../shared/appDomain.ts';
import type { CallArgs } from '../../shared/contract.ts';
import { reviewStates } from '../../shared/domain.ts';
import type { BoxView } from './boxTable.ts';

export type Decision = CallArgs<'review.decide'>['decisions'][number];

/**
 * The boxes of one image after a decision on it.
 * @param freshId id for a box that is drawn, until the library gives it its own.
 */
export function decided(boxes: readonly BoxView[], decision: Decision, freshId: number): BoxView[] {
  if (decision.kind === 'draw') {
    const { imageId, classId, box } = decision;
    const fresh = { id: freshId, imageId, classId, ...box, review: 'accepted', source: 'drawn' } as const;
    return [...boxes, { ...fresh, score: null, agreement: null, reasons: 0 }];
  }
  return boxes.flatMap((box) => (box.id === decision.boxId ? outcome(box, decision) : [box]));
}

function outcome(box: BoxView, decision: Exclude<Decision, { kind: 'draw' }>): BoxView[] {
  switch (decision.kind) {
    case 'accept':
      // A box that a person has put right stays known as such.
      return [{ ...box, review: box.review === 'edited' ? 'edited' : 'accepted' }];
    case 'reject':
      return [{ ...box, review: 'rejected' }];
    case 'delete':
      // Were a model's box gone, the next prediction would bring it back.
      return box.source === 'predicted' ? [{ ...box, review: 'rejected' }] : [];
    case 'edit':
      return [{ ...box, ...decision.box, review: 'edited' }];
    case 'set-class':
      return [{ ...box, classId: decision.classId, review: 'edited' }];
  }
}

/** Boxes as columns, in the place of all boxes of the images. */
export function asChanges(imageIds: readonly number[], boxes: readonly BoxView[]): BoxChanges {
  return {
    imageIds: Int32Array.from(imageIds),
    boxes: {
      ids: Int32Array.from(boxes, ({ id }) => id),
      imageIds: Int32Array.from(boxes, ({ imageId }) => imageId),
      classIds: Int32Array.from(boxes, ({ classId }) => classId),
      geometry: Float64Array.from(boxes.flatMap(({ x, y, w, h }) => [x, y, w, h])),
      review: Uint8Array.from(boxes, ({ review }) => reviewStates.indexOf(review)),
      source: Uint8Array.from(boxes, ({ source }) => boxSources.indexOf(source)),
      scores: Float32Array.from(boxes, ({ score }) => score ?? Number.NaN),
      reasons: Uint16Array.from(boxes, ({ reasons }) => reasons),
      agreements: Float32Array.from(boxes, ({ agreement }) => agreement ?? Number.NaN),
    },
  };
}
