/** The `boxwright` command. */
import { CommanderError } from 'commander';
import { makeProgram } from './cli/program.ts';

// Piping into `head` closes stdout early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await makeProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; --help and --version come this way too, with code 0.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
