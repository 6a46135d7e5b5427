/** Scores of a model against truth boxes in a COCO file. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cocoInstancesSchema, type CocoImage, type CocoInstances } from '../../../shared/coco.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import {
  scoreLocalization,
  type LocalizationScores,
  type ScoredImage,
} from '../../engine/evaluation/localization.ts';
import type { ImageToPredict, PredictedImage } from '../../engine/predictImages.ts';
import type { BoxRule } from '../../engine/prediction/predictBatch.ts';
import type { Project } from '../../library/project.ts';
import type { Session } from '../session.ts';
import { predictFolder } from './predictFolder.ts';
import { modelOf, predictOwnImages } from './predictProject.ts';

export interface EvaluateRequest {
  truthFile: string;
  /** New images to predict; without it, the project's own. */
  images?: string;
  rule?: Partial<BoxRule>;
}

export interface Evaluation extends LocalizationScores {
  /** Truth images that no image could be matched to; they are not scored. */
  unmatched: string[];
}

interface TruthImage {
  image: CocoImage;
  className: string;
  boxes: Box[];
}

/** @throws BoxwrightError `bad-truth` when the file is not COCO instances with at least one box. */
export function readTruth(file: string): TruthImage[] {
  const truth = parseTruth(file);
  const names = new Map(truth.categories.map(({ id, name }) => [id, name]));
  const annotations = Map.groupBy(truth.annotations, ({ image_id: id }) => id);
  const images = truth.images.flatMap((image): TruthImage[] => {
    const own = annotations.get(image.id) ?? [];
    const [first] = own;
    if (!first) return [];
    // GT-known asks for one class an image: the first box's, as folder = class has it.
    const boxes = own
      .filter(({ category_id: id }) => id === first.category_id)
      .map(({ bbox: [x, y, w, h] }) => ({ x, y, w, h }));
    return [{ image, className: names.get(first.category_id) ?? '', boxes }];
  });
  if (images.length === 0) throw new BoxwrightError('bad-truth', `${file} holds no box to compare with.`);
  return images;
}

function parseTruth(file: string): CocoInstances {
  try {
    return cocoInstancesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const remedy = 'It should be a JSON file with images, categories and annotations (COCO instances).';
    throw new BoxwrightError('bad-truth', `${file} cannot be read as truth boxes. ${remedy}`, { cause });
  }
}

/** Whole path, its last two parts, its name: in this order a truth image and a predicted one are matched. */
function keys(path: string): [string, string, string] {
  const parts = path.replaceAll('\\', '/').split('/');
  return [parts.join('/'), parts.slice(-2).join('/'), basename(parts.join('/'))];
}

/** Finds what has the path of a truth image; at each level the first of equal names counts. */
export class PathIndex<T> {
  readonly #levels = [new Map<string, T>(), new Map<string, T>(), new Map<string, T>()];

  constructor(items: readonly T[], pathOf: (item: T) => string) {
    for (const item of items) {
      keys(pathOf(item)).forEach((key, level) => {
        const found = this.#levels[level];
        if (found && !found.has(key)) found.set(key, item);
      });
    }
  }

  find(path: string): T | undefined {
    for (const [level, key] of keys(path).entries()) {
      const found = this.#levels[level]?.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

type Predicted = PredictedImage<ImageToPredict & { relativePath: string }>;

async function predictions(
  project: Project,
  truth: TruthImage[],
  { images, rule }: EvaluateRequest,
  session: Session,
  onProgress: ProgressListener,
): Promise<Predicted[]> {
  if (images !== undefined) {
    const index = new PathIndex(truth, ({ image }) => image.file_name);
    const classOf = ({ relativePath }: { relativePath: string }) => index.find(relativePath)?.className;
    const options = { ...(rule && { rule }), classOf };
    return (await predictFolder(project, images, session, onProgress, options)).predictions;
  }
  const own: Predicted[] = [];
  for await (const batch of predictOwnImages(project, session, onProgress, rule)) own.push(...batch);
  return own;
}

/**
 * GT-known: every image is asked for the box of its true class.
 *
 * @throws BoxwrightError `bad-truth` also when no truth image is among those predicted; what predicting throws.
 */
export async function evaluate(
  project: Project,
  request: EvaluateRequest,
  session: Session,
  onProgress: ProgressListener,
): Promise<Evaluation> {
  const truth = readTruth(request.truthFile);
  const { classes } = modelOf(project);
  const found = new PathIndex(
    await predictions(project, truth, request, session, onProgress),
    ({ image }) => image.relativePath,
  );
  const unmatched: string[] = [];
  const scored = truth.flatMap(({ image, className, boxes }): ScoredImage[] => {
    const predicted = found.find(image.file_name);
    if (!predicted) {
      unmatched.push(image.file_name);
      return [];
    }
    const { box, classIndex, top1 } = predicted.prediction;
    const isTrueClass = classes[classIndex] === className;
    const { width, height } = image;
    return [
      { width, height, truth: boxes, box: isTrueClass ? box : null, top1Right: classes[top1] === className },
    ];
  });
  if (scored.length > 0) return { ...scoreLocalization(scored), unmatched };
  throw new BoxwrightError(
    'bad-truth',
    `No image of ${request.truthFile} is among the images. Compare the file names.`,
  );
}
