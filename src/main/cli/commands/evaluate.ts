import type { Command } from 'commander';
import type { Combination } from '../../../shared/domain.ts';
import { Project } from '../../library/project.ts';
import { combinationOption, projectOption, thetaOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages } from '../session.ts';
import { evaluationText } from '../texts.ts';

interface EvaluateOptions {
  project: string;
  truth: string;
  images?: string;
  theta?: number;
  combination?: Combination;
  json?: boolean;
}

export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('score the model against truth boxes, beside baselines that look at no image')
    .addOption(projectOption())
    .requiredOption('--truth <file>', 'truth boxes: COCO instances (JSON)')
    .option('--images <folder>', 'the images that the truth is of; the project’s own when left out')
    .addOption(thetaOption())
    .addOption(combinationOption())
    .action((options: EvaluateOptions) =>
      runCommand(options, async (session) => {
        const { evaluate } = await import('../workflow/evaluate.ts');
        using project = Project.open(options.project);
        const { truth: truthFile, images, theta, combination } = options;
        const rule = { ...(theta !== undefined && { theta }), ...(combination && { combination }) };
        const onProgress = session.terminal.follow([stages.predict]);
        const request = { truthFile, rule, ...(images !== undefined && { images }) };
        const evaluation = await evaluate(project, request, session, onProgress);
        session.terminal.say(evaluationText(evaluation));
        return evaluation;
      }),
    );
}
