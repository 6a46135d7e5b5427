/**
 * COCO: annotations/instances_<split>.json, annotations/results_<split>.json and images/<split>/.
 *
 * Ids start at 1, as pycocotools scores an annotation with id 0 as a miss and other readers take category 0
 * for "no label". Every annotation has area and iscrowd, without which readers stop; none has `ignore`.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cocoArea, cocoBox, roundTo } from '../../../shared/coco.ts';
import type { CocoAnnotation, CocoCategory, CocoImage, CocoResult } from '../../../shared/coco.ts';
import type { BoxRecord } from '../../../shared/domain.ts';
import type { Dataset, ExportFormat, ExportItem, FormatNotes } from './format.ts';
import { JsonLinesFile } from './jsonLinesFile.ts';
import type { SplitName } from './splits.ts';

export const coco: ExportFormat = {
  id: 'coco',
  title: 'COCO',
  description: 'One JSON file a split, boxes as x, y, width, height. Read by most detection libraries.',
  files: 'annotations/instances_*.json',
  imagePath: (fileName, split) => `images/${split}/${fileName}`,
  write,
};

async function write(folder: string, dataset: Dataset): Promise<FormatNotes> {
  await mkdir(join(folder, 'annotations'), { recursive: true });
  await using opened = new AsyncDisposableStack();
  const files = new Map<SplitName, SplitFiles>();
  for (const split of dataset.splits) {
    await mkdir(join(folder, 'images', split), { recursive: true });
    files.set(split, await openSplit(join(folder, 'annotations'), split, dataset.title, opened));
  }
  await writeItems(dataset, files);
  for (const split of files.values()) await finishSplit(split, dataset);
  return { coordinates: 'x, y, width, height in pixels, 0-based, half-open', renamedClasses: [] };
}

/** Images and annotations grow side by side but stand one after the other, so annotations wait in a file. */
interface SplitFiles {
  instances: JsonLinesFile;
  waiting: JsonLinesFile;
  results: JsonLinesFile;
}

async function openSplit(
  folder: string,
  split: SplitName,
  title: string,
  opened: AsyncDisposableStack,
): Promise<SplitFiles> {
  const open = async (name: string, head: string): Promise<JsonLinesFile> =>
    opened.use(await JsonLinesFile.create(join(folder, name), head));
  const info = { description: title, version: '1.0', contributor: 'Boxwright' };
  return {
    instances: await open(
      `instances_${split}.json`,
      `{\n"info": ${JSON.stringify(info)},\n"licenses": [],\n"images": [`,
    ),
    waiting: await open(`instances_${split}.json.waiting`, '"annotations": ['),
    results: await open(`results_${split}.json`, '['),
  };
}

async function writeItems(dataset: Dataset, files: Map<SplitName, SplitFiles>): Promise<void> {
  const categoryIds = new Map(dataset.classes.map(({ id }, index) => [id, index + 1]));
  let imageId = 0;
  let annotationId = 0;
  for await (const item of dataset.items) {
    imageId += 1;
    const split = files.get(item.split);
    await split?.instances.add(toImage(item, imageId));
    for (const box of item.boxes) {
      annotationId += 1;
      const categoryId = categoryIds.get(box.classId);
      if (categoryId === undefined) throw new Error(`Box ${box.id} has the unknown class ${box.classId}.`);
      const annotation = toAnnotation(box, item, {
        id: annotationId,
        image_id: imageId,
        category_id: categoryId,
      });
      await split?.waiting.add(annotation);
      await split?.results.add(toResult(annotation));
    }
  }
}

function toImage({ image, fileName }: ExportItem, id: number): CocoImage {
  return { id, width: image.width, height: image.height, file_name: fileName };
}

type Ids = Pick<CocoAnnotation, 'id' | 'image_id' | 'category_id'>;
type ScoredAnnotation = CocoAnnotation & { score: number };

function toAnnotation(box: BoxRecord, { image }: ExportItem, ids: Ids): ScoredAnnotation {
  const bbox = cocoBox(box, image.width, image.height);
  // Attributes are never null: not every reader takes it.
  const model = box.runId === null ? '' : `run-${box.runId}`;
  return {
    ...ids,
    bbox,
    area: cocoArea(bbox),
    iscrowd: 0,
    segmentation: [],
    score: scoreOf(box),
    attributes: { source: box.source, reviewed: box.review !== 'unreviewed', model },
  };
}

/** A box that no model scored was given by a person, and counts as certain. */
function scoreOf({ score }: BoxRecord): number {
  if (score === null) return 1;
  return Number.isFinite(score) ? roundTo(score, 4) : 0;
}

function toResult({ image_id, category_id, bbox, score }: ScoredAnnotation): CocoResult {
  return { image_id, category_id, bbox, score };
}

async function finishSplit({ instances, waiting, results }: SplitFiles, dataset: Dataset): Promise<void> {
  const categories = dataset.classes.map(({ name }, index): CocoCategory => ({
    id: index + 1,
    name,
    supercategory: '',
  }));
  await instances.finish(`\n],\n"categories": ${JSON.stringify(categories)},\n`);
  await waiting.finish('\n]\n}\n');
  await results.finish('\n]\n');
  await pipeline(createReadStream(waiting.path), createWriteStream(instances.path, { flags: 'a' }));
  await rm(waiting.path);
}
