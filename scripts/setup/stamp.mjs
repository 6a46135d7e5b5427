/**
 * What has been set up in this checkout. The file lies in node_modules, so whatever removes the packages removes
 * the claim that they are there.
 */
import { join } from 'node:path';
import { readJson, writeJson } from './files.mjs';

/**
 * @typedef {object} Runtime
 * @property {'named' | 'cached' | 'own'} source
 * @property {string} id Changes whenever a binding built against it has to be built anew.
 * @property {string} library
 * @property {string} framework
 * @property {string} include
 *
 * @typedef {object} Electron
 * @property {'named' | 'own' | 'stand-in'} source
 * @property {string} version Such as 33.2.1.
 * @property {string} path The executable.
 * @property {string} key Changes whenever it has to be looked for again.
 *
 * @typedef {object} Stamp
 * @property {string} [packages]
 * @property {string} [node] The Node that runs Boxwright.
 * @property {string} [nodeVersion]
 * @property {Runtime} [runtime]
 * @property {string | undefined} [namedRuntime] The folder that the person named for it, if any.
 * @property {string} [binding]
 * @property {string | undefined} [check]
 * @property {Electron} [electron]
 * @property {string | undefined} [namedElectron] The executable that the person named for it, if any.
 * @property {string} [windowSystem] The executable for which the system was found to have all that it needs.
 *
 * @typedef {import('./context.mjs').Context} Context
 */

/** @param {Context} context */
export function stampPath(context) {
  return join(context.root, 'node_modules', '.boxwright', 'setup.json');
}

/** @param {Context} context @returns {Stamp} */
export function readStamp(context) {
  return readJson(stampPath(context)) ?? {};
}

/** @param {Context} context @param {Stamp} news @returns {Stamp} */
export function addToStamp(context, news) {
  const stamp = { ...readStamp(context), ...news };
  writeJson(stampPath(context), stamp);
  return stamp;
}
