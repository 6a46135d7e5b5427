/** Scores of a model against truth boxes in a COCO file. */
import type { ProblemRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { BoxRule, ImagePrediction, ImageToPredict } from '../../../shared/engine.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import {
  scoreLocalization,
  type LocalizationScores,
  type ScoredImage,
} from '../../engine/evaluation/localization.ts';
import { localEngine } from '../../engine/engine.ts';
import type { Project } from '../../library/project.ts';
import { noteMissing } from '../../workflow/failedImages.ts';
import { modelOf } from '../../workflow/modelOf.ts';
import { predictOwnImages } from '../../workflow/predictProject.ts';
import { engineTalk, type CommandIo } from '../commandIo.ts';
import { predictFolder } from './predictFolder.ts';
import { PathIndex } from './pathIndex.ts';
import { readTruth, type TruthImage } from './truth.ts';

export interface EvaluateRequest {
  truthFile: string;
  /** New images to predict; without it, the project's own. */
  images?: string;
  rule?: Partial<BoxRule>;
  /** false: boxes of CI-CAM alone, also where they can be refined. */
  refine?: boolean;
}

export interface Evaluation extends LocalizationScores {
  /** Truth images without a readable image: they count as missed. */
  unmatched: string[];
  /** Images that cannot be read. */
  problems: ProblemRecord[];
}

interface Predicted {
  image: ImageToPredict & { relativePath: string };
  prediction: ImagePrediction;
}

/** Predicts what the truth is of, each image for its true class. */
async function predictTrueClasses(
  project: Project,
  truth: TruthImage[],
  { images, rule, refine = true }: EvaluateRequest,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<{ predictions: Predicted[]; problems: ProblemRecord[] }> {
  const index = new PathIndex(truth, ({ image }) => image.file_name);
  const truthOf = ({ relativePath }: { relativePath: string }) => index.find(relativePath);
  const options = { refine, ...(rule && { rule }) };
  if (images !== undefined) {
    const classOf = (image: { relativePath: string }) => truthOf(image)?.className;
    return predictFolder(project, images, io, onProgress, { ...options, classOf });
  }
  const talk = engineTalk(io, onProgress);
  const predictions: Predicted[] = [];
  const isWanted = (image: { relativePath: string }) => truthOf(image) !== undefined;
  const own = { ...options, isWanted };
  await predictOwnImages(project, localEngine(), talk.context, own, (batch) => predictions.push(...batch));
  return { predictions, problems: noteMissing(project, talk.failed) };
}

function scored(
  { image: { width, height }, className, boxes: truth }: TruthImage,
  predicted: Predicted | undefined,
  classes: readonly string[],
): ScoredImage {
  // What was not found or could not be read is a miss: leaving it out would flatter the figures.
  if (!predicted) return { width, height, truth, box: null, top1Right: false };
  const { box, classIndex, top1 } = predicted.prediction;
  const isTrueClass = classes[classIndex] === className;
  return { width, height, truth, box: isTrueClass ? box : null, top1Right: classes[top1] === className };
}

/**
 * GT-known: every image is asked for the box of its true class.
 *
 * @throws BoxwrightError `bad-truth` also when no truth image is among those predicted; what predicting throws.
 */
export async function evaluate(
  project: Project,
  request: EvaluateRequest,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<Evaluation> {
  const truth = readTruth(request.truthFile);
  const { classes } = await modelOf(project, localEngine());
  const { predictions, problems } = await predictTrueClasses(project, truth, request, io, onProgress);
  const index = new PathIndex(predictions, ({ image }) => image.relativePath);
  const pairs = truth.map((each) => ({ each, found: index.find(each.image.file_name) }));
  const unmatched = pairs.flatMap(({ each, found }) => (found ? [] : [each.image.file_name]));
  if (unmatched.length < truth.length) {
    const images = pairs.map(({ each, found }) => scored(each, found, classes));
    return { ...scoreLocalization(images), unmatched, problems };
  }
  throw new BoxwrightError(
    'bad-truth',
    `No image of ${request.truthFile} is among the images. Compare the file names.`,
  );
}
