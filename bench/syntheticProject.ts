/**
 * Projects of any size for measuring the window: the sample's photographs many times over, each made its own file by a
 * comment with its number, and a made-up score map and box for each image. Nothing is trained.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from '../src/main/library/project.ts';
import type { Prediction } from '../src/shared/domain.ts';
import { randomStreamFor } from '../src/shared/random.ts';
import type { ScoreMap } from '../src/shared/scoreMap.ts';
import { thetaBox } from '../src/shared/thetaBox.ts';

const sample = join(import.meta.dirname, '..', 'resources', 'sample');
const GRID = 17;
/** Where the cells of Inception-V3's Mixed_6e lie. */
const geometry = { inputSize: 299, firstCentre: 21.5, stride: 16 };

/** `count` JPEGs of different content in a folder of the sample's six classes. */
export function writePhotographs(folder: string, count: number): void {
  const classes = readdirSync(sample, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const photographs = classes.map(({ name }) => {
    mkdirSync(join(folder, name), { recursive: true });
    const files = readdirSync(join(sample, name)).sort();
    return { name, bytes: files.map((file) => readFileSync(join(sample, name, file))) };
  });
  for (let i = 0; i < count; i += 1) {
    const { name, bytes } = photographs[i % photographs.length]!;
    const picture = bytes[Math.floor(i / photographs.length) % bytes.length]!;
    const text = Buffer.from(`picture ${i}`);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
    const file = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
    writeFileSync(join(folder, name, `${String(i).padStart(6, '0')}.jpg`), file);
  }
}

/** One to three soft blobs, as score maps have them. */
function blobs(random: () => number): ScoreMap {
  const values = new Float32Array(GRID * GRID);
  const count = 1 + Math.floor(random() ** 2 * 3);
  for (let blob = 0; blob < count; blob += 1) {
    const [x, y, width, height] = [random(), random(), random(), random()];
    const strength = blob === 0 ? 1 : 0.3 + 0.5 * random();
    for (let cell = 0; cell < values.length; cell += 1) {
      const dx = ((cell % GRID) - 4 - 9 * x) / (1.5 + 3 * width);
      const dy = (Math.floor(cell / GRID) - 4 - 9 * y) / (1.5 + 3 * height);
      values[cell]! += strength * Math.exp(-(dx * dx + dy * dy) / 2);
    }
  }
  return { kind: 'activation', height: GRID, width: GRID, values, geometry };
}

/** A project at `folder` with a predicted box on each of `count` images. */
export async function syntheticProject(folder: string, images: string, count: number): Promise<void> {
  writePhotographs(images, count);
  using project = Project.open(folder, { create: true });
  await project.importFolder(images);
  const run = project.beginRun({ recipe: 'quick', seed: 1, fingerprint: 'synthetic', params: {} });
  const random = randomStreamFor(1, 0);
  const all = project.images();
  for (let start = 0; start < all.length; start += 500) {
    const predictions = all.slice(start, start + 500).map((image): Prediction => {
      const map = blobs(random);
      const score = 1 - 0.6 * random() ** 2;
      return {
        imageId: image.id,
        classId: image.classId,
        box: thetaBox(map, 0, image),
        score,
        map,
        agreement: null,
      };
    });
    project.savePredictions(run.id, predictions);
  }
  project.finishRun(run.id, 'succeeded', { history: [{ loss: 1, accuracy: 0.9 }] });
}
