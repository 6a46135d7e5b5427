/** The real command in a process of its own, for tests, and photographs for it to work on. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

export interface Ended {
  /** null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Rounds of refinement of a few steps: what they learn is tested elsewhere. */
const shortRounds = join(root, 'src/main/engine/refinement/shortRounds.ts');

/** Runs `boxwright ARGS` in a folder to its end. @param moment see testSignal.ts; without it nothing interrupts. */
export async function boxwright(folder: string, args: readonly string[], moment?: string): Promise<Ended> {
  const signals = moment === undefined ? [] : ['--import', join(import.meta.dirname, 'testSignal.ts')];
  const preload = ['--import', shortRounds, ...signals];
  const child = spawn(process.execPath, [...preload, join(root, 'src/main/cli.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, BOXWRIGHT_TEST_SIGNAL: moment ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<Pick<Ended, 'code' | 'signal'>>((done, fail) => {
    child.on('error', fail).on('exit', (code, signal) => {
      done({ code, signal });
    });
  });
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ...end, stdout, stderr };
}

/** Runs a command with --json and gives what it answered. @throws Error when it failed or printed anything else. */
export async function answer(folder: string, args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await boxwright(folder, [...args, '--json']);
  if (code === 0) return JSON.parse(stdout);
  throw new Error(`boxwright ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
}

const scratch = mkdtempSync(join(tmpdir(), 'boxwright-cli-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** An empty folder that is gone when the tests of the file are over. */
export function testFolder(): string {
  return mkdtempSync(join(scratch, 'test-'));
}

/** Copies the first photographs of classes of the sample to FOLDER/photos. */
export function samplePhotos(folder: string, classes: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(classes)) {
    const from = join(root, 'resources/sample', name);
    const to = join(folder, 'photos', name);
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(from).sort().slice(0, count)) cpSync(join(from, file), join(to, file));
  }
}

/** Runs a command with --json that is to fail, and gives its code. @throws Error when it did not fail. */
export async function refusal(folder: string, args: readonly string[]): Promise<string> {
  const { code, stdout } = await boxwright(folder, [...args, '--json']);
  const reply = JSON.parse(stdout) as { ok: boolean; code: string };
  if (code === 1 && !reply.ok) return reply.code;
  throw new Error(`boxwright ${args.join(' ')} ended with ${code}:\n${stdout}`);
}

/** SHA-256 of every file below a folder by its path there, databases left out: of those `dump()` tells. */
export function contentsOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile() && !path.includes('.sqlite'));
  return Object.fromEntries(
    files.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );
}
