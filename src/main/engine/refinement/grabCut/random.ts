/**
 * OpenCV's random numbers (multiply-with-carry, 64 bits), so that k-means starts from the same pixels as there and
 * a mask can be held against OpenCV's.
 */
const factor = 4164903690n;
const low = 0xffffffffn;

export class MultiplyWithCarry {
  #state: bigint;

  /** @param seed a whole number above 0 */
  constructor(seed: number) {
    this.#state = BigInt(seed);
  }

  /** The next 32 bits. */
  next(): number {
    this.#state = (this.#state & low) * factor + (this.#state >> 32n);
    return Number(this.#state & low);
  }

  /** A number in [0, 1]. */
  nextFraction(): number {
    const high = BigInt(this.next());
    return Number((high << 32n) | BigInt(this.next())) * 2 ** -64;
  }
}
