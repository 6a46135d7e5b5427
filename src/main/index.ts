/**
 * Boxwright's shell: what Electron runs first. It opens the window and starts the library and the engine, which are
 * processes of their own; docs/shell.md tells how they fit together.
 */
import { isFirst, prepareApp, whenReady } from './shell/prepareApp.ts';
import { startShell } from './shell/shell.ts';

const places = prepareApp(import.meta.dirname);
// Not awaited: Electron gets ready only after this file has come to its end.
if (isFirst()) void whenReady().then(() => startShell(places));
