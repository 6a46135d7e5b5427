/** Folders of small images, and projects, for tests; everything is gone when the test is over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { encodeTestImage } from '../imaging/testImages.ts';
import { Project } from './project.ts';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const png = await encodeTestImage('png', 0);

/** A 64 x 48 image of its own content for every number: what follows a PNG's end mark is no part of it. */
export function picture(number: number): Buffer {
  return Buffer.concat([png, Buffer.from(`picture ${number}`)]);
}

export function writeTree(root: string, files: Record<string, Buffer | string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** `count` images a class: cat/1.png, cat/2.png … */
export function writeClasses(root: string, names: string[], count: number): void {
  names.forEach((name, i) => {
    for (let n = 1; n <= count; n += 1) writeTree(root, { [`${name}/${n}.png`]: picture(i * 1000 + n) });
  });
}

/** A project in a folder of its own, closed when the test is over. */
export function openProject(folder = join(tempFolder(), 'pets')): Project {
  const project = Project.open(folder, { create: true });
  onTestFinished(() => project.close());
  return project;
}

/** A project with the classes cat and dog of five images each, and the folder they came from. */
export async function petProject(): Promise<{ project: Project; root: string }> {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 5);
  const project = openProject();
  await project.importFolder(root);
  return { project, root };
}

/** `petProject` with a run and an unreviewed box for each image; box n belongs to image n. */
export async function predictedProject(map = scoreMap(1)): Promise<Project> {
  const { project } = await petProject();
  const { id } = project.beginRun(runSpec());
  const box = { x: 1, y: 2, w: 30, h: 40 };
  const predictions = project
    .images()
    .map((image) => ({ imageId: image.id, classId: image.classId, box, score: 0.5, map, agreement: null }));
  project.savePredictions(id, predictions);
  return project;
}

/** A 2 x 3 map whose first cell is `peak`. */
export function scoreMap(peak: number): ScoreMap {
  const values = Float32Array.of(peak, 0.25, 0.5, 0, 0.125, 1);
  return {
    kind: 'activation',
    height: 2,
    width: 3,
    values,
    geometry: { inputSize: 299, firstCentre: 23.5, stride: 16 },
  };
}

/** What a test run needs to begin; a different `name`, a different training. */
export function runSpec(name = 'first'): Parameters<Project['beginRun']>[0] {
  return { recipe: 'quick', seed: 1, fingerprint: name, params: { theta: 0.4 } };
}
