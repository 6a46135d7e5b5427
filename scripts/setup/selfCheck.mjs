import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines } from './command.mjs';
import { shortHash } from './context.mjs';
import { quietEnvironment } from './launch.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */

export const selfCheck = {
  title: 'self-check',
  hint: 'TensorFlow multiplies two matrices in Node',

  /** @param {Context} _context @param {Stamp} stamp */
  done: (_context, stamp) => stamp.check === checkKey(stamp),

  /** @param {Context} context @param {Stamp} stamp @returns {Promise<Stamp>} */
  async run(context, stamp) {
    if (!stamp.node) throw new Error('The self-check comes last.');
    const program = fileURLToPath(new URL('multiply.cjs', import.meta.url));
    const result = await context.run(stamp.node, [program], { env: quietEnvironment(context.env) });
    if (result.code === 0) return { check: checkKey(stamp) };
    throw new SetupProblem('TensorFlow was set up but does not work here.', {
      why: result.signal
        ? `It ended with ${result.signal}.\n${lastLines(result.output)}`
        : lastLines(result.output),
      remedy: remedyFor(context, result),
    });
  },
};

/** @param {Stamp} stamp */
function checkKey({ binding, node, nodeVersion }) {
  return shortHash([binding, node, nodeVersion]);
}

/** @param {Context} context @param {import('./command.mjs').CommandResult} result */
function remedyFor(context, result) {
  if (result.signal === 'SIGILL') {
    return 'This processor lacks AVX, which every published TensorFlow needs: use another machine, or name a TensorFlow built for it:\nexport BOXWRIGHT_TENSORFLOW=/path/to/tensorflow';
  }
  if (/GLIBC(XX)?_/.test(result.output)) {
    return 'This system is older than TensorFlow supports (glibc 2.27 of 2018): use a newer one, or name a TensorFlow built for it:\nexport BOXWRIGHT_TENSORFLOW=/path/to/tensorflow';
  }
  const stamps = join(context.root, 'node_modules', '.boxwright');
  return `Fetch and build it anew:\nrm -rf "${context.cache}" "${stamps}"`;
}
