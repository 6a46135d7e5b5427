/**
 * Pascal VOC: JPEGImages/, Annotations/, ImageSets/Main/{train,val,trainval,test}.txt and labelmap.txt.
 * Corners are 1-based inclusive whole pixels, as the readers of this format take them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import XmlBuilder from 'fast-xml-builder';
import { roundTo } from '../../../shared/coco.ts';
import type { BoxRecord, ClassRecord } from '../../../shared/domain.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { ClassRename, Dataset, ExportFormat, ExportItem, FormatNotes } from './format.ts';
import { inOrder } from '../inOrder.ts';
import { splitNames } from './splits.ts';
import type { SplitName } from './splits.ts';

export const voc: ExportFormat = {
  id: 'voc',
  title: 'Pascal VOC',
  description: 'One XML file an image, boxes as corners in whole pixels counted from 1.',
  files: 'Annotations/*.xml',
  imagePath: (fileName) => `JPEGImages/${fileName}`,
  write,
};

const filesAtOnce = 8;

async function write(folder: string, dataset: Dataset): Promise<FormatNotes> {
  for (const name of ['JPEGImages', 'Annotations', 'ImageSets/Main']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const names = vocClassNames(dataset.classes);
  const stems: Record<SplitName, string[]> = { train: [], val: [], test: [] };
  const written = inOrder(dataset.items, filesAtOnce, async (item) => {
    await writeFile(
      join(folder, 'Annotations', `${item.stem}.xml`),
      annotationXml(item, names, dataset.title),
    );
    return item;
  });
  for await (const { split, stem } of written) stems[split].push(stem);
  await writeSplitLists(join(folder, 'ImageSets', 'Main'), stems);
  await writeFile(join(folder, 'labelmap.txt'), labelMap([...names.values()]));
  return {
    coordinates: 'xmin, ymin, xmax, ymax in pixels, 1-based, inclusive',
    renamedClasses: renames(dataset, names),
  };
}

/** All four lists always: a reader that is asked for an empty split finds no image, not an error. */
async function writeSplitLists(folder: string, stems: Record<SplitName, string[]>): Promise<void> {
  const lists = [...splitNames.map((name) => [name, stems[name]] as const)];
  lists.push(['trainval' as SplitName, [...stems.train, ...stems.val]]);
  for (const [name, list] of lists) {
    await writeFile(join(folder, `${name}.txt`), list.map((stem) => `${stem}\n`).join(''));
  }
}

/**
 * Names by class id, fit for labelmap.txt, whose fields are parted by ':' and whose comments begin with '#';
 * two classes that would become one are told apart by a number.
 */
export function vocClassNames(classes: readonly ClassRecord[]): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set(classes.map(({ name }) => name).filter((name) => name === vocName(name)));
  for (const { id, name } of classes) {
    const plain = vocName(name);
    let unique = plain;
    for (let n = 2; unique !== name && taken.has(unique); n += 1) unique = `${plain}_${n}`;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}

function vocName(name: string): string {
  return xmlText(name).trim().replace(/:/g, '_').replace(/^#/, '_') || '_';
}

/** XML 1.0 has no way to write control characters and half surrogates. */
function xmlText(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]/gu, '_');
}

function renames({ classes }: Dataset, names: Map<number, string>): ClassRename[] {
  return classes
    .map(({ id, name }) => ({ from: name, to: names.get(id) ?? name }))
    .filter(({ from, to }) => from !== to);
}

/** Lines `label:color_rgb:parts:actions`; the colours are VOC's own palette, background first. */
export function labelMap(names: readonly string[]): string {
  const labels = ['background', ...names.filter((name) => name !== 'background')];
  const lines = labels.map((name, index) => `${name}:${paletteColour(index).join(',')}::`);
  return `${['# label:color_rgb:parts:actions', ...lines].join('\n')}\n`;
}

/** The n-th colour of the VOC devkit: its bits are dealt to red, green and blue in turn, highest first. */
function paletteColour(index: number): [number, number, number] {
  const colour: [number, number, number] = [0, 0, 0];
  for (let bit = 0; index >> (3 * bit) > 0 && bit < 8; bit += 1) {
    for (const channel of [0, 1, 2] as const)
      colour[channel] |= ((index >> (3 * bit + channel)) & 1) << (7 - bit);
  }
  return colour;
}

/** Corners of a box inside an image: the pixels that it touches, counted from 1, both ends included. */
export function vocCorners({ x, y, w, h }: Box, width: number, height: number): Record<string, number> {
  return {
    xmin: Math.min(Math.floor(x) + 1, width),
    ymin: Math.min(Math.floor(y) + 1, height),
    xmax: Math.min(Math.ceil(x + w), width),
    ymax: Math.min(Math.ceil(y + h), height),
  };
}

// No XML declaration: widely used readers parse the text as a string, where a declared encoding is an error.
const builder = new XmlBuilder({ format: true, indentBy: '  ' });

function annotationXml(item: ExportItem, names: Map<number, string>, title: string): string {
  const { image, fileName, depth, boxes } = item;
  return builder.build({
    annotation: {
      folder: 'JPEGImages',
      filename: fileName,
      source: { database: xmlText(title), annotation: 'Boxwright', image: xmlText(image.relativePath) },
      size: { width: image.width, height: image.height, depth },
      segmented: 0,
      object: boxes.map((box) => objectElement(box, item, names)),
    },
  });
}

function objectElement(box: BoxRecord, { image }: ExportItem, names: Map<number, string>): object {
  const name = names.get(box.classId);
  if (name === undefined) throw new Error(`Box ${box.id} has the unknown class ${box.classId}.`);
  const attributes = [{ name: 'source', value: box.source as string }];
  if (box.score !== null) attributes.push({ name: 'score', value: String(roundTo(box.score, 4)) });
  return {
    name,
    pose: 'Unspecified',
    truncated: 0,
    occluded: 0,
    difficult: 0,
    bndbox: vocCorners(box, image.width, image.height),
    attributes: { attribute: attributes },
  };
}
