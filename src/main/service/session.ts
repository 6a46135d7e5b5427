/** The open project and what goes on around it. */
import type { OpenedProject } from '../../shared/appDomain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Project } from '../library/project.ts';
import type { Desk } from './desk.ts';
import type { LiveTrainingView } from './liveTraining.ts';
import { Paced } from './paced.ts';
import { ThetaSweep } from './thetaSweep.ts';
import { undoState } from './undoState.ts';

/** Shortest time between two counts of the project for the window, in milliseconds. */
const COUNT_MS = 400;

export class Session {
  readonly project: Project;
  readonly desk: Desk;
  readonly sweep: ThetaSweep;
  /** The training that runs now. */
  live: LiveTrainingView | null = null;
  readonly #counted: Paced;
  #isOpen = true;
  #thumbnails = { pass: Promise.resolve(), stop: new AbortController() };

  constructor(project: Project, desk: Desk) {
    this.project = project;
    this.desk = desk;
    this.sweep = new ThetaSweep(project, desk);
    this.#counted = new Paced(COUNT_MS, desk.clock, () => {
      desk.emit({ kind: 'project-changed', project: this.summary() });
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** For work that has waited for something. @throws BoxwrightError `no-project` when the project was closed meanwhile. */
  requireOpen(): void {
    if (!this.isOpen) throw new BoxwrightError('no-project', 'The project was closed.');
  }

  summary(): OpenedProject {
    return this.project.summary();
  }

  /** What goes on in the background of a project that was just opened. */
  begin(): void {
    this.sweep.resume();
    this.makeThumbnails();
  }

  /** Something was counted anew: tells the window soon. */
  changed(): void {
    this.#counted.ask();
  }

  /** Tells what can be undone, where that came without a decision. */
  tellOfUndo(): void {
    this.desk.emit({ kind: 'undo', undo: undoState(this.project) });
  }

  /** Tells of what an import or a relink may have changed beside images. */
  tellOfFiles(): void {
    const { emit } = this.desk;
    emit({ kind: 'classes', classes: this.project.classes() });
    emit({ kind: 'problems', count: this.project.problemRows().length });
    this.changed();
  }

  /** Makes the thumbnails that are not there yet, behind everything else. */
  makeThumbnails(): void {
    const { pass, stop } = this.#thumbnails;
    const make = async () => {
      if (!stop.signal.aborted) await this.project.pictures.makeThumbnails({ signal: stop.signal });
    };
    // A thumbnail that cannot be made now is tried again when it is asked for.
    this.#thumbnails = { pass: pass.then(make).catch(() => undefined), stop };
  }

  /** Until `makeThumbnails` is called again, the processor is free for others. */
  async restFromThumbnails(): Promise<void> {
    const { pass, stop } = this.#thumbnails;
    this.#thumbnails = { pass, stop: new AbortController() };
    stop.abort();
    await pass;
  }

  /** Ends all jobs, which can be started again later, and closes the project. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await this.desk.queue.clear();
    await this.restFromThumbnails();
    this.sweep.finish();
    this.#counted.stop();
    this.project.close();
  }
}
