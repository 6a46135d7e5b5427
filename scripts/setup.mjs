/** `npm run setup`: fetches and builds whatever is missing before Boxwright can run. */
import { makeContext } from './setup/context.mjs';
import { setUp } from './setup/setUp.mjs';

const context = makeContext();
const started = Date.now();
const stamp = await setUp(context);
if (!stamp) process.exit(1);
context.say(
  `Ready: Node ${stamp.nodeVersion?.slice(1)}, TensorFlow from ${stamp.runtime?.library} (${Date.now() - started} ms).`,
);
