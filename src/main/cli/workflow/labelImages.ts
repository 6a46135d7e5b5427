/** The whole main job: folders of images in, files with bounding boxes out. */
import { resolve } from 'node:path';
import type { ImportSummary, RecipeName } from '../../../shared/domain.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { exportProject, type ExportSummary } from '../../library/export/exportProject.ts';
import { Project } from '../../library/project.ts';
import { writeContactSheet } from '../../library/report/contactSheet.ts';
import { version } from '../version.ts';
import type { Session } from '../session.ts';
import { predictProject } from './predictProject.ts';
import { secondsSince, trainProject, type TrainOutcome } from './trainProject.ts';

export const CONTACT_SHEET = 'contact-sheet.html';

export interface LabelRequest {
  images: string;
  out: string;
  /** Where the project is kept; beside `out` under the same name when left out. */
  project?: string;
  recipe: RecipeName;
  seed: number;
  formats: string[];
}

export interface LabelOutcome {
  project: string;
  imported: ImportSummary;
  trained: TrainOutcome;
  boxes: number;
  exported: ExportSummary;
  /** Absolute path of the page with the boxes drawn on the photos. */
  contactSheet: string;
  seconds: {
    import: number;
    features: number;
    training: number;
    boxes: number;
    export: number;
    total: number;
  };
}

function facts(trained: TrainOutcome, recipe: string, seconds: number) {
  return [
    { label: 'Images', value: String(trained.images) },
    { label: 'Classes', value: String(trained.classes) },
    { label: 'Recipe', value: recipe },
    { label: 'Minutes', value: (seconds / 60).toFixed(1) },
    { label: 'Boxwright', value: version },
  ];
}

/** @throws BoxwrightError what importing, training, predicting and exporting throw. What was finished is kept. */
export async function labelImages(
  request: LabelRequest,
  session: Session,
  onProgress: ProgressListener,
): Promise<LabelOutcome> {
  const start = performance.now();
  using project = Project.open(request.project ?? resolve(request.out), { create: true });
  const { signal } = session;
  const imported = await project.importFolder(request.images, { signal, onProgress });
  const importSeconds = secondsSince(start);
  const trained = await trainProject(project, request, session, onProgress);
  const boxesStart = performance.now();
  const boxes = await predictProject(project, session, onProgress);
  const boxSeconds = secondsSince(boxesStart);
  const exportStart = performance.now();
  const exported = await exportProject(project, {
    formats: request.formats,
    out: request.out,
    signal,
    onProgress: ({ done, total }) => {
      onProgress({ stage: 'Export', done, total });
    },
    extras: {
      [CONTACT_SHEET]: async (path) => {
        const sheet = {
          title: project.name,
          facts: facts(trained, request.recipe, secondsSince(start)),
          signal,
        };
        await writeContactSheet(project, path, sheet);
      },
    },
  });
  return {
    project: project.folder,
    imported,
    trained,
    boxes: boxes.length,
    exported,
    contactSheet: resolve(exported.folder, CONTACT_SHEET),
    seconds: {
      import: importSeconds,
      features: trained.seconds.features,
      training: trained.seconds.training,
      boxes: boxSeconds,
      export: secondsSince(exportStart),
      total: secondsSince(start),
    },
  };
}
