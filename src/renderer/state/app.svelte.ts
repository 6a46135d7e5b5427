/** What the whole window shares: the open project, the jobs, the settings, where a person is and what went wrong. */
import type { AppInfo, EngineInfo, OpenedProject, Settings, Theme } from '../../shared/appDomain.ts';
import type { AppEvent, MenuCommand } from '../../shared/appEvents.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';
import { ask, CallError, onEvent } from './client.ts';
import { latestOf, underWay, withJob } from './jobLists.ts';
import { baseName } from './wording.ts';

export const places = ['images', 'train', 'review', 'export'] as const;
export type Place = (typeof places)[number];
export type Page = 'start' | Place;

export interface ShownFailure {
  /** What happened, to which file, what is safe, what to do. */
  message: string;
  /** For a report; empty where the message says all. */
  details: string;
}

/** Folders of projects end so; see library/projectFolder.ts. */
const PROJECT_ENDING = '.boxwright';

export class App {
  page = $state<Page>('start');
  project = $state.raw<OpenedProject | null>(null);
  settings = $state.raw<Settings>({ theme: 'system' });
  /** null until it was asked. */
  info = $state.raw<AppInfo | null>(null);
  /** What computes; null until the engine has started. */
  engine = $state.raw<EngineInfo | null>(null);
  /** In order of id. */
  jobs = $state.raw<JobRecord[]>([]);
  /** Files that were left out or that something is wrong with. */
  problems = $state(0);
  /** Decisions that are on their way to the disk. */
  saving = $state(0);
  failure = $state.raw<ShownFailure | null>(null);
  /** Why the library cannot be had any more; null: all is well. */
  lost = $state.raw<string | null>(null);
  keysOpen = $state(false);
  /** What is being opened or made, in words; null: nothing. */
  opening = $state<string | null>(null);
  /** Whether the first answers are there. */
  ready = $state(false);
  /** Jobs that are not over, the running one first. */
  readonly underWay = $derived(underWay(this.jobs));
  /** Jobs that failed and were not dismissed yet. */
  readonly failed = $derived(this.jobs.filter(({ state }) => state === 'failed'));
  #systemIsDark = $state(true);
  /** What the settings come to on this system. */
  readonly theme = $derived(resolveTheme(this.settings.theme, this.#systemIsDark));
  /** Raised by each event that names the project, so that a late answer does not undo it. */
  #projectEvents = 0;
  #gone = new Set<number>();

  /** Subscribes, then asks for everything: nothing that happens in between is lost. @returns what ends it. */
  start(): () => void {
    const unhear = onEvent((event) => {
      this.#hear(event);
    });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      this.#systemIsDark = dark.matches;
    };
    follow();
    dark.addEventListener('change', follow);
    void this.#askAll();
    return () => {
      unhear();
      dark.removeEventListener('change', follow);
    };
  }

  go(page: Page): void {
    if (page === 'start' || this.project) this.page = page;
  }

  /** Latest job of a kind, over or not. */
  job(kind: JobKind): JobRecord | undefined {
    return latestOf(this.jobs, kind);
  }

  /** Shows what went wrong, unless a person themselves stopped it. */
  report(error: unknown): void {
    if (error instanceof CallError) {
      if (error.code === 'cancelled') return;
      const details = [`code: ${error.code}`, error.details].filter(Boolean).join('\n');
      this.failure = { message: error.message, details };
      return;
    }
    const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), ''];
    this.failure = {
      message: `Boxwright made a mistake of its own: ${message}. Your images are untouched and your decisions are kept.`,
      details: stack ?? message,
    };
  }

  /** Says in words what is wrong with what a person did; there is nothing to copy. */
  tell(message: string): void {
    this.failure = { message, details: '' };
  }

  clearFailure(): void {
    this.failure = null;
  }

  /** Runs a write and shows "Saving…" until it is on the disk. */
  async whileSaving<Result>(write: Promise<Result>): Promise<Result> {
    this.saving += 1;
    try {
      return await write;
    } finally {
      this.saving -= 1;
    }
  }

  /** Makes a project for a folder of class folders and starts to import. */
  createFrom(images: string): Promise<void> {
    return this.#opens(`Making a project for ${baseName(images)}`, () =>
      ask('project.createFrom', { images }),
    );
  }

  open(folder: string): Promise<void> {
    return this.#opens(`Opening ${baseName(folder)}`, () => ask('project.open', { folder }));
  }

  openSample(): Promise<void> {
    return this.#opens('Opening the sample animals', () => ask('project.createFromSample', {}));
  }

  closeProject(): Promise<void> {
    return this.#tries(async () => {
      await ask('project.close', {});
      this.#adopt(null);
    });
  }

  /** Lets a person choose a folder of images and makes a project for it. */
  newProject(): Promise<void> {
    return this.#withFolder('import', (folder) => this.createFrom(folder));
  }

  openProject(): Promise<void> {
    return this.#withFolder('open-project', (folder) => this.open(folder));
  }

  addImages(): Promise<void> {
    return this.#withFolder('import', (folder) => this.addFolders([folder]));
  }

  addFolders(folders: readonly string[]): Promise<void> {
    return this.#tries(async () => {
      this.go('images');
      for (const folder of folders) this.#keep(await ask('images.add', { folder }));
    });
  }

  /** Folders that were dropped on the window: a project to open, a new one, or more images of the open one. */
  async takeFolders(paths: readonly string[]): Promise<void> {
    const [first] = paths;
    if (first === undefined) return;
    if (first.endsWith(PROJECT_ENDING)) await this.open(first);
    else if (this.project) await this.addFolders(paths);
    else if (paths.length === 1) await this.createFrom(first);
    else {
      this.tell(
        `${paths.length} folders were dropped. A new project is made for one: drop the folder that holds them, ` +
          'with one sub-folder per class. Nothing was changed.',
      );
    }
  }

  /** What was dropped and is no folder. */
  refuse(names: readonly string[]): void {
    const what =
      names.length === 1 ? `“${names[0]}” is not a folder` : `${names.length} of these are not folders`;
    this.tell(`${what}. Drop a folder with one sub-folder per class. Nothing was changed.`);
  }

  changeTheme(theme: Theme): Promise<void> {
    return this.#tries(async () => {
      this.settings = await ask('app.changeSettings', { theme });
    });
  }

  cancelJob(jobId: number): Promise<void> {
    return this.#tries(() => ask('jobs.cancel', { jobId }));
  }

  /** Takes a finished job's notice off the screen. */
  dismissJob(jobId: number): Promise<void> {
    return this.#tries(async () => {
      await ask('jobs.dismiss', { jobId });
      this.#drop(jobId);
    });
  }

  showInFolder(path: string): Promise<void> {
    return this.#tries(() => ask('app.showInFolder', { path }));
  }

  copyText(text: string): Promise<void> {
    return this.#tries(() => ask('app.copyText', { text }));
  }

  /** Does what an entry of the menu says. Undo and redo are the review's own. */
  obey(command: MenuCommand): void {
    const does: Partial<Record<MenuCommand, () => unknown>> = {
      'new-project': () => this.newProject(),
      'open-project': () => this.openProject(),
      'close-project': () => this.closeProject(),
      'add-images': () => (this.project ? this.addImages() : this.newProject()),
      keys: () => (this.keysOpen = !this.keysOpen),
      images: () => this.go('images'),
      train: () => this.go('train'),
      review: () => this.go('review'),
      export: () => this.go('export'),
    };
    void does[command]?.();
  }

  async #askAll(): Promise<void> {
    await Promise.all([this.#askShell(), this.#askLibrary()]);
    this.ready = true;
  }

  #askShell(): Promise<void> {
    return this.#tries(async () => {
      [this.info, this.settings] = await Promise.all([ask('app.info', {}), ask('app.settings', {})]);
    });
  }

  #askLibrary(): Promise<void> {
    return this.#tries(async () => {
      const before = this.#projectEvents;
      const [project, jobs] = await Promise.all([ask('project.current', {}), ask('jobs.list', {})]);
      for (const job of jobs) this.#keep(job);
      if (before === this.#projectEvents) this.#adopt(project);
    });
  }

  #hear(event: AppEvent): void {
    if (event.kind === 'project') {
      this.#projectEvents += 1;
      this.#adopt(event.project);
    } else if (event.kind === 'project-changed') {
      this.#projectEvents += 1;
      this.project = event.project;
    } else if (event.kind === 'job') this.#keep(event.job);
    else if (event.kind === 'job-gone') this.#drop(event.jobId);
    else this.#hearRest(event);
  }

  #hearRest(event: AppEvent): void {
    if (event.kind === 'engine') this.engine = event.engine;
    else if (event.kind === 'problems') this.problems = event.count;
    else if (event.kind === 'settings') this.settings = event.settings;
    else if (event.kind === 'menu') this.obey(event.command);
    else if (event.kind === 'library-restarted') {
      this.#forgetJobs();
      void this.#askLibrary();
    } else if (event.kind === 'library-lost') this.lost = event.message;
    else if (event.kind === 'folder-given') void this.#openGiven(event.folder);
  }

  #openGiven(folder: string): Promise<void> {
    return folder.endsWith('.boxwright') ? this.open(folder) : this.createFrom(folder);
  }

  /** Takes another project, or none, as the open one. The one that is open already stays where a person is in it. */
  #adopt(project: OpenedProject | null): void {
    const isOther = project?.folder !== this.project?.folder;
    this.project = project;
    if (!project) this.page = 'start';
    else if (isOther || this.page === 'start') {
      const { unreviewed, accepted, edited, rejected } = project.boxes;
      this.page = unreviewed + accepted + edited + rejected > 0 ? 'review' : 'images';
    }
    if (!isOther) return;
    this.problems = 0;
    if (project) void this.#countProblems(project.folder);
  }

  async #countProblems(folder: string): Promise<void> {
    await this.#tries(async () => {
      const rows = await ask('images.problems', {});
      if (this.project?.folder === folder) this.problems = rows.length;
    });
  }

  #keep(job: JobRecord): void {
    if (!this.#gone.has(job.id)) this.jobs = withJob(this.jobs, job);
  }

  #drop(jobId: number): void {
    this.#gone.add(jobId);
    this.jobs = this.jobs.filter(({ id }) => id !== jobId);
  }

  /** A new library process counts its jobs anew. */
  #forgetJobs(): void {
    this.#gone.clear();
    this.jobs = [];
  }

  async #opens(what: string, work: () => Promise<OpenedProject>): Promise<void> {
    if (this.opening !== null) return;
    this.opening = what;
    this.failure = null;
    await this.#tries(async () => {
      this.#adopt(await work());
    });
    this.opening = null;
  }

  async #withFolder(
    purpose: 'import' | 'open-project',
    work: (folder: string) => Promise<void>,
  ): Promise<void> {
    await this.#tries(async () => {
      const folder = await ask('app.chooseFolder', { purpose });
      if (folder !== null) await work(folder);
    });
  }

  async #tries(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.report(error);
    }
  }
}

function resolveTheme(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}

export const app = new App();
