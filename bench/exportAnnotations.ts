/**
 * Time and memory of writing annotations, pictures left out of the measurement:
 * node bench/exportAnnotations.ts FORMAT [IMAGES]
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportProject } from '../src/main/library/export/exportProject.ts';
import type { ExportSource, ImageWithBoxes } from '../src/main/library/export/source.ts';

const format = process.argv[2] ?? 'coco';
const imageCount = Number(process.argv[3] ?? 100_000);
const classCount = 30;

function entry(id: number): ImageWithBoxes {
  const classId = (id % classCount) + 1;
  const className = `class ${classId}`;
  const contentHash = createHash('sha256').update(String(id)).digest('hex');
  const where = { path: `/photos/${className}/IMG_${id}.jpg`, relativePath: `${className}/IMG_${id}.jpg` };
  const facts = { width: 640, height: 480, orientation: 1, byteSize: 100_000, status: 'ok' } as const;
  const share = (id * 0.618) % 1;
  const box = { x: share * 300, y: share * 200, w: 100 + share * 200, h: 90 + share * 150 };
  const state = { source: 'predicted', score: share, runId: 1, review: 'unreviewed' } as const;
  return {
    image: { id, classId, className, contentHash, ...where, ...facts },
    boxes: [{ id, imageId: id, classId, ...box, ...state }],
  };
}

const source: ExportSource = {
  name: 'Benchmark',
  classes: () =>
    Array.from({ length: classCount }, (_, position) => ({
      ...{ id: position + 1, name: `class ${position + 1}`, position },
      imageCount: imageCount / classCount,
    })),
  *iterateImagesWithBoxes() {
    for (let id = 1; id <= imageCount; id += 1) yield entry(id);
  },
};

const folder = await mkdtemp(join(tmpdir(), 'boxwright-bench-'));
const start = performance.now();
await exportProject(source, {
  formats: [format],
  out: join(folder, 'out'),
  placeImage: () => Promise.resolve({ extension: '.jpg', depth: 3, change: null }),
});
const seconds = (performance.now() - start) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`${format}: ${imageCount} images in ${seconds.toFixed(1)} s, peak memory ${peak.toFixed(0)} MiB`);
await rm(folder, { recursive: true });
