import type { Command } from 'commander';
import { Project } from '../../library/project.ts';
import { projectOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages, type Session } from '../session.ts';
import { problemsText } from '../texts.ts';
import type { NamedPrediction } from '../workflow/cocoResults.ts';

interface PredictOptions {
  project: string;
  images?: string;
  out?: string;
  json?: boolean;
}

async function write(
  out: string | undefined,
  predictions: readonly NamedPrediction[],
  classes: readonly string[],
) {
  if (out === undefined) return;
  const { cocoResults, writeCocoResults } = await import('../workflow/cocoResults.ts');
  writeCocoResults(out, cocoResults(predictions, classes));
}

async function predictOwn(project: Project, { out }: PredictOptions, session: Session): Promise<object> {
  const { modelOf, predictProject } = await import('../workflow/predictProject.ts');
  const onProgress = session.terminal.follow([stages.features, stages.predict]);
  const predictions = await predictProject(project, session, onProgress);
  await write(out, predictions, modelOf(project).classes);
  session.terminal.say(
    `${predictions.length} boxes in ${project.folder}${out === undefined ? '' : ` and ${out}`}.`,
  );
  return { project: project.folder, boxes: predictions.length, ...(out !== undefined && { out }) };
}

async function predictNew(
  project: Project,
  folder: string,
  out: string | undefined,
  session: Session,
): Promise<object> {
  const { predictFolder } = await import('../workflow/predictFolder.ts');
  const onProgress = session.terminal.follow([stages.predict]);
  const { classes, predictions, problems } = await predictFolder(project, folder, session, onProgress);
  await write(out, predictions, classes);
  const where = out === undefined ? 'not written anywhere: name a file with --out' : `in ${out}`;
  session.terminal.say([`${predictions.length} boxes, ${where}.`, ...problemsText(problems)].join('\n'));
  return { boxes: predictions.length, problems, ...(out !== undefined && { out }) };
}

export function addPredict(program: Command): void {
  program
    .command('predict')
    .description('find a box in each image of the project, or of another folder')
    .addOption(projectOption())
    .option(
      '--images <folder>',
      'new images; a sub-folder named like a class gives the class, else the top-1 class counts',
    )
    .option('--out <file>', 'write the boxes to this JSON file (COCO instances with scores)')
    .action((options: PredictOptions) =>
      runCommand(options, async (session) => {
        using project = Project.open(options.project);
        const { images, out } = options;
        return images === undefined
          ? predictOwn(project, options, session)
          : predictNew(project, images, out, session);
      }),
    );
}
