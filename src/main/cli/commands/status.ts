import type { Command } from 'commander';
import { reviewStates } from '../../../shared/domain.ts';
import { Project } from '../../library/project.ts';
import { projectOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { statusText } from '../texts.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what is in a project: classes, images, runs, boxes, problems')
    .addOption(projectOption())
    .addHelpText('after', '\nExample:\n  boxwright status --project birds')
    .action((options: { project: string; json?: boolean }) =>
      runCommand(options, ({ terminal }) => {
        using project = Project.open(options.project, { readOnly: true });
        const boxes = Object.fromEntries(
          reviewStates.map((review) => [review, project.boxes({ review }).length]),
        ) as Record<(typeof reviewStates)[number], number>;
        const status = {
          project: project.folder,
          classes: project.classes(),
          images: project.imageCount(),
          boxes,
          runs: project.runs(),
          problems: project.problems(),
        };
        terminal.say(statusText(status));
        return status;
      }),
    );
}
