/** Large JSON files written in pieces, an array element a line, so that memory stays flat. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const bufferedCharacters = 128 * 1024;

export class JsonLinesFile implements AsyncDisposable {
  readonly path: string;
  readonly #handle: FileHandle;
  #pieces: string[] = [];
  #length = 0;
  #isFirst = true;
  #isOpen = true;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /**
   * @param head what stands before the first element, up to and with the opening bracket.
   * @throws the file system's error, EEXIST when the file is there already.
   */
  static async create(path: string, head: string): Promise<JsonLinesFile> {
    const file = new JsonLinesFile(path, await open(path, 'wx'));
    file.#hold(head);
    return file;
  }

  async add(element: unknown): Promise<void> {
    this.#hold(`${this.#isFirst ? '' : ','}\n${JSON.stringify(element)}`);
    this.#isFirst = false;
    if (this.#length >= bufferedCharacters) await this.#flush();
  }

  /** @param tail what stands behind the last element, from the closing bracket on. */
  async finish(tail: string): Promise<void> {
    this.#hold(tail);
    await this.#flush();
    await this[Symbol.asyncDispose]();
  }

  /** Lets go of the file, finished or not. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOpen) await this.#handle.close();
    this.#isOpen = false;
  }

  #hold(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  async #flush(): Promise<void> {
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    await this.#handle.appendFile(text);
  }
}
