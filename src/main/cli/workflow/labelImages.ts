/** The whole main job: folders of images in, files with bounding boxes out. */
import { resolve } from 'node:path';
import type { ImportSummary, ProblemRecord, RecipeName } from '../../../shared/domain.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import type { ObjectChoice } from '../../../shared/objects.ts';
import { localEngine } from '../../engine/engine.ts';
import { exportProject, type ExportSummary } from '../../library/export/exportProject.ts';
import { Project } from '../../library/project.ts';
import { ProjectFolder } from '../../library/projectFolder.ts';
import { writeContactSheet } from '../../library/report/contactSheet.ts';
import { predictProject } from '../../workflow/predictProject.ts';
import { secondsSince, trainProject, type TrainOutcome } from '../../workflow/trainProject.ts';
import { engineTalk, type CommandIo } from '../commandIo.ts';
import { requireApart, requireExportTarget } from '../targets.ts';
import { version } from '../version.ts';

export const CONTACT_SHEET = 'contact-sheet.html';

export interface LabelRequest {
  images: string;
  out: string;
  /** Where the project is kept; beside `out` under the same name when left out. */
  project?: string;
  recipe: RecipeName;
  seed: number;
  /** Whether boxes are refined. */
  refine: boolean;
  /** How many objects an image may hold; what was chosen before when left out. */
  objects?: ObjectChoice;
  formats: string[];
}

export interface LabelOutcome {
  project: string;
  imported: ImportSummary;
  trained: TrainOutcome;
  boxes: number;
  /** Originals that could no longer be read when boxes were looked for. */
  problems: ProblemRecord[];
  exported: ExportSummary;
  /** Absolute path of the page with the boxes drawn on the photos. */
  contactSheet: string;
  seconds: {
    import: number;
    features: number;
    training: number;
    refinement: number;
    boxes: number;
    export: number;
    total: number;
  };
}

/** No times: what is exported from an unchanged project is the same to the byte. */
function facts({ images, classes, run }: TrainOutcome) {
  return [
    { label: 'Images', value: String(images) },
    { label: 'Classes', value: String(classes) },
    { label: 'Recipe', value: run.recipe },
    { label: 'Seed', value: String(run.seed) },
    { label: 'Boxwright', value: version },
  ];
}

function exportWithSheet(
  project: Project,
  { formats, out }: LabelRequest,
  trained: TrainOutcome,
  { signal }: CommandIo,
  onProgress: ProgressListener,
): Promise<ExportSummary> {
  const sheet = { title: project.name, facts: facts(trained), signal };
  return exportProject(project, {
    formats,
    out,
    signal,
    onProgress,
    extras: {
      [CONTACT_SHEET]: async (path) => {
        await writeContactSheet(project, path, sheet);
      },
    },
  });
}

/**
 * @throws BoxwrightError `usage` when the folders lie in each other; what importing, training, predicting and
 *   exporting throw, whether `out` can be written being asked first. What was finished is kept.
 */
export async function labelImages(
  request: LabelRequest,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<LabelOutcome> {
  const clock = new StageClock();
  const { path: folder } = new ProjectFolder(request.project ?? request.out);
  await requireExportTarget(request.out);
  requireApart({ ...request, project: folder });
  using project = Project.open(folder, { create: true });
  const imported = await project.importFolder(request.images, { signal: io.signal, onProgress });
  if (request.objects) project.objects.apply(request.objects);
  const importSeconds = clock.lap();
  const engine = localEngine();
  const { context } = engineTalk(io, onProgress);
  const trained = await trainProject(project, engine, request, context);
  clock.lap();
  const { boxes, problems } = await predictProject(project, engine, context);
  const boxSeconds = clock.lap();
  const exported = await exportWithSheet(project, request, trained, io, onProgress);
  return {
    project: project.folder,
    imported,
    trained,
    boxes,
    problems,
    exported,
    contactSheet: resolve(exported.folder, CONTACT_SHEET),
    seconds: {
      import: importSeconds,
      ...trained.seconds,
      boxes: boxSeconds,
      export: clock.lap(),
      total: clock.total(),
    },
  };
}

/** Seconds, to a hundredth, of one stage after the other. */
class StageClock {
  readonly #start = performance.now();
  #lapStart = this.#start;

  lap(): number {
    const seconds = secondsSince(this.#lapStart);
    this.#lapStart = performance.now();
    return seconds;
  }

  total(): number {
    return secondsSince(this.#start);
  }
}
