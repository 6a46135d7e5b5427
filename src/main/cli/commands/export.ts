import type { Command } from 'commander';
import { exportProject } from '../../library/export/exportProject.ts';
import { Project } from '../../library/project.ts';
import { formatsOption, projectOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages } from '../session.ts';
import { exportText } from '../texts.ts';

interface ExportCommandOptions {
  project: string;
  format: string[];
  out: string;
  json?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write images and boxes for other programs to read')
    .addOption(projectOption())
    .addOption(formatsOption().makeOptionMandatory())
    .requiredOption('--out <folder>', 'the folder to make; an earlier export there is replaced')
    .action((options: ExportCommandOptions) =>
      runCommand(options, async ({ terminal, signal }) => {
        using project = Project.open(options.project);
        const follow = terminal.follow([stages.export]);
        const summary = await exportProject(project, {
          formats: options.format,
          out: options.out,
          signal,
          onProgress: ({ done, total }) => {
            follow({ stage: stages.export.name, done, total });
          },
        });
        terminal.say(exportText(summary));
        return summary;
      }),
    );
}
