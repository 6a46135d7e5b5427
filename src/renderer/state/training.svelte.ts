/** The Train screen's state: what the project's trainings are, the one that runs, and what a person asks of them. */
import type { LiveTraining, OpenedProject, TrainEstimate, TrainOverview } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { CallArgs, CallName, CallResult } from '../../shared/contract.ts';
import type { RecipeName } from '../../shared/domain.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';
import { stageNames } from '../../shared/stages.ts';
import { app } from './app.svelte.ts';
import * as client from './client.ts';
import { isUnderWay } from './jobLists.ts';

/** The part of the client that this state needs. */
export interface Asker {
  ask<Name extends CallName>(name: Name, args: CallArgs<Name>): Promise<CallResult<Name>>;
  onEvent(listener: (event: AppEvent) => void): () => void;
}

/** The part of the app's state that this one needs. */
export interface Around {
  readonly page: string;
  readonly project: OpenedProject | null;
  job(kind: JobKind): JobRecord | null | undefined;
  go(page: 'review'): void;
  report(error: unknown): void;
  dismissJob(jobId: number): Promise<void>;
}

/** "measured just now" is said for this long, in milliseconds. */
const JUST_NOW = 10 * 60_000;

/** Whether there is a job that is still to end. */
export function isActive(job: JobRecord | null | undefined): boolean {
  return job ? isUnderWay(job) : false;
}

export class Training {
  overview = $state.raw<TrainOverview | null>(null);
  /** null before this machine was measured. */
  estimate = $state.raw<TrainEstimate | null>(null);
  live = $state.raw<LiveTraining | null>(null);
  recipe = $state<RecipeName>('quick');
  seed = $state(1);
  /** Whether the boxes of the next training are refined. */
  refine = $state(true);
  /** Whether a call that starts or ends something is under way: its button waits for the answer. */
  isAsking = $state(false);
  /** The job that was told to stop, until it has. */
  stopping = $state<number | null>(null);

  readonly #client: Asker;
  readonly #app: Around;
  /** The training that was started, or resumed, in this window: the one that leads on to Review. */
  #startedHere: number | null = null;
  /** Raised whenever another project is open: replies for the last one are dropped. */
  #generation = 0;
  #isLoading = false;
  /** Raised by each wish to know how things are. */
  #asked = 0;
  #isShown = false;
  /** Folder of the project that was measured without being asked: a measurement that fails is not repeated for ever. */
  #measuredFor: string | null = null;

  constructor(client: Asker, app: Around) {
    this.#client = client;
    this.#app = app;
    client.onEvent((event) => this.#hear(event));
  }

  /** The project's latest training of this session. */
  get job(): JobRecord | null {
    return this.#app.job('train') ?? null;
  }

  get isRunning(): boolean {
    return isActive(this.job);
  }

  get isMeasuring(): boolean {
    return isActive(this.#app.job('calibrate'));
  }

  /** Why this machine could not be measured, in words; null: it was, or nobody tried. */
  get measureFailure(): string | null {
    const job = this.#app.job('calibrate');
    return job?.state === 'failed' ? (job.error?.message ?? 'It could not be measured.') : null;
  }

  /** Whether the estimate's measurement is of the last minutes. */
  get isFresh(): boolean {
    const job = this.#app.job('calibrate');
    if (job?.state !== 'succeeded' || job.finishedAt === null) return false;
    return Date.now() - Date.parse(job.finishedAt) < JUST_NOW;
  }

  /** Whether stopping now keeps a model: there is a whole epoch, and what runs is the epochs or what comes of them. */
  get canKeep(): boolean {
    const stage = this.job?.now?.stage;
    const ending: (string | undefined)[] = [stageNames.train, stageNames.rough, stageNames.refine];
    return (this.live?.history.length ?? 0) > 0 && ending.includes(stage);
  }

  /** Called when the screen comes up. */
  async show(): Promise<void> {
    this.#isShown = true;
    await this.load();
  }

  hide(): void {
    this.#isShown = false;
  }

  /** Asks for everything anew. One question at a time: what changes meanwhile is asked for afterwards. */
  async load(): Promise<void> {
    this.#asked += 1;
    if (this.#isLoading || !this.#app.project) return;
    this.#isLoading = true;
    try {
      for (let answered = 0; answered < this.#asked;) {
        answered = this.#asked;
        await this.#loadOnce();
      }
    } catch (error) {
      this.#app.report(error);
    } finally {
      this.#asked = 0;
      this.#isLoading = false;
    }
  }

  /** Starts a training with the recipe and seed that are chosen. */
  async start(): Promise<void> {
    if (!this.overview?.isReady) return;
    const { recipe, seed, refine } = this;
    await this.#begin({ recipe, seed, refine });
  }

  /** Refines the boxes of the next training, or not; the time that it takes follows. */
  async chooseRefine(refine: boolean): Promise<void> {
    this.refine = refine;
    await this.load();
  }

  /** Goes on with the interrupted run, from its last whole epoch or round. */
  async resume(): Promise<void> {
    const run = this.overview?.resumable;
    if (run) await this.#begin({ recipe: run.recipe, seed: run.seed, refine: run.refinement !== null });
  }

  /** Ends the training at its last whole epoch or round, or, before there is one, altogether. */
  async stop(): Promise<void> {
    const job = this.job;
    if (!job || !isUnderWay(job) || this.stopping === job.id) return;
    this.stopping = job.id;
    const done = await this.#asking(() =>
      this.#client.ask(this.canKeep ? 'train.stopAndKeep' : 'jobs.cancel', { jobId: job.id }),
    );
    if (!done) this.stopping = null;
  }

  /** Throws the interrupted run away, and with it what is said of how it failed. */
  async discard(): Promise<void> {
    const [run, job] = [this.overview?.resumable, this.job];
    const generation = this.#generation;
    await this.#asking(async () => {
      if (run) {
        const overview = await this.#client.ask('train.discard', { runId: run.id });
        if (generation === this.#generation) this.#take(overview);
      }
      if (job && !isActive(job)) await this.#app.dismissJob(job.id);
    });
  }

  /** Measures this machine; the estimate follows when the job ends. */
  async measure(): Promise<void> {
    if (this.isMeasuring || this.isRunning) return;
    await this.#asking(() => this.#client.ask('train.calibrate', {}));
  }

  async #begin(order: CallArgs<'train.start'>): Promise<void> {
    if (this.isAsking || this.isRunning) return;
    await this.#asking(async () => {
      const job = await this.#client.ask('train.start', order);
      this.#startedHere = job.id;
      const latest = this.job;
      // A run that was finished before may be over by the time the answer is here.
      if (latest?.id === job.id) this.#leadOn(latest);
    });
  }

  /** @returns whether the call was answered; a failure is shown. */
  async #asking(call: () => Promise<unknown>): Promise<boolean> {
    this.isAsking = true;
    try {
      await call();
      return true;
    } catch (error) {
      this.#app.report(error);
      return false;
    } finally {
      this.isAsking = false;
    }
  }

  async #loadOnce(): Promise<void> {
    const generation = this.#generation;
    const overview = await this.#client.ask('train.overview', {});
    if (generation === this.#generation) this.#take(overview);
    const estimate = await this.#client.ask('train.estimate', { refine: this.refine });
    if (generation !== this.#generation) return;
    this.estimate = estimate;
    this.#measureIfNeeded();
  }

  #take(overview: TrainOverview): void {
    this.overview = overview;
    this.#follow(overview.live);
  }

  /** The epochs are over before the job is, which then draws boxes: until that is done too, what they came to stays. */
  #follow(live: LiveTraining | null): void {
    if (live || !this.isRunning) this.live = live;
  }

  /** Nobody should have to ask for the first measurement: it starts when the screen is up and the images are in. */
  #measureIfNeeded(): void {
    const folder = this.#app.project?.folder ?? null;
    if (!this.#isShown || this.estimate || !this.overview?.isReady || this.#measuredFor === folder) return;
    if (this.isMeasuring || this.isRunning || isActive(this.#app.job('import'))) return;
    this.#measuredFor = folder;
    void this.measure();
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        this.#forget();
        if (event.project) this.#loadSoon();
        break;
      case 'training':
        this.#follow(event.training);
        break;
      case 'job':
        this.#hearOf(event.job);
        break;
      case 'project-changed':
      case 'classes':
      case 'images-changed':
        this.#loadSoon();
        break;
      case 'library-restarted':
        // A new library process counts its jobs anew: the numbers of the last one's mean nothing now.
        this.stopping = null;
        this.#startedHere = null;
        this.live = null;
        this.#loadSoon();
        break;
      default:
    }
  }

  #hearOf(job: JobRecord): void {
    if (isActive(job)) return;
    if (this.stopping === job.id) this.stopping = null;
    this.#leadOn(job);
    this.#loadSoon();
  }

  /** The app hears the same events, and perhaps after this state: it has to know of them first. */
  #loadSoon(): void {
    setTimeout(() => void this.load(), 0);
  }

  /** The training that was started here has ended well, and its screen is still up: its boxes are what comes next. */
  #leadOn(job: JobRecord): void {
    if (job.id !== this.#startedHere || isActive(job)) return;
    this.#startedHere = null;
    if (job.state === 'succeeded' && this.#app.page === 'train') this.#app.go('review');
  }

  #forget(): void {
    this.#generation += 1;
    this.overview = null;
    this.estimate = null;
    this.live = null;
    this.stopping = null;
    this.#startedHere = null;
  }
}

export const training = new Training(client, app);
