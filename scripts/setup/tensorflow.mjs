/**
 * The TensorFlow runtime, from the first of: the folder that the person names, the cache, the pinned wheel, and
 * what tfjs-node-gpu downloads by itself.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { downloadOwn } from './ownDownload.mjs';
import { SetupProblem } from './problem.mjs';
import { findRuntime } from './runtimeLayout.mjs';
import { cachedRuntime, fetchWheel } from './wheel.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */
/** @typedef {import('./stamp.mjs').Runtime} Runtime */

export const tensorflow = {
  title: 'TensorFlow runtime',
  hint: 'a download of 274 MB, unless it is there',

  /**
   * A folder named once stays in use until another is named, so that it need not be named for every command.
   *
   * @param {Context} context @param {Stamp} stamp
   */
  done: ({ env }, { runtime, namedRuntime }) =>
    runtime !== undefined &&
    (!env.BOXWRIGHT_TENSORFLOW || resolve(env.BOXWRIGHT_TENSORFLOW) === namedRuntime) &&
    [runtime.library, runtime.framework, runtime.include].every((path) => existsSync(path)),

  /** @param {Context} context @returns {Promise<Stamp>} */
  async run(context) {
    const named = context.env.BOXWRIGHT_TENSORFLOW;
    if (named) return { runtime: namedRuntime(named), namedRuntime: resolve(named) };
    return { runtime: cachedRuntime(context) ?? (await fetchRuntime(context)), namedRuntime: undefined };
  },
};

/** @param {string} folder @returns {Runtime} */
function namedRuntime(folder) {
  const runtime = findRuntime(resolve(folder), 'named');
  if (runtime) return runtime;
  throw new SetupProblem(`There is no TensorFlow in ${resolve(folder)}, which BOXWRIGHT_TENSORFLOW names.`, {
    why: 'It should hold include/tensorflow/c/c_api.h, and libtensorflow_cc.so.2 or lib/libtensorflow.so.2 with the framework library beside it.',
    remedy: 'Name such a folder, or let Boxwright fetch its own:\nunset BOXWRIGHT_TENSORFLOW',
  });
}

/** @param {Context} context @returns {Promise<Runtime>} */
async function fetchRuntime(context) {
  try {
    return await fetchWheel(context);
  } catch (problem) {
    // Nobody vouches for the other download: a full disk or a file that was tampered with does not lead to it.
    if (!(problem instanceof SetupProblem) || problem.final) throw problem;
    context.say(`      ${problem.message} Trying the download of tfjs-node-gpu instead.`);
    const own = await downloadOwn(context);
    if (own.runtime) return own.runtime;
    // The wheel is the way that is tested: its remedy is the one to give.
    throw new SetupProblem(problem.message, {
      why: [problem.why, `tfjs-node-gpu's own download failed too:\n${own.why}`].filter(Boolean).join('\n'),
      remedy: problem.remedy,
    });
  }
}
