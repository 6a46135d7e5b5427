/**
 * `npm run setup`: fetches and builds whatever is missing before Boxwright can run.
 * `npm run setup -- --no-window`: for the command line alone, without Electron.
 */
import { makeContext } from './setup/context.mjs';
import { commandSteps, setUp, windowSteps } from './setup/setUp.mjs';

const context = makeContext();
const started = Date.now();
const window = !process.argv.includes('--no-window');
const stamp = await setUp(context, window ? windowSteps : commandSteps);
if (!stamp) process.exit(1);
const parts = [`Node ${stamp.nodeVersion?.slice(1)}`, `TensorFlow from ${stamp.runtime?.library}`];
if (window) parts.push(`Electron ${stamp.electron?.version} (${stamp.electron?.path})`);
context.say(`Ready: ${parts.join(', ')} (${Date.now() - started} ms).`);
