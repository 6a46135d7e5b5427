/**
 * Starts the library and the engine as processes of their own, and is the only place that knows how. Where Electron's
 * Node is new enough for the native modules (Node-API 10, Electron 35), they are Electron's utility processes; in
 * an older Electron they are forks of a plain Node 24. Either way messages are structured clones.
 */
import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { utilityProcess as electronUtilityProcess } from 'electron';

export interface Child {
  /** Messages to a process that has ended are dropped. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Heard once. `detail`: how it ended, and the last lines that it wrote to stderr. */
  onEnd(listener: (detail: string) => void): void;
  /** Ends it at once, whatever it does; `onEnd` hears of it. */
  kill(): void;
}

export interface ProcessOptions {
  /** Absolute path of the program. */
  entry: string;
  /** What the system's list of processes calls it, where it can be called anything. */
  name: string;
  /** Beside the environment of the shell. */
  env: Record<string, string>;
}

export interface ProcessRoute {
  versions: { electron?: string; napi?: string };
  /** Electron's own; not asked for where a fork is made. */
  utilityProcess: Pick<typeof electronUtilityProcess, 'fork'>;
  /** Absolute path of a Node 24, for forks. */
  node: string;
}

/** @returns what starts a process by the best route that this Electron has. */
export function makeStartProcess(route: ProcessRoute): (options: ProcessOptions) => Child {
  const isNew = major(route.versions.electron) >= 35 && major(route.versions.napi) >= 10;
  return isNew
    ? (options) => startUtility(route.utilityProcess, options)
    : (options) => startFork(route.node, options);
}

/** A child of the shell that ends by itself when the shell does: it loses its channel ('disconnect'). */
function startFork(node: string, { entry, env }: ProcessOptions): Child {
  const child = fork(entry, [], {
    execPath: node,
    // Not the shell's own, such as the port of its debugger.
    execArgv: [],
    serialization: 'advanced',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const lastWords = keepLastWords(child.stderr);
  const end = once<string>();
  child.on('error', (error) => end.tell(`${error.message}\n${lastWords()}`.trim()));
  child.on('close', (code, signal) => {
    setImmediate(() => end.tell(describeEnd(code, signal, lastWords())));
  });
  return {
    post: (message) => {
      // It may end at any moment; that is heard by onEnd, so a failed send is no news.
      if (child.connected) child.send(message as object, undefined, undefined, () => undefined);
    },
    // Each in a turn of its own: Node hands over several at once, and an event must not overtake the reply before it,
    // which takes some promises to arrive.
    onMessage: (listener) => void child.on('message', (message) => setImmediate(listener, message)),
    onEnd: end.listen,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Ends with the shell, as all of Electron's processes do. */
function startUtility(
  utilityProcess: ProcessRoute['utilityProcess'],
  { entry, name, env }: ProcessOptions,
): Child {
  const child = utilityProcess.fork(entry, [], {
    serviceName: name,
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const lastWords = keepLastWords(child.stderr as Readable | null);
  const end = once<string>();
  let hasEnded = false;
  child.on('exit', (code) => {
    hasEnded = true;
    end.tell(describeEnd(code, null, lastWords()));
  });
  return {
    post: (message) => {
      if (!hasEnded) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd: end.listen,
    kill: () => void child.kill(),
  };
}

function major(version: string | undefined): number {
  return Number.parseInt(version ?? '0', 10);
}

function describeEnd(code: number | null, signal: string | null, lastWords: string): string {
  const how = signal === null ? `Exit code ${code ?? 'unknown'}` : `Signal ${signal}`;
  return `${how}\n${lastWords}`.trim();
}

const KEPT_CHARACTERS = 4000;

/** Hands stderr on to the shell's own. @returns what tells its last lines. */
function keepLastWords(stderr: Readable | null): () => string {
  let kept = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    kept = (kept + text).slice(-KEPT_CHARACTERS);
  });
  return () => kept.trim().split('\n').slice(-20).join('\n');
}

/** Something that happens once; who listens later hears it all the same. */
function once<T>(): { tell: (what: T) => void; listen: (listener: (what: T) => void) => void } {
  const { promise, resolve } = promiseAndResolve<T>();
  return { tell: resolve, listen: (listener) => void promise.then(listener) };
}

/** Promise.withResolvers, which Node 20 lacks. */
function promiseAndResolve<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
