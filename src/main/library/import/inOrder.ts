/** Works on several items at once and hands the results over in the items' order. */

/**
 * At most `width` items are read ahead, so that memory does not grow with their number. When the consumer
 * stops early or the work throws, what was begun is waited for.
 */
export async function* inOrder<Item, Done>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Done>,
): AsyncGenerator<Done> {
  const begun: Promise<Done>[] = [];
  try {
    for await (const item of items) {
      begun.push(work(item));
      if (begun.length >= width) yield await (begun.shift() as Promise<Done>);
    }
    while (begun.length > 0) yield await (begun.shift() as Promise<Done>);
  } finally {
    await Promise.allSettled(begun);
  }
}
