/** The real app under test, in a home of its own that goes when the test ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  _electron,
  errors,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { foundElectron, sandboxArguments } from '../scripts/window/electron.ts';
import { commandOf, killTree, processTree } from './processTree.ts';

const root = resolve(import.meta.dirname, '..');
/**
 * Playwright's own: holds the app back until Playwright watches. A page that had begun to load by then might not go on.
 */
const holdBack = join(root, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js');
/** An executable made by `npm run dist`; the app is then tested as it is shipped. */
const packaged = process.env.BOXWRIGHT_E2E_APP;
/** A window that is to come at all is there by then, on a busy machine too. */
const WINDOW_MS = 12_000;
const MOST_STARTS = 3;

export class RunningApp {
  /** Everything of this test lies below; removed when it ends. */
  readonly folder = mkdtempSync(join(tmpdir(), 'boxwright-e2e-'));
  readonly home = join(this.folder, 'home');
  /** Where the app makes projects. */
  readonly projects = join(this.folder, 'projects');
  /** What the window wrote to its console as an error, and what was thrown and not caught there. */
  readonly errors: string[] = [];
  /** What the shell, the library and the engine wrote to stderr. */
  shellWords = '';
  #app: ElectronApplication | null = null;
  #window: Page | null = null;
  #expected: RegExp[] = [];
  #isEnding = false;

  /** Screenshots and snapshots of every step cost time, which whoever measures leaves out. */
  readonly #isTraced: boolean;

  constructor({ isTraced = true } = {}) {
    this.#isTraced = isTraced;
    for (const folder of [this.home, this.projects]) mkdirSync(folder, { recursive: true });
  }

  get app(): ElectronApplication {
    if (!this.#app) throw new Error('The app is not running.');
    return this.#app;
  }

  /** Another page after each restart. */
  get window(): Page {
    if (!this.#window) throw new Error('The app has no window.');
    return this.#window;
  }

  get isRunning(): boolean {
    return this.#app !== null;
  }

  /**
   * Milliseconds from the start of the process to a window whose page is loaded. About one start in fifty hangs:
   * Chromium's debugger takes hold of the page while the page changes its process, and answers nothing from then on. An
   * app that nobody debugs cannot, so such a start is made again.
   */
  async start(extraEnv: Record<string, string> = {}): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#launch(extraEnv);
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || !this.#app || tries === MOST_STARTS) throw error;
        await this.kill();
      }
    }
  }

  async #launch(extraEnv: Record<string, string>): Promise<number> {
    const started = performance.now();
    this.#isEnding = false;
    this.#app = await _electron.launch({
      executablePath: packaged ?? foundElectron().path,
      args: [
        ...(packaged ? [] : ['-r', holdBack, root]),
        ...sandboxArguments(),
        `--user-data-dir=${join(this.home, 'profile')}`,
        // The same text and the same size of a pixel on every machine.
        '--lang=en-US',
        '--force-device-scale-factor=1',
      ],
      cwd: this.home,
      env: { ...this.#environment(), ...extraEnv },
      timeout: 30_000,
    });
    this.#app.process().stderr?.on('data', (text: Buffer) => {
      this.shellWords = (this.shellWords + text.toString()).slice(-20_000);
    });
    this.#app.on('window', (window) => this.#listen(window));
    this.#window = await this.#app.firstWindow({ timeout: WINDOW_MS });
    this.#listen(this.#window);
    await this.#window.waitForLoadState('load', { timeout: WINDOW_MS });
    const took = performance.now() - started;
    if (this.#isTraced) await this.#app.context().tracing.start({ screenshots: true, snapshots: true });
    return took;
  }

  /** As a person does: the window is closed, the app ends, and is started again with the same home. */
  async restart(): Promise<number> {
    await this.stop();
    return this.start();
  }

  async stop(): Promise<void> {
    // Pictures that were still on their way are refused when the app ends, which is no error.
    this.#isEnding = true;
    const app = this.#app;
    this.#app = null;
    this.#window = null;
    await app?.close();
  }

  /** As kill -9 of the app and of all that it started. `start()` starts it again. */
  async kill(): Promise<void> {
    const app = this.app;
    const child = app.process();
    const ended = new Promise<void>((end) => {
      if (child.exitCode !== null || child.signalCode !== null) end();
      else child.once('exit', () => end());
    });
    if (child.pid !== undefined) killTree(child.pid);
    await ended;
    this.#app = null;
    this.#window = null;
  }

  /** For tests that bring about an error which the window rightly tells of. */
  expectError(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  unexpectedErrors(): string[] {
    return this.errors.filter((error) => !this.#expected.some((pattern) => pattern.test(error)));
  }

  /** The system's dialog for files and folders answers with these paths from now on; with none, "cancel". */
  async answerOpenDialog(paths: string[]): Promise<void> {
    await this.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    }, paths);
  }

  /** The system's id of the process that is the library or the engine; null while there is none. */
  async processOf(part: 'library' | 'engine'): Promise<number | null> {
    const named = await this.app.evaluate(
      ({ app }, name) => app.getAppMetrics().find((each) => each.name === name)?.pid ?? null,
      `Boxwright ${part}`,
    );
    if (named !== null) return named;
    // An older Electron forks a plain Node, which is known by the program that it runs.
    const all = processTree(this.app.process().pid ?? 0);
    return all.find((id) => commandOf(id).includes(`${part}Process.js`)) ?? null;
  }

  /** What lies in the system's clipboard. */
  clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText());
  }

  /** Screenshot and trace of the window as it stands. @returns what was written. */
  async record(folder: string): Promise<{ name: string; path: string; contentType: string }[]> {
    if (!this.#app || !this.#window) return [];
    const screenshot = join(folder, 'window.png');
    const trace = join(folder, 'trace.zip');
    await this.#window.screenshot({ path: screenshot }).catch(() => undefined);
    await this.#app
      .context()
      .tracing.stop({ path: trace })
      .catch(() => undefined);
    return [
      { name: 'window', path: screenshot, contentType: 'image/png' },
      { name: 'trace', path: trace, contentType: 'application/zip' },
    ];
  }

  async dispose(): Promise<void> {
    const pid = this.#app?.process().pid;
    const late = setTimeout(() => pid !== undefined && killTree(pid), 15_000);
    await this.stop().catch(() => undefined);
    clearTimeout(late);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #environment(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !/^(npm_|NODE_OPTIONS)/.test(entry[0]),
    );
    return {
      ...Object.fromEntries(inherited),
      HOME: this.home,
      XDG_CONFIG_HOME: join(this.home, '.config'),
      XDG_CACHE_HOME: join(this.home, '.cache'),
      XDG_DATA_HOME: join(this.home, '.local', 'share'),
      BOXWRIGHT_PROJECTS_FOLDER: this.projects,
      // A packaged app brings its own.
      ...(packaged ? {} : { BOXWRIGHT_NODE: process.execPath }),
    };
  }

  readonly #heard = new WeakSet<Page>();

  #listen(window: Page): void {
    if (this.#heard.has(window)) return;
    this.#heard.add(window);
    window.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' && !this.#isEnding)
        this.errors.push(`${message.text()} (${message.location().url})`);
    });
    window.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
  }
}
