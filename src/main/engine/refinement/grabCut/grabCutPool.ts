/**
 * GrabCut on several threads. A mask depends on its image, trimap and number of iterations alone, whatever the thread and
 * the order.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { BoxwrightError } from '../../../../shared/errors.ts';
import { TRIMAP } from '../trimap.ts';
import { CutThread, type Task } from './cutThread.ts';
import type { RgbImage } from './pixels.ts';
import { workerFile } from './workerFile.ts';

const mostThreads = 8;
/** Images that a thread has at a time: one that is cut and one that follows without a pause. */
const perThread = 2;

export interface GrabCutPoolOptions {
  /** The threads' program, in place of GrabCut's own. */
  file?: string;
}

export class GrabCutPool {
  /** How many images are cut at the same time. */
  readonly threads: number;
  readonly #file: string;
  readonly #running = new Set<CutThread>();
  /** Images that no thread has yet: references to the caller's arrays, which must not change meanwhile. */
  readonly #waiting: Task[] = [];
  /** Resolvers of `room`. */
  #askers: (() => void)[] = [];
  #closed = false;

  /** Threads start with the first images. @param threads at least 1; the machine's cores, at most 8, when left out. */
  constructor(
    threads = Math.min(mostThreads, availableParallelism()),
    { file = workerFile(fileURLToPath(import.meta.url)) }: GrabCutPoolOptions = {},
  ) {
    if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`${threads} threads cannot work.`);
    this.threads = threads;
    this.#file = file;
  }

  /**
   * @param image RGB bytes, row-major. It and the trimap must not change before the promise is settled.
   * @param trimap [height, width] of `TRIMAP`'s numbers.
   * @param iterations turns of colour models and cut, at least 1.
   * @returns [height, width], 1 on the object and 0 elsewhere. Where the trimap has no foreground or no background at all,
   *   its own foreground.
   * @throws BoxwrightError `cancelled` when the pool is closed first; Error when the thread died, after which another one
   *   goes on with the other images; RangeError for arguments that do not fit each other.
   */
  async run(image: RgbImage, trimap: Uint8Array, iterations: number): Promise<Uint8Array> {
    checkArguments(image, trimap, iterations);
    if (this.#closed) throw stopped();
    return new Promise<Uint8Array>((resolve, reject) => {
      this.#waiting.push({ job: { image, trimap, iterations }, resolve, reject });
      this.#handOut();
    });
  }

  /** Resolves as soon as no image waits for a thread: who asks before each `run` holds few images in memory. */
  async room(): Promise<void> {
    while (this.#waiting.length > 0)
      await new Promise<void>((resolve) => {
        this.#askers.push(resolve);
      });
  }

  /** Ends the threads at once; what they had, and what waited, is rejected as cancelled. May be called again. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#waiting.splice(0)) task.reject(stopped());
    this.#answerAskers();
    await Promise.all([...this.#running].map((thread) => thread.close(stopped())));
  }

  /** Gives waiting images to the threads that have fewest, starting threads while there are more images than threads. */
  #handOut(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threadWithRoom();
      if (!thread) return;
      thread.send(this.#waiting.shift()!);
    }
    this.#answerAskers();
  }

  #threadWithRoom(): CutThread | undefined {
    const [idlest] = [...this.#running].sort((a, b) => a.load - b.load);
    if (idlest?.load === 0) return idlest;
    if (this.#running.size < this.threads) return this.#start();
    return idlest && idlest.load < perThread ? idlest : undefined;
  }

  #start(): CutThread {
    const onFree = () => this.#handOut();
    const thread = new CutThread(this.#file, onFree, (left) => {
      this.#running.delete(thread);
      this.#waiting.unshift(...left);
      this.#handOut();
    });
    this.#running.add(thread);
    return thread;
  }

  #answerAskers(): void {
    for (const resolve of this.#askers.splice(0)) resolve();
  }
}

function stopped(): BoxwrightError {
  return new BoxwrightError('cancelled', 'Stopped. What was finished is kept.');
}

function checkArguments({ rgb, width, height }: RgbImage, trimap: Uint8Array, iterations: number): void {
  const pixels = width * height;
  if (rgb.length !== pixels * 3 || trimap.length !== pixels)
    throw new RangeError(
      `An image of ${width} x ${height} pixels has ${pixels * 3} bytes and a trimap of ${pixels}, not ${rgb.length} and ${trimap.length}.`,
    );
  if (trimap.some((value) => value > TRIMAP.probableForeground))
    throw new RangeError('A trimap has no numbers but 0, 1, 2 and 3.');
  if (!Number.isInteger(iterations) || iterations < 1)
    throw new RangeError(`GrabCut takes at least one iteration, not ${iterations}.`);
}
