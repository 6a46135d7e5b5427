/** A small file of settings that may be lost without harm: one that cannot be read counts as none. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export class JsonFile<T> {
  readonly #path: string;
  #value: T;

  /** Reads it, synchronously: a few kilobytes, before the window opens. */
  constructor(path: string, schema: z.ZodType<T>, ifNone: T) {
    this.#path = path;
    this.#value = readIfWell(path, schema) ?? ifNone;
  }

  get value(): T {
    return this.#value;
  }

  /**
   * The file is replaced whole, so that it is never half written; only one Boxwright writes it. A disk that takes no more is no reason to stop:
   * the value then holds until the end of the program.
   */
  set(value: T): void {
    this.#value = value;
    const partial = `${this.#path}.partial`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`);
      renameSync(partial, this.#path);
    } catch (error) {
      console.error(`${this.#path} could not be written.`, error);
    }
  }
}

function readIfWell<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
