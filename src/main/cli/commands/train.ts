import type { Command } from 'commander';
import type { RecipeName } from '../../../shared/domain.ts';
import { Project } from '../../library/project.ts';
import { projectOption, recipeOption, seedOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages } from '../commandIo.ts';
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
        // TensorFlow takes half a second to load: only the commands that need it wait for it.
        const { trainProject } = await import('../workflow/trainProject.ts');
        using project = Project.open(options.project);
        const onProgress = io.terminal.follow([stages.features, stages.train]);
        const outcome = await trainProject(project, options, io, onProgress);
        io.terminal.say(trainText(outcome));
        return outcome;
      }),
    );
}
