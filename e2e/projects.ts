/** Projects made and read without the window: by the command line, and by the library itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { beasts, cutOf } from './sample.ts';

const root = resolve(import.meta.dirname, '..');

export interface ToldBox {
  x: number;
  y: number;
  w: number;
  h: number;
  review: 'unreviewed' | 'accepted' | 'edited' | 'rejected';
  source: 'predicted' | 'drawn' | 'imported';
  /** null: no model gave it. */
  score: number | null;
  /** What boxes are ordered by: agreement, or else the score; 0 where there is neither. */
  confidence: number;
  className: string;
}

export interface ToldImage {
  /** Absolute path of the original. */
  path: string;
  relativePath: string;
  className: string;
  width: number;
  height: number;
  boxes: ToldBox[];
}

export interface ToldProject {
  /** Names in the person's order. */
  classes: string[];
  images: ToldImage[];
}

/** What is on the disk now; the app may have the project open. */
export function readProject(folder: string): ToldProject {
  return JSON.parse(runNode('e2e/readProject.ts', folder)) as ToldProject;
}

/** The image of a file name, which has to be the only one of it. */
export function imageNamed({ images }: ToldProject, name: string): ToldImage {
  const [image, ...more] = images.filter(({ relativePath }) => basename(relativePath) === name);
  if (image && more.length === 0) return image;
  throw new Error(`${more.length + (image ? 1 : 0)} images are called ${name}.`);
}

export interface MadeProject {
  /** Of the originals. */
  images: string;
  /** Of the project; its name ends in .boxwright. */
  folder: string;
}

/** A trained project with a box on each of its 24 images, made once and copied for each test. */
export class TrainedProject implements MadeProject {
  readonly #place = mkdtempSync(join(tmpdir(), 'boxwright-trained-'));
  readonly images: string;
  readonly folder = join(this.#place, 'beasts.boxwright');

  constructor() {
    this.images = cutOf(join(this.#place, 'beasts'), beasts, 8);
    boxwright('import', this.images, '--project', this.folder);
    boxwright('train', '--project', this.folder, '--no-refine');
    boxwright('predict', '--project', this.folder);
  }

  remove(): void {
    rmSync(this.#place, { recursive: true, force: true });
  }
}

/** The command line as it is run from a checkout. */
export function boxwright(...args: string[]): string {
  return runNode('src/main/cli.ts', ...args);
}

function runNode(program: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(root, program), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
