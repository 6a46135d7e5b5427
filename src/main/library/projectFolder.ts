/** The folder of a project and what lies in it. */
import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { BoxwrightError } from '../../shared/errors.ts';

export const projectSuffix = '.boxwright';
const libraryName = 'library.sqlite';
const lockName = 'lock.sqlite';

export class ProjectFolder {
  /** Absolute; always ends in .boxwright. */
  readonly path: string;

  /** @param given A folder as a person names it, with or without the ending. */
  constructor(given: string) {
    const path = resolve(given);
    this.path = path.endsWith(projectSuffix) ? path : path + projectSuffix;
  }

  get name(): string {
    return basename(this.path, projectSuffix);
  }

  get libraryFile(): string {
    return join(this.path, libraryName);
  }

  get lockFile(): string {
    return join(this.path, lockName);
  }

  /** Trained models, a folder run-<id> each. */
  get models(): string {
    return join(this.path, 'models');
  }

  /** What can be computed again. */
  get cache(): string {
    return join(this.path, 'cache');
  }

  get isProject(): boolean {
    return existsSync(this.libraryFile);
  }

  /** @throws BoxwrightError `not-found` or `not-a-project`, saying what to do. */
  requireProject(): void {
    if (this.isProject) return;
    if (existsSync(this.path)) throw this.#notAProject();
    const hint = 'Check its name, or import images into it first: boxwright import IMAGES --project NAME';
    throw new BoxwrightError('not-found', `There is no project at ${this.path}. ${hint}`);
  }

  /**
   * Makes what is missing of the folder.
   * @throws BoxwrightError `not-a-project` when the folder holds anything that Boxwright did not put there.
   */
  create(): void {
    mkdirSync(this.path, { recursive: true });
    if (!this.isProject && this.#hasForeignEntries()) throw this.#notAProject();
    mkdirSync(this.models, { recursive: true });
    mkdirSync(this.cache, { recursive: true });
  }

  /** Takes away a project in which nothing was ever put; folders that are not empty stay. */
  discardEmpty(): void {
    for (const file of [this.libraryFile, this.lockFile]) {
      for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
    }
    for (const folder of [this.models, this.cache, this.path]) {
      if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    }
  }

  #hasForeignEntries(): boolean {
    return readdirSync(this.path).some((entry) => !/^(models|cache|(library|lock)\.sqlite.*)$/.test(entry));
  }

  #notAProject(): BoxwrightError {
    const message = `${this.path} is there but is no Boxwright project. Name another folder for the project.`;
    return new BoxwrightError('not-a-project', message);
  }
}
