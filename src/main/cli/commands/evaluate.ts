import type { Command } from 'commander';
import type { Combination } from '../../../shared/domain.ts';
import { Project } from '../../library/project.ts';
import { combinationOption, projectOption, thetaOption } from '../options.ts';
import { runCommand, stopped } from '../runCommand.ts';
import { stages, type CommandIo } from '../commandIo.ts';
import { evaluationText } from '../texts.ts';

interface EvaluateOptions {
  project: string;
  truth: string;
  images?: string;
  theta?: number;
  combination?: Combination;
  refine: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  boxwright evaluate --project birds --truth truth.json
  boxwright evaluate --project birds --truth test/truth.json --images test --combination plain`;

async function evaluateProject(options: EvaluateOptions, io: CommandIo): Promise<object> {
  const { evaluate } = await import('../workflow/evaluate.ts');
  using project = Project.open(options.project);
  const { truth: truthFile, images, theta, combination, refine } = options;
  const rule = { ...(theta !== undefined && { theta }), ...(combination && { combination }) };
  const request = { truthFile, rule, refine, ...(images !== undefined && { images }) };
  const plan = images === undefined ? [stages.features, stages.predict] : [stages.predict];
  const evaluation = await evaluate(project, request, io, io.terminal.follow(plan));
  io.terminal.say(evaluationText(evaluation));
  return evaluation;
}

export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('score the model against truth boxes, beside baselines that look at no image')
    .addOption(projectOption())
    .requiredOption('--truth <file>', 'truth boxes: COCO instances (JSON)')
    .option(
      '--images <folder>',
      'the images that the truth is of (default: those of the project that it names)',
    )
    .addOption(thetaOption())
    .addOption(combinationOption())
    .option('--no-refine', 'score the boxes of CI-CAM alone')
    .addHelpText('after', EXAMPLES)
    .action((options: EvaluateOptions) =>
      runCommand(options, (io) => evaluateProject(options, io), stopped.startsAgain),
    );
}
