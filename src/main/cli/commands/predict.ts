import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProblemRecord } from '../../../shared/domain.ts';
import type { ObjectChoice } from '../../../shared/objects.ts';
import type { Box } from '../../../shared/geometry.ts';
import { localEngine } from '../../engine/engine.ts';
import { Project } from '../../library/project.ts';
import { modelOf } from '../../workflow/modelOf.ts';
import { predictProject } from '../../workflow/predictProject.ts';
import { objectsOption, projectOption } from '../options.ts';
import { runCommand, stopped } from '../runCommand.ts';
import { engineTalk, stages, type CommandIo } from '../commandIo.ts';
import { requireWritableFile } from '../targets.ts';
import { predictText } from '../texts.ts';
import type { NamedPrediction } from '../workflow/cocoResults.ts';

interface PredictOptions {
  project: string;
  images?: string;
  out?: string;
  objects?: ObjectChoice;
  json?: boolean;
}

type Boxed = NamedPrediction & { boxes: Box[] };

interface Predicted {
  predictions: NamedPrediction[];
  classes: string[];
  problems: ProblemRecord[];
  untrained?: number;
}

const EXAMPLES = `
Examples:
  boxwright predict --project birds
  boxwright predict --project birds --images new-photos --out results.json`;

async function predictOwn(project: Project, io: CommandIo): Promise<Predicted> {
  const engine = localEngine();
  const { context } = engineTalk(io, io.terminal.follow([stages.features, stages.predict]));
  const predictions: NamedPrediction[] = [];
  const found = await predictProject(project, engine, context, (batch) => predictions.push(...batch));
  return { ...found, predictions, classes: (await modelOf(project, engine)).classes };
}

async function predictNew(project: Project, folder: string, io: CommandIo): Promise<Predicted> {
  const { predictFolder } = await import('../workflow/predictFolder.ts');
  return predictFolder(project, folder, io, io.terminal.follow([stages.predict]));
}

/** With all boxes of images that may hold several objects. */
async function withBoxes(project: Project, predictions: NamedPrediction[]): Promise<Boxed[]> {
  const { classIds } = await modelOf(project, localEngine());
  return predictions.map(({ image, prediction }) => {
    const classId = classIds[prediction.classIndex] ?? -1;
    return { image, prediction, boxes: project.objects.boxesIn(prediction, classId, image) };
  });
}

async function predict(options: PredictOptions, io: CommandIo): Promise<object> {
  const out = options.out === undefined ? undefined : resolve(options.out);
  if (out !== undefined) requireWritableFile(out);
  using project = Project.open(options.project);
  const { images, objects } = options;
  if (objects) project.objects.apply(objects);
  const { classes, problems, untrained, ...found } = await (images === undefined
    ? predictOwn(project, io)
    : predictNew(project, images, io));
  const predictions = await withBoxes(project, found.predictions);
  if (out !== undefined) {
    const { cocoResults, writeCocoResults } = await import('../workflow/cocoResults.ts');
    writeCocoResults(out, cocoResults(predictions, classes));
  }
  const kept = images === undefined ? { project: project.folder } : {};
  const outcome = {
    ...kept,
    ...(out !== undefined && { out }),
    boxes: predictions.reduce((sum, { boxes }) => sum + boxes.length, 0),
    ...(untrained !== undefined && { untrained }),
    problems,
  };
  io.terminal.say(predictText(outcome));
  return outcome;
}

export function addPredict(program: Command): void {
  program
    .command('predict')
    .description('find a box in each image of the project, or of another folder')
    .addOption(projectOption())
    .option(
      '--images <folder>',
      'new images; a sub-folder named like a class gives the class, else the top-1 class counts (default: the project’s own images, whose boxes are kept in the project)',
    )
    .addOption(objectsOption())
    .option(
      '--out <file>',
      'write the boxes to this JSON file, COCO instances with scores (default: no file)',
    )
    .addHelpText('after', EXAMPLES)
    .action((options: PredictOptions) =>
      runCommand(
        options,
        (io) => predict(options, io),
        options.images === undefined ? stopped.goesOn : stopped.startsAgain,
      ),
    );
}
