/**
 * Called by electron-builder on every app that it has put together, before it is packed: adds what must not be taken
 * from node_modules as it lies there.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the native binding was linked with. There it is links into the cache, under several names each. */
const LIBRARIES =
  /^(libtensorflow_cc\.so\.2|libtensorflow_framework\.so\.2|libtensorflow.*\.dylib|tensorflow\.dll)$/;
const LIBRARY_FOLDER = join('node_modules', '@tensorflow', 'tfjs-node-gpu', 'deps', 'lib');
/** The first Electron whose own Node runs library and engine (src/main/shell/processes.ts). */
const ELECTRON_WITH_NODE = 35;

/** @param {import('electron-builder').AfterPackContext} context */
export default function packRuntime(context) {
  const { packager } = context;
  const resources = packager.getResourcesDir(context.appOutDir);
  // Of use only to an Electron without an app of its own.
  rmSync(join(resources, 'default_app.asar'), { force: true });
  rmSync(join(context.appOutDir, 'unpacked.json'), { force: true });
  packTensorflow(packager.projectDir, join(resources, 'app'));
  if (parseInt(packager.config.electronVersion ?? '', 10) < ELECTRON_WITH_NODE)
    packNode(join(resources, 'node'));
}

/** @param {string} project @param {string} app */
function packTensorflow(project, app) {
  const from = join(project, LIBRARY_FOLDER);
  const to = join(app, LIBRARY_FOLDER);
  const names = existsSync(from) ? readdirSync(from).filter((name) => LIBRARIES.test(name)) : [];
  if (names.length === 0) throw new Error(`There is no TensorFlow in ${from}: run npm run setup.`);
  mkdirSync(to, { recursive: true });
  for (const name of names) copyFileSync(realpathSync(join(from, name)), join(to, name));
}

/** The Node that runs this, which set-up chose. @param {string} folder */
function packNode(folder) {
  mkdirSync(folder, { recursive: true });
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  copyFileSync(process.execPath, join(folder, name));
}
