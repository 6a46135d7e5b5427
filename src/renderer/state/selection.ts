/** Which images are picked in a gallery: by id, so that sorting or filtering does not pick others. */

export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** Where a range starts: what was last picked by itself. */
  readonly anchor: number | null;
}

export const nothingPicked: Selection = { ids: new Set(), anchor: null };

/**
 * The selection after a pick.
 *
 * @param order ids in the order in which they are shown
 * @param index of the picked one in `order`
 * @param how `only`: this and no other; `toggle`: this too, or no longer; `range`: all from the anchor to this
 */
export function picked(
  selection: Selection,
  order: ArrayLike<number>,
  index: number,
  how: 'only' | 'toggle' | 'range',
): Selection {
  const id = order[index];
  if (id === undefined) return selection;
  if (how === 'only') return { ids: new Set([id]), anchor: id };
  if (how === 'toggle') {
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    return { ids, anchor: id };
  }
  const anchor = selection.anchor ?? id;
  const start = Array.prototype.indexOf.call(order, anchor);
  if (start < 0) return { ids: new Set([id]), anchor: id };
  const [from, to] = start < index ? [start, index] : [index, start];
  return { ids: new Set(Array.prototype.slice.call(order, from, to + 1) as number[]), anchor };
}

export function allPicked(order: ArrayLike<number>): Selection {
  return { ids: new Set(Array.from(order)), anchor: order[0] ?? null };
}

/** Without the images that are gone. */
export function stillThere(selection: Selection, isThere: (id: number) => boolean): Selection {
  if ([...selection.ids].every(isThere)) return selection;
  const { anchor } = selection;
  return {
    ids: new Set([...selection.ids].filter(isThere)),
    anchor: anchor !== null && isThere(anchor) ? anchor : null,
  };
}
