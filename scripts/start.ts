/**
 * `npm start`: opens Boxwright's window. `npm start -- FOLDER` opens a project folder, or makes one of a folder of images.
 */
import { resolve } from 'node:path';
import { launch } from './setup/launch.mjs';
import { build, isBuilt, root } from './window/build.ts';
import {
  describeElectron,
  foundElectron,
  hasDisplay,
  isRoot,
  sandboxArguments,
  sandboxRemedy,
} from './window/electron.ts';

const electron = foundElectron();
const remedy = sandboxRemedy(electron);
if (!hasDisplay()) {
  fail(
    'There is no display for a window (DISPLAY is empty). For one that nobody sees:\nxvfb-run -a npm start',
  );
} else if (remedy) {
  fail(`This system lets Electron make no sandbox. Once, as root:\n${remedy}\nThen npm start again.`);
} else if (isBuilt(root) || buildAloud()) {
  if (isRoot()) console.error('Running as root, so without the sandbox of Chromium.');
  const folders = process.argv.slice(2).map((path) => resolve(path));
  process.exitCode = await launch(electron.path, [root, ...sandboxArguments(), ...folders], {
    cwd: process.cwd(),
    // An Electron that is older than the native modules need runs library and engine in this Node.
    env: { ...process.env, BOXWRIGHT_NODE: process.execPath },
  });
}

function buildAloud(): boolean {
  const started = Date.now();
  console.error(`${describeElectron(electron)}. Building the window ...`);
  const built = build();
  if (built) console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  else fail('The window could not be built; what is wrong stands above.');
  return built;
}

function fail(words: string): void {
  console.error(words);
  process.exitCode = 1;
}
