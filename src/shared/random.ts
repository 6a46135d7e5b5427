/** Random numbers that a seed decides: equal seeds give equal runs, on every machine. */

/** A stream of numbers in [0, 1): mulberry32 (T. Ettinger), enough for shuffles and weights, not for secrets. */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A stream of its own for part `part` of a seeded run, so that parts can be repeated without those before. */
export function randomStreamFor(seed: number, part: number): () => number {
  return randomStream(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b));
}

/** Normally distributed numbers (Box-Muller) with mean 0 and the given standard deviation. */
export function normalNumbers(count: number, deviation: number, random: () => number): Float32Array {
  const draw = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float32Array.from({ length: count }, () => draw() * deviation);
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
