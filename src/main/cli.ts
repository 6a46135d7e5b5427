/** The `boxwright` command. */
import { CommanderError } from 'commander';
import { makeProgram, usageFailure } from './cli/program.ts';
import { Terminal } from './cli/terminal.ts';

// Piping into `head` closes stdout early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const json = process.argv.includes('--json');
try {
  await makeProgram(json).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; --help and --version come this way too, with code 0.
  if (error.exitCode !== 0) {
    new Terminal(json).sayJson(usageFailure(error));
    process.exitCode = 2;
  }
}
