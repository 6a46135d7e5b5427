/** Derives boxes anew in the background after theta was changed, a few at a time, so that decisions come in between. */
import type { BoxChanges } from '../../shared/appDomain.ts';
import type { Project } from '../library/project.ts';
import type { Desk } from './desk.ts';

/** A turn should hold the process no longer than this, in milliseconds. */
const TURN_MS = 15;
const FIRST_TURN = 100;
const LONGEST_TURN = 200;
/** The window paints what it hears; more often than this it would only be kept from it, in milliseconds. */
const TELL_MS = 100;

export class ThetaSweep {
  readonly #project: Project;
  readonly #desk: Desk;
  /** Ids of the images that are still to come. */
  #left = new Set<number>();
  #isRunning = false;
  /** The project may be closed. */
  #hasEnded = false;
  #turn = FIRST_TURN;
  /** Images derived anew that the window has not heard of yet. */
  readonly #untold: number[] = [];
  /** By the clock of `performance`, in milliseconds. */
  #toldAt = 0;

  constructor(project: Project, desk: Desk) {
    this.#project = project;
    this.#desk = desk;
  }

  /** Images whose boxes are still to be derived anew. */
  get pending(): number {
    return this.#left.size;
  }

  /**
   * Derives `first` at once and all others of the class (null: of the project) afterwards. What an earlier call has left
   * to do is done along, at the thetas of now.
   */
  start(classId: number | null, first: readonly number[]): BoxChanges {
    return this.follow(this.#project.theta.imagesToDerive(classId), first);
  }

  /** As `start`, for images whose boxes are to follow a choice of objects. */
  follow(imageIds: readonly number[], first: readonly number[]): BoxChanges {
    const ids = new Set(imageIds);
    const isNow = first.filter((id) => ids.has(id));
    const changes = this.#project.theta.rederive(isNow);
    for (const id of ids) this.#left.add(id);
    for (const id of isNow) this.#left.delete(id);
    this.#run();
    return changes;
  }

  /** Goes on with what a crash has left undone. */
  resume(): void {
    const { theta, objects } = this.#project;
    for (const id of [...theta.staleImageIds(), ...objects.unfinishedImageIds()]) this.#left.add(id);
    this.#run();
  }

  /** Does all that is left, at once; for the end of a session. */
  finish(): void {
    this.#project.theta.rederive([...this.#left]);
    this.#left.clear();
    this.#hasEnded = true;
    this.#project.objects.finished();
  }

  #run(): void {
    if (this.#isRunning || this.#left.size === 0) return;
    this.#isRunning = true;
    setImmediate(() => this.#step());
  }

  #take(count: number): number[] {
    const ids: number[] = [];
    for (const id of this.#left) {
      if (ids.length === count) break;
      ids.push(id);
      this.#left.delete(id);
    }
    return ids;
  }

  #step(): void {
    if (this.#left.size === 0) {
      this.#isRunning = false;
      if (!this.#hasEnded) this.#project.objects.finished();
      return;
    }
    const ids = this.#take(this.#turn);
    const started = performance.now();
    this.#project.theta.rederive(ids);
    const now = performance.now();
    const next = Math.floor((ids.length * TURN_MS) / Math.max(now - started, 1));
    this.#turn = Math.min(Math.max(next, 10), LONGEST_TURN);
    this.#untold.push(...ids);
    if (this.#left.size === 0 || now - this.#toldAt >= TELL_MS) this.#tell(now);
    setImmediate(() => this.#step());
  }

  #tell(now: number): void {
    this.#toldAt = now;
    const changes = this.#project.gallery.boxesOf(this.#untold.splice(0));
    this.#desk.emit({ kind: 'boxes', changes });
    this.#desk.emit({ kind: 'theta', theta: this.#project.theta.state(), pending: this.pending });
  }
}
