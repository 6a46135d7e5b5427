/** The set-up as a whole: steps in order, each done once. */
import { binding } from './binding.mjs';
import { electron } from './electron.mjs';
import { withLock } from './lock.mjs';
import { node24 } from './node24.mjs';
import { packages } from './packages.mjs';
import { describeProblem, SetupProblem } from './problem.mjs';
import { selfCheck } from './selfCheck.mjs';
import { addToStamp, readStamp } from './stamp.mjs';
import { tensorflow } from './tensorflow.mjs';
import { windowSystem } from './windowSystem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string} hint
 * @property {(context: Context, stamp: Stamp) => boolean} done Cheap: it runs at every start of Boxwright.
 * @property {(context: Context, stamp: Stamp) => Promise<Stamp>} run Resolves to what it adds to the stamp.
 */

/** Whatever the command line needs. @type {Step[]} */
export const commandSteps = [packages, node24, tensorflow, binding, selfCheck];

/** The window needs more. @type {Step[]} */
export const windowSteps = [...commandSteps, electron, windowSystem];

/** @param {Context} context @param {Step[]} steps @param {Stamp} stamp */
function isReady(context, steps, stamp) {
  return steps.every((step) => step.done(context, stamp));
}

/**
 * Does what is not done yet and resolves to the stamp, or to null after having said what went wrong.
 *
 * @param {Context} context
 * @param {Step[]} [steps]
 * @returns {Promise<Stamp | null>}
 */
export async function setUp(context, steps = commandSteps) {
  const stamp = readStamp(context);
  if (isReady(context, steps, stamp)) return stamp;
  return withLock(context, async (locked) => {
    if (isReady(locked, steps, readStamp(locked))) return readStamp(locked);
    const started = Date.now();
    context.say('Setting up Boxwright (once; it can be stopped and goes on where it was).');
    for (const [index, step] of steps.entries()) {
      if (!(await takeStep(locked, step, `${index + 1} of ${steps.length}`))) return null;
    }
    context.say(`Boxwright is set up (${seconds(started)}).`);
    return readStamp(context);
  });
}

/** @param {Context} context @param {Step} step @param {string} place Such as 2 of 5. */
async function takeStep(context, step, place) {
  const label = `[${place}] ${step.title}`;
  const stamp = readStamp(context);
  if (step.done(context, stamp)) {
    context.say(`${label}: there already`);
    return true;
  }
  context.say(`${label}: ${step.hint} ...`);
  const started = Date.now();
  const stopTicking = tick(context, started);
  try {
    addToStamp(context, await step.run(context, stamp));
    context.say(`${label}: done in ${seconds(started)}`);
    return true;
  } catch (error) {
    context.say(describeProblem(asProblem(error), `step ${place}, ${step.title}`));
    return false;
  } finally {
    stopTicking();
  }
}

/** Without a terminal nobody sees npm's or pip's own progress. @param {Context} context @param {number} started */
function tick(context, started) {
  if (process.stderr.isTTY) return () => undefined;
  const timer = setInterval(() => context.say(`      still at it (${seconds(started)})`), 15_000);
  return () => clearInterval(timer);
}

/** @param {unknown} error */
function asProblem(error) {
  if (error instanceof SetupProblem) return error;
  const words = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return new SetupProblem('The disk is full.', { why: words, remedy: 'Free some space on it.' });
  }
  return new SetupProblem('Something unexpected went wrong.', {
    why: words,
    remedy: 'If a file or folder is named above, make sure that it is yours and writable.',
  });
}

/** @param {number} started */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
