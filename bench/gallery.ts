/**
 * What a window waits for in a project of many images, each with one predicted box (medians of repetitions):
 * node bench/gallery.ts [IMAGES] [refined]
 *
 * The project's rows are made without any image; all follow from a seed.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sortKey } from '../src/shared/naturalOrder.ts';
import { savePredictions } from '../src/main/library/predictions.ts';
import { Project } from '../src/main/library/project.ts';
import { ProjectFolder } from '../src/main/library/projectFolder.ts';
import { openForWriting } from '../src/main/library/store/open.ts';
import { Store } from '../src/main/library/store/store.ts';
import type { ExportRequest } from '../src/shared/appDomain.ts';
import type { Prediction } from '../src/shared/domain.ts';
import { randomStream } from '../src/shared/random.ts';
import { roundedProbabilities, type ScoreMap } from '../src/shared/scoreMap.ts';
import { thetaBox } from '../src/shared/thetaBox.ts';

const imageCount = Number(process.argv[2] ?? 10_000);
const isRefined = process.argv[3] === 'refined';
const classCount = 30;
const size = { width: 640, height: 480 };
const threshold = 0.3;
const random = randomStream(1);

/** As a refined run: a 71 x 71 map with one object of soft, uneven edges, and noise. */
function object(): ScoreMap {
  const [cx, cy, radius, softness] = [
    20 + 30 * random(),
    20 + 30 * random(),
    8 + 15 * random(),
    1 + 2 * random(),
  ];
  const values = Float32Array.from({ length: 71 * 71 }, (_, i) => {
    const [x, y] = [(i % 71) - cx, Math.floor(i / 71) - cy];
    const edge = radius * (1 + 0.2 * Math.sin(3 * Math.atan2(y, x)));
    const p = 1 / (1 + Math.exp((Math.hypot(x, y) - edge) / softness));
    return Math.min(p + 0.03 * random(), 1);
  });
  const geometry = { inputSize: 299, firstCentre: 9.5, stride: 4 };
  return { kind: 'probability', height: 71, width: 71, values: roundedProbabilities(values), geometry };
}

/** A 17 x 17 map with one broad hill somewhere, and noise. */
function hill(): ScoreMap {
  const [cx, cy, spread] = [4 + 9 * random(), 4 + 9 * random(), 2 + 3 * random()];
  const values = Float32Array.from({ length: 289 }, (_, i) => {
    const [x, y] = [(i % 17) - cx, Math.floor(i / 17) - cy];
    return 4 * Math.exp(-(x * x + y * y) / (2 * spread * spread)) + 0.4 * random();
  });
  return {
    kind: 'activation',
    height: 17,
    width: 17,
    values,
    geometry: { inputSize: 299, firstCentre: 21.5, stride: 16 },
  };
}

function addImage(store: Store, sourceId: number, n: number): number {
  const classId = store.classes.ofFolderOrAdd(`class ${n % classCount}`);
  const relativePath = `class ${n % classCount}/IMG_${n}.jpg`;
  const contentHash = createHash('sha256').update(String(n)).digest('hex');
  const file = { byteSize: 100_000, modifiedMs: 0, format: 'jpeg', orientation: 1 };
  const place = { sourceId, relativePath, sortKey: sortKey(relativePath), classId };
  return store.images.add({ ...place, ...file, ...size, contentHash });
}

function predictionOf(imageId: number, classId: number): Prediction {
  const map = isRefined ? object() : hill();
  const box = thetaBox(map, isRefined ? threshold : 0, size);
  const agreement = isRefined ? random() : null;
  return { imageId, classId, map, box, score: 0.3 + 0.7 * random(), agreement };
}

function fill(folder: ProjectFolder): void {
  const store = new Store(openForWriting(folder.libraryFile));
  store.transaction(() => {
    const sourceId = store.sources.findOrAdd('/photos');
    for (let n = 0; n < imageCount; n += 1) addImage(store, sourceId, n);
    const params = { theta: 0, refinement: { rounds: 3, threshold } };
    const run = store.runs.add({ recipe: 'quick', seed: 1, fingerprint: 'bench', params });
    store.runs.finish(run.id, 'succeeded', { refinement: { losses: [1, 1, 1], isUsed: isRefined } });
    const predictions = store.images
      .ids()
      .sort((a, b) => a - b)
      .map((id) => predictionOf(id, store.images.get(id)?.classId ?? 0));
    savePredictions(store, run.id, predictions);
  });
  store.close();
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(name: string, work: () => unknown, repetitions = 7): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < repetitions; i += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  console.log(`${name.padEnd(52)} ${median(times).toFixed(1).padStart(9)} ms`);
}

async function measureReview(project: Project): Promise<void> {
  const ids = Array.from(project.gallery.boxes().ids);
  let next = 0;
  await measure('review.decideAll of one', () =>
    project.review.decideAll([{ kind: 'accept', boxId: ids[next++] ?? 0 }]),
  );
  await measure('review.undo of one', () => project.review.undo());
  await measure('review.undoState', () => project.review.undoState());
  const accept: number[] = [];
  const takeBack: number[] = [];
  const bringBack: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    const times = [
      () => project.review.acceptAll(ids),
      () => project.review.undo(),
      () => project.review.redo(),
    ].map((work) => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    accept.push(times[0] ?? 0);
    takeBack.push(times[1] ?? 0);
    bringBack.push(times[2] ?? 0);
    project.review.undo();
  }
  for (const [name, times] of Object.entries({ acceptAll: accept, undo: takeBack, redo: bringBack })) {
    console.log(`${`review.${name} of ${ids.length}`.padEnd(52)} ${median(times).toFixed(1).padStart(9)} ms`);
  }
}

async function measureTheta(project: Project): Promise<void> {
  const ids = project.theta.imagesToDerive(null);
  let step = 0;
  const move = () => project.theta.set((step = (step + 1) % 6) / 10, null);
  await measure('theta.set', move);
  await measure('theta.set and rederive of 60', () => {
    move();
    project.theta.rederive(ids.slice(0, 60));
  });
  await measure(
    `theta.rederive of ${ids.length}, 250 at a time`,
    () => {
      move();
      for (let i = 0; i < ids.length; i += 250) project.theta.rederive(ids.slice(i, i + 250));
    },
    3,
  );
  await measure('theta.staleImageIds', () => project.theta.staleImageIds());
  await measure('theta.imagesToDerive', () => project.theta.imagesToDerive(null));
  await measure('theta.profile', () => project.theta.profile(null), 3);
}

async function measureAll(folder: string): Promise<void> {
  using project = Project.open(folder);
  console.log(`${imageCount} images, ${project.gallery.boxes().ids.length} boxes`);
  await measure('gallery.images', () => project.gallery.images());
  await measure('gallery.boxes', () => project.gallery.boxes());
  const hundred = Array.from(project.gallery.images().ids.slice(0, 100));
  await measure('gallery.boxesOf 100', () => project.gallery.boxesOf(hundred));
  await measure('summary', () => project.summary());
  await measure('problemRows', () => project.problemRows());
  for (const format of ['coco', 'voc']) {
    const request: ExportRequest = {
      format,
      out: join(tmpdir(), 'boxwright-bench-not-there'),
      ...{ statuses: ['unreviewed', 'accepted', 'edited'], minScore: 0.5, imagesWithoutBoxes: false },
      splits: { train: 0.8, val: 0.1, test: 0.1 },
    };
    await measure(`exportPreview ${format}`, () => project.exportPreview(request), 5);
  }
  await measureTheta(project);
  await measureReview(project);
  await measure('classEdits.merge and undoMerge', () => {
    project.classEdits.merge(1, 2);
    project.classEdits.undoMerge();
  });
}

const scratch = await mkdtemp(join(tmpdir(), 'boxwright-bench-'));
const folder = new ProjectFolder(join(scratch, 'bench'));
folder.create();
fill(folder);
await measureAll(folder.path);
await rm(scratch, { recursive: true });
