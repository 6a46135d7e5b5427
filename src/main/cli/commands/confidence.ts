import type { Command } from 'commander';
import { Project } from '../../library/project.ts';
import { confidenceText } from '../confidenceText.ts';
import { projectOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';

export function addConfidence(program: Command): void {
  program
    .command('confidence')
    .description('what the reviewed boxes say of the others: how many of these are right, how sure that is')
    .addOption(projectOption())
    .addHelpText('after', '\nExample:\n  boxwright confidence --project birds')
    .action((options: { project: string; json?: boolean }) =>
      runCommand(options, ({ terminal }) => {
        using project = Project.open(options.project, { readOnly: true });
        const found = { project: project.folder, ...project.confidence.calibration() };
        terminal.say(confidenceText(found));
        return found;
      }),
    );
}
