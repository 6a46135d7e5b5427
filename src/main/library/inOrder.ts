/**
 * Runs `work` on up to `width` inputs at once and yields the results in the order of the inputs. Inputs are
 * drawn only as results are taken. However the loop ends, no work is left running behind it.
 */
export async function* inOrder<In, Out>(
  inputs: Iterable<In> | AsyncIterable<In>,
  width: number,
  work: (input: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const running: Promise<Out>[] = [];
  try {
    for await (const input of inputs) {
      const result = work(input);
      // Its turn to be awaited may come after it has failed; until then the failure counts as seen.
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= width) yield await (running.shift() as Promise<Out>);
    }
    for (let next = running.shift(); next; next = running.shift()) yield await next;
  } finally {
    await Promise.allSettled(running);
  }
}
