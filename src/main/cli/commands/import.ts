import type { Command } from 'commander';
import { Project } from '../../library/project.ts';
import { projectOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages } from '../commandIo.ts';
import { importText } from '../texts.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'add the images of a folder of class folders to a project, which is made when it is not there',
    )
    .argument('<images>', 'a folder with a sub-folder of images for each class')
    .addOption(projectOption())
    .addHelpText('after', '\nExample:\n  boxwright import photos --project birds')
    .action((images: string, options: { project: string; json?: boolean }) =>
      runCommand(options, async ({ terminal, signal }) => {
        using project = Project.open(options.project, { create: true });
        const onProgress = terminal.follow([stages.find, stages.read]);
        const summary = await project.importFolder(images, { signal, onProgress });
        terminal.say(importText(summary));
        return { project: project.folder, ...summary };
      }),
    );
}
