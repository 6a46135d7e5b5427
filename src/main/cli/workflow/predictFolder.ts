/** Boxes for images that are not in the project: a sub-folder named like a class gives the class, else the top-1. */
import type { ProblemRecord } from '../../../shared/domain.ts';
import type { BoxRule, ImagePrediction } from '../../../shared/engine.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { localEngine } from '../../engine/engine.ts';
import { scanImages, type ScannedImage } from '../../library/import/scanImages.ts';
import type { Project } from '../../library/project.ts';
import { modelOf } from '../../workflow/modelOf.ts';
import { engineTalk, type CommandIo } from '../commandIo.ts';

export type FolderImage = ScannedImage & { id: number; classIndex: number | null };

export interface FolderPrediction {
  classes: string[];
  predictions: { image: FolderImage; prediction: ImagePrediction }[];
  problems: ProblemRecord[];
}

interface FolderOptions {
  rule?: Partial<BoxRule>;
  /** false: boxes of CI-CAM alone, also where they can be refined. */
  refine?: boolean;
  /** The class name of an image, where something better than its folder says it. */
  classOf?: (image: ScannedImage) => string | undefined;
}

/** @throws BoxwrightError `no-model`, `not-found`, `empty-folder`, `cancelled`. */
export async function predictFolder(
  project: Project,
  folder: string,
  io: CommandIo,
  onProgress: ProgressListener,
  { rule, refine = true, classOf }: FolderOptions = {},
): Promise<FolderPrediction> {
  const engine = localEngine();
  const { run, modelFile, refinementFile, classes } = await modelOf(project, engine);
  const { images, problems } = await scanImages(folder, io.signal);
  const withIds = images.map((image, id) => {
    const index = classes.indexOf(classOf?.(image) ?? image.folder);
    return { ...image, id, classIndex: index < 0 ? null : index };
  });
  const { context, failed } = engineTalk(io, onProgress);
  const predictions: FolderPrediction['predictions'] = [];
  const learned = refine ? project.learning.thresholdInUse(run.id) : null;
  const ruleInUse = { ...(learned !== null && { theta: learned }), ...rule };
  const request = { modelFile, refinementFile, images: withIds, refine, rule: ruleInUse };
  await engine.predict(request, context, (batch) => {
    for (const prediction of batch) {
      const image = withIds[prediction.imageId];
      if (image) predictions.push({ image, prediction });
    }
  });
  const undecoded = failed.map(({ path, reason }): ProblemRecord => ({ path, kind: 'unreadable', reason }));
  return { classes, predictions, problems: [...problems, ...undecoded] };
}
