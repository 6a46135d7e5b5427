/** The commands of `boxwright`. */
import { Command, type CommanderError } from 'commander';
import { addConfidence } from './commands/confidence.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addLabel } from './commands/label.ts';
import { addLearn } from './commands/learn.ts';
import { addPredict } from './commands/predict.ts';
import { addStatus } from './commands/status.ts';
import { addTrain } from './commands/train.ts';
import { version } from './version.ts';

const HINT = 'boxwright --help and boxwright COMMAND --help tell more.';

const NOTES = `
Examples:
  boxwright label photos --out boxes
  boxwright import photos --project birds
  boxwright train --project birds
  boxwright predict --project birds
  boxwright export --project birds --format coco --out birds-coco

Exit codes: 0 done, 1 failed or stopped, 2 wrong usage.`;

/** @param json whether the caller wants nothing but one JSON object: messages on wrong usage are then its own. */
export function makeProgram(json = false): Command {
  const program = new Command('boxwright')
    .description(
      'Bounding boxes for folders of labeled images, found by a network trained on them, on this machine.',
    )
    .version(version)
    .showHelpAfterError(`(${HINT})`)
    .addHelpText('after', NOTES)
    .exitOverride();
  if (json) program.configureOutput({ writeErr: () => undefined });
  for (const add of [
    addLabel,
    addImport,
    addTrain,
    addPredict,
    addLearn,
    addExport,
    addEvaluate,
    addConfidence,
    addStatus,
  ])
    add(program);
  for (const command of program.commands) {
    command.option('--json', 'print one JSON object on stdout; progress stays on stderr');
  }
  return program;
}

/** Wrong usage as the object of --json. */
export function usageFailure({ message }: CommanderError): { ok: false; code: 'usage'; message: string } {
  return { ok: false, code: 'usage', message: `${message.replace(/^error: /, '')} (${HINT})` };
}
