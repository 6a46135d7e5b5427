/**
 * Loaded into a command before it starts (`node --import`) by tests that interrupt it. It sends the process a signal
 * at an exact moment, before or after the n-th of these: a file whose path ends so is renamed into its place, which is
 * how every file that is kept is finished; or something that holds these words is written to stderr.
 *
 *     BOXWRIGHT_TEST_SIGNAL='SIGKILL after 3 .features'
 *     BOXWRIGHT_TEST_SIGNAL='SIGINT before 1 Find boxes: 16 of'
 */
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { env, kill, pid, stderr } from 'node:process';

const [signal = '', when = '', count = '', ...words] = (env['BOXWRIGHT_TEST_SIGNAL'] ?? '').split(' ');
const sought = words.join(' ');
const { renameSync } = fs;
const { rename } = fsPromises;
const write = stderr.write.bind(stderr);
let met = 0;

/** Does it, and sends the signal if it is the one that was meant. */
function around<T>(isSought: boolean, doIt: () => T): T {
  if (isSought) met += 1;
  const isTheMoment = isSought && met === Number(count);
  if (isTheMoment && when === 'before') kill(pid, signal);
  const result = doIt();
  if (isTheMoment && when === 'after') kill(pid, signal);
  return result;
}

fs.renameSync = (from, to) => {
  around(String(to).endsWith(sought), () => renameSync(from, to));
};
fsPromises.rename = (from, to) => around(String(to).endsWith(sought), () => rename(from, to));
stderr.write = (text: string) => around(text.includes(sought), () => write(text));

syncBuiltinESMExports();
