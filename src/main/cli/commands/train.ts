import type { Command } from 'commander';
import type { RecipeName } from '../../../shared/domain.ts';
import { localEngine } from '../../engine/engine.ts';
import { Project } from '../../library/project.ts';
import { trainProject } from '../../workflow/trainProject.ts';
import { noRefineOption, projectOption, recipeOption, seedOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { engineTalk, stages } from '../commandIo.ts';
import { trainText } from '../texts.ts';

interface TrainOptions {
  project: string;
  recipe: RecipeName;
  seed: number;
  refine: boolean;
  json?: boolean;
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description(
      'train CI-CAM on the project and learn to refine its boxes; interrupted, the same command goes on where it was',
    )
    .addOption(projectOption())
    .addOption(recipeOption())
    .addOption(seedOption())
    .addOption(noRefineOption())
    .addHelpText('after', '\nExample:\n  boxwright train --project birds --seed 2')
    .action((options: TrainOptions) =>
      runCommand(options, async (io) => {
        using project = Project.open(options.project);
        const { features, train, refine } = stages;
        const plan = [features, train, ...(options.refine ? [refine] : [])];
        const { context } = engineTalk(io, io.terminal.follow(plan));
        const outcome = await trainProject(project, localEngine(), options, context);
        io.terminal.say(trainText(outcome));
        return outcome;
      }),
    );
}
