import type { Command } from 'commander';
import { localEngine } from '../../engine/engine.ts';
import { Project } from '../../library/project.ts';
import { learnProject } from '../../workflow/learnProject.ts';
import { engineTalk, stages } from '../commandIo.ts';
import { learnText } from '../learnText.ts';
import { projectOption } from '../options.ts';
import { runCommand, stopped } from '../runCommand.ts';

export function addLearn(program: Command): void {
  program
    .command('learn')
    .description(
      'learn from the boxes that were reviewed one by one, and draw those anew that nobody has looked at',
    )
    .addOption(projectOption())
    .option('--undo', 'take back what was learned last: the boxes are as they were before (default: learn)')
    .addHelpText('after', '\nExample:\n  boxwright learn --project birds')
    .action((options: { project: string; undo?: boolean; json?: boolean }) =>
      runCommand(
        options,
        async (io) => {
          using project = Project.open(options.project);
          const { folder } = project;
          if (options.undo) {
            project.theta.rederive(project.learning.takeBack());
            io.terminal.say('What was learned last is taken back.');
            return { project: folder, takenBack: true };
          }
          const { context } = engineTalk(io, io.terminal.follow([stages.learn, stages.predict]));
          const { changes, ...outcome } = await learnProject(project, localEngine(), context);
          const { most: _, ...counts } = changes;
          io.terminal.say(learnText({ ...outcome, changes }));
          return { project: folder, ...outcome, changes: counts };
        },
        stopped.startsAgain,
      ),
    );
}
