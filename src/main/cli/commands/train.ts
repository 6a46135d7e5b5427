import type { Command } from 'commander';
import type { RecipeName } from '../../../shared/domain.ts';
import { localEngine } from '../../engine/engine.ts';
import { Project } from '../../library/project.ts';
import { trainProject } from '../../workflow/trainProject.ts';
import { projectOption, recipeOption, seedOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { engineTalk, stages } from '../commandIo.ts';
import { trainText } from '../texts.ts';

interface TrainOptions {
  project: string;
  recipe: RecipeName;
  seed: number;
  json?: boolean;
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('train CI-CAM on the project; interrupted, the same command goes on where it was')
    .addOption(projectOption())
    .addOption(recipeOption())
    .addOption(seedOption())
    .addHelpText('after', '\nExample:\n  boxwright train --project birds --seed 2')
    .action((options: TrainOptions) =>
      runCommand(options, async (io) => {
        using project = Project.open(options.project);
        const { context } = engineTalk(io, io.terminal.follow([stages.features, stages.train]));
        const outcome = await trainProject(project, localEngine(), options, context);
        io.terminal.say(trainText(outcome));
        return outcome;
      }),
    );
}
