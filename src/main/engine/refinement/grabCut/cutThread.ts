/** One thread of the pool as the pool sees it. */
import { Worker } from 'node:worker_threads';
import type { CutAnswer, CutJob } from './messages.ts';

/** A job and whom to tell of its end. */
export interface Task {
  job: CutJob;
  resolve(mask: Uint8Array): void;
  reject(reason: Error): void;
}

export class CutThread {
  readonly #worker: Worker;
  /** What was sent and not answered, the one that is worked on first. */
  readonly #tasks: Task[] = [];
  #fault: Error | null = null;

  /**
   * @param file the program.
   * @param onFree called after each answer.
   * @param onEnd called once when the thread has ended by itself or by `close`, with what it leaves undone. The task that
   *   it died of has been rejected.
   */
  constructor(file: string, onFree: () => void, onEnd: (left: Task[]) => void) {
    this.#worker = new Worker(file);
    this.#worker.on('message', (answer: CutAnswer) => {
      this.#settle(answer);
      onFree();
    });
    // 'exit' follows, also where there is no memory left.
    this.#worker.on('error', (error) => (this.#fault = error as Error));
    this.#worker.on('exit', (code) => {
      this.#tasks.shift()?.reject(this.#death(code));
      onEnd(this.#tasks.splice(0));
    });
  }

  get load(): number {
    return this.#tasks.length;
  }

  /** Copies the pixels: the caller's arrays stay its own, and may be parts of larger ones. */
  send(task: Task): void {
    const { image, trimap, iterations } = task.job;
    // A Buffer's slice() would not copy.
    const copy: CutJob = {
      image: { ...image, rgb: new Uint8Array(image.rgb) },
      trimap: new Uint8Array(trimap),
      iterations,
    };
    this.#tasks.push(task);
    this.#worker.postMessage(copy, [copy.image.rgb.buffer as ArrayBuffer, copy.trimap.buffer as ArrayBuffer]);
  }

  /** Ends the thread in the middle of its work and rejects what it had. */
  async close(reason: Error): Promise<void> {
    for (const task of this.#tasks.splice(0)) task.reject(reason);
    await this.#worker.terminate();
  }

  #settle(answer: CutAnswer): void {
    const task = this.#tasks.shift();
    if ('mask' in answer) task?.resolve(answer.mask);
    else task?.reject(new Error(`GrabCut failed: ${answer.failure}`));
  }

  #death(code: number): Error {
    const why = this.#fault ? this.#fault.message : `exit code ${code}`;
    return new Error(`The thread that cut this image ended: ${why}`, { cause: this.#fault });
  }
}
