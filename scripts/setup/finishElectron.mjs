/**
 * node finishElectron.mjs FOLDER
 *
 * Makes an Electron that was taken out of another program fit to run the app of any folder: the fuses that the
 * program had blown are mended, and the app that Electron comes with (`electron FOLDER`) is put in.
 */
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node finishElectron.mjs FOLDER');

await flipFuses(join(folder, 'electron'), {
  version: FuseVersion.V1,
  // Its snapshot holds the other program's code and stays behind.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Playwright steers the app through Node's inspector.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
});
mkdirSync(join(folder, 'resources'), { recursive: true });
await createPackage(
  fileURLToPath(new URL('defaultApp', import.meta.url)),
  join(folder, 'resources', 'default_app.asar'),
);
