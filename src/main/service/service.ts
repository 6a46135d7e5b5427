/** The library process's work: at most one open project, and what goes on in it. */
import { resolve } from 'node:path';
import type { EngineInfo, OpenedProject } from '../../shared/appDomain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { Project } from '../library/project.ts';
import { ProjectFolder } from '../library/projectFolder.ts';
import { calibrateOnce } from './calibrateJob.ts';
import type { Desk } from './desk.ts';
import { Session } from './session.ts';

export class Service {
  readonly desk: Desk;
  #session: Session | null = null;
  #engineInfo: EngineInfo | null = null;
  /** Opening and closing wait for each other. */
  #door: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** The open project's. @throws BoxwrightError `no-project`. */
  get session(): Session {
    if (this.#session) return this.#session;
    throw new BoxwrightError('no-project', 'No project is open.');
  }

  current(): OpenedProject | null {
    // For a window that was not listening when the engine was found.
    if (this.#engineInfo) this.desk.emit({ kind: 'engine', engine: this.#engineInfo });
    return this.#session?.summary() ?? null;
  }

  /**
   * Opens a project; one that was open before is closed, its jobs cancelled. The earlier one stays when this throws.
   * @throws what `Project.open` throws.
   */
  open(folder: string, options: { create?: boolean } = {}): Promise<OpenedProject> {
    return this.#inTurn(async () => {
      if (this.#session?.project.folder !== new ProjectFolder(resolve(folder)).path) {
        const project = Project.open(folder, options);
        await this.#leave();
        this.#session = new Session(project, this.desk);
        this.#session.begin();
        this.#wakeEngine();
        if (project.imageCount() > 0) calibrateOnce(this.#session, 'quick').catch(() => undefined);
      }
      const project = this.session.summary();
      this.desk.emit({ kind: 'project', project });
      return project;
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#session) return;
      await this.#leave();
      this.desk.emit({ kind: 'project', project: null });
    });
  }

  async #leave(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  /** So that it is there when it is wanted, and the window can say what computes. */
  #wakeEngine(): void {
    const { engine, emit } = this.desk;
    engine.info().then(
      (info) => {
        this.#engineInfo = info;
        emit({ kind: 'engine', engine: info });
      },
      // Without an engine one can still review and export; a training will say what is wrong.
      () => emit({ kind: 'engine', engine: null }),
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#door.then(work);
    this.#door = done.catch(() => undefined);
    return done;
  }
}
