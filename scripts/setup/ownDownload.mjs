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
  const { output } = await context.run('npm', ['run', 'install', '--ignore-scripts=false'], {
    cwd: home,
    env: context.env,
    visible: true,
  });
  return { runtime: findRuntime(join(home, 'deps'), 'own'), why: lastLines(output, 6) };
}
