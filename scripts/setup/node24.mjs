import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './command.mjs';
import { MINIMUM_NODE, nodePackages } from './pins.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */

export const node24 = {
  title: 'Node 24',
  hint: 'from the npm packages',

  /** @param {Context} _context @param {Stamp} stamp */
  done: (_context, stamp) => stamp.node !== undefined && existsSync(stamp.node),

  /** @param {Context} context @returns {Promise<Stamp>} */
  async run(context) {
    const machine = `${context.platform}-${context.arch}`;
    const packaged = nodePackages[machine];
    const candidates = [process.execPath];
    if (packaged) candidates.unshift(join(context.root, 'node_modules', packaged, 'bin', 'node'));
    const failures = [];
    for (const node of candidates) {
      const { code, output } = await context.run(node, ['--version'], { env: context.env });
      const nodeVersion = output.trim();
      if (code === 0 && isNewEnough(nodeVersion)) return { node, nodeVersion };
      failures.push(`${node}: ${code === 0 ? `is ${nodeVersion}` : lastLines(output, 3)}`);
    }
    throw new SetupProblem(`No Node of version ${MINIMUM_NODE.join('.')} or later runs here.`, {
      why: failures.join('\n'),
      remedy: packaged
        ? `Install the npm packages anew, with the optional ones:\ncd "${context.root}" && npm ci --include=optional`
        : `There is no Node in npm packages for ${machine}: install Node 24 yourself (your system's package manager, or the Node project's own installer) and make sure that "node --version" says so.`,
    });
  },
};

/** @param {string} version Such as v24.21.0. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM_NODE;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
