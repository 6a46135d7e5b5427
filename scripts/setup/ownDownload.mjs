import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './command.mjs';
import { findRuntime } from './runtimeLayout.mjs';

/** @typedef {import('./context.mjs').Context} Context */

/**
 * Lets tfjs-node-gpu fetch the C library by its own install script, which .npmrc keeps from running by itself. The
 * script goes on to its own build; only the library that it leaves behind matters here.
 *
 * @param {Context} context
 * @returns {Promise<{ runtime: import('./stamp.mjs').Runtime | null, why: string }>}
 */
export async function downloadOwn(context) {
  const home = join(context.root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  // A binding that was built against another library must not pass for the one that comes along.
  rmSync(join(home, 'lib'), { recursive: true, force: true });
  const { output } = await context.run('npm', ['run', 'install', '--ignore-scripts=false'], {
    cwd: home,
    env: context.env,
    visible: true,
  });
  return { runtime: findRuntime(join(home, 'deps'), 'own'), why: firstError(output) };
}

/** Node ends an uncaught error with a dump of its fields; the error itself stands above. @param {string} output */
function firstError(output) {
  return output.split('\n').find((line) => /\berror: /i.test(line)) ?? lastLines(output, 6);
}
