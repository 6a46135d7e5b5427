/** The Export screen's state: what a person chose, and what would be written with it, before anything is written. */
import type { ExportPreview, FormatInfo, OpenedProject } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';
import { app } from './app.svelte.ts';
import * as client from './client.ts';
import {
  choiceObstacle,
  defaultChoices,
  exportRequest,
  parseChoices,
  type ExportChoices,
} from './exportChoices.ts';
import { isActive, type Asker } from './training.svelte.ts';

/** The part of the app's state that this one needs. */
export interface ExportAround {
  readonly project: OpenedProject | null;
  job(kind: JobKind): JobRecord | null | undefined;
  report(error: unknown): void;
}

/** Where choices are kept between visits. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;

/** A preview is asked for when nothing has changed for this long, in milliseconds. */
const PREVIEW_DELAY = 150;

export class Exporting {
  formats = $state.raw<FormatInfo[]>([]);
  choices = $state.raw<ExportChoices>(defaultChoices);
  /** Folder that Boxwright suggests for the chosen format; null until it is known. */
  suggested = $state.raw<string | null>(null);
  /** Of the choices as they were when it was asked for last. */
  preview = $state.raw<ExportPreview | null>(null);
  /** Why there is no preview, in words. */
  refusal = $state.raw<string | null>(null);
  /** Whether a preview of the newest choices is still to come. */
  isChecking = $state(false);
  isStarting = $state(false);
  /** This session's latest export, also after its notice was taken off the screen. */
  #last = $state.raw<JobRecord | null>(null);

  readonly #client: Asker;
  readonly #app: ExportAround;
  readonly #keep: () => Keep;
  #isShown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the newest preview that was asked for: only its answer counts. */
  #ticket = 0;

  constructor(client: Asker, app: ExportAround, keep: () => Keep = () => localStorage) {
    this.#client = client;
    this.#app = app;
    this.#keep = keep;
    client.onEvent((event) => this.#hear(event));
  }

  /** This session's latest export. */
  get job(): JobRecord | null {
    return this.#app.job('export') ?? this.#last;
  }

  get isRunning(): boolean {
    return isActive(this.job);
  }

  /** Where it would be written; null until it is known. */
  get folder(): string | null {
    return this.choices.out ?? this.suggested;
  }

  /** What stands in the way of exporting, in words; null: nothing. */
  get obstacle(): string | null {
    return choiceObstacle(this.choices) ?? this.refusal ?? this.preview?.obstacle ?? null;
  }

  get canStart(): boolean {
    return !this.isRunning && !this.isStarting && this.obstacle === null && this.preview !== null;
  }

  /** Called when the screen comes up. */
  async show(): Promise<void> {
    this.#isShown = true;
    const project = this.#app.project;
    if (!project) return;
    this.choices = parseChoices(this.#kept(project.folder));
    try {
      if (this.formats.length === 0) this.formats = await this.#client.ask('export.formats', {});
      if (!this.formats.some(({ id }) => id === this.choices.format)) {
        this.choices = { ...this.choices, format: this.formats[0]?.id ?? defaultChoices.format };
      }
      await this.#suggest();
    } catch (error) {
      this.#app.report(error);
    }
    this.#askSoon(0);
  }

  hide(): void {
    this.#isShown = false;
    clearTimeout(this.#timer);
  }

  /** Takes a change of the choices, keeps it, and asks for a new preview. */
  change(part: Partial<ExportChoices>): void {
    const isOtherFormat = part.format !== undefined && part.format !== this.choices.format;
    this.choices = { ...this.choices, ...part };
    this.#keepChoices();
    if (isOtherFormat) void this.#suggest().then(() => this.#askSoon(), this.#app.report.bind(this.#app));
    else this.#askSoon();
  }

  async chooseFolder(): Promise<void> {
    try {
      const folder = await this.#client.ask('app.chooseFolder', { purpose: 'export' });
      if (folder !== null) this.change({ out: folder });
    } catch (error) {
      this.#app.report(error);
    }
  }

  async start(): Promise<void> {
    const folder = this.folder;
    if (!this.canStart || folder === null) return;
    this.isStarting = true;
    try {
      await this.#client.ask('export.start', exportRequest(this.choices, folder));
    } catch (error) {
      this.#app.report(error);
    } finally {
      this.isStarting = false;
    }
  }

  async #suggest(): Promise<void> {
    const { format } = this.choices;
    const folder = await this.#client.ask('export.defaultFolder', { format });
    if (format === this.choices.format) this.suggested = folder;
  }

  #askSoon(delay = PREVIEW_DELAY): void {
    clearTimeout(this.#timer);
    this.#ticket += 1;
    const ticket = this.#ticket;
    this.isChecking = this.#isShown;
    if (this.#isShown) this.#timer = setTimeout(() => void this.#ask(ticket), delay);
  }

  async #ask(ticket: number): Promise<void> {
    const folder = this.folder;
    if (folder === null || choiceObstacle(this.choices) !== null) {
      this.isChecking = false;
      return;
    }
    try {
      const preview = await this.#client.ask('export.preview', exportRequest(this.choices, folder));
      if (ticket !== this.#ticket) return;
      this.preview = preview;
      this.refusal = null;
    } catch (error) {
      if (ticket !== this.#ticket) return;
      this.preview = null;
      this.refusal = error instanceof Error ? error.message : String(error);
    }
    this.isChecking = false;
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        this.#ticket += 1;
        this.#last = null;
        this.preview = null;
        this.suggested = null;
        this.refusal = null;
        if (this.#isShown && event.project) setTimeout(() => void this.show(), 0);
        break;
      case 'job':
        if (event.job.kind !== 'export') break;
        this.#last = event.job;
        if (!isActive(event.job)) this.#askSoon();
        break;
      case 'boxes':
      case 'classes':
      case 'images-added':
      case 'images-changed':
      case 'library-restarted':
        this.#askSoon();
        break;
      default:
    }
  }

  #kept(folder: string): string | null {
    try {
      return this.#keep().getItem(keyOf(folder));
    } catch {
      return null;
    }
  }

  #keepChoices(): void {
    const folder = this.#app.project?.folder;
    if (folder === undefined) return;
    try {
      this.#keep().setItem(keyOf(folder), JSON.stringify(this.choices));
    } catch {
      // A full or forbidden storage costs no more than the choices of the next visit.
    }
  }
}

function keyOf(folder: string): string {
  return `boxwright.export:${folder}`;
}

export const exporting = new Exporting(client, app);
