/** Boxes for images that are not in the project: a sub-folder named like a class gives the class, else the top-1. */
import type { ProblemRecord } from '../../../shared/domain.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { predictImages, type PredictedImage } from '../../engine/predictImages.ts';
import type { BoxRule } from '../../engine/prediction/predictBatch.ts';
import { scanImages, type ScannedImage } from '../../library/import/scanImages.ts';
import type { Project } from '../../library/project.ts';
import { engineTalk, type CommandIo } from '../commandIo.ts';
import { modelOf } from './predictProject.ts';

export type FolderImage = ScannedImage & { id: number; classIndex: number | null };

export interface FolderPrediction {
  classes: string[];
  predictions: PredictedImage<FolderImage>[];
  problems: ProblemRecord[];
}

/**
 * @param classOf the class name of an image, where something better than its folder says it.
 * @throws BoxwrightError `no-model`, `not-found`, `empty-folder`, `cancelled`.
 */
export async function predictFolder(
  project: Project,
  folder: string,
  io: CommandIo,
  onProgress: ProgressListener,
  { rule, classOf }: { rule?: Partial<BoxRule>; classOf?: (image: ScannedImage) => string | undefined } = {},
): Promise<FolderPrediction> {
  const { modelFile, classes } = modelOf(project);
  const { images, problems } = await scanImages(folder, io.signal);
  const withIds = images.map((image, id) => {
    const index = classes.indexOf(classOf?.(image) ?? image.folder);
    return { ...image, id, classIndex: index < 0 ? null : index };
  });
  const { context, failed } = engineTalk(io, onProgress);
  const predictions: PredictedImage<FolderImage>[] = [];
  for await (const batch of predictImages({ modelFile, images: withIds, ...(rule && { rule }) }, context)) {
    predictions.push(...batch);
  }
  const undecoded = failed.map(({ path, reason }): ProblemRecord => ({ path, kind: 'unreadable', reason }));
  return { classes, predictions, problems: [...problems, ...undecoded] };
}
