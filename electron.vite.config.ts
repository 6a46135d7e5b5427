/**
 * How the window is built: `electron-vite build` writes out/. The command line needs none of it.
 *
 *   out/main       the shell (index.js), and the programs of the two processes that it starts and of their threads
 *   out/preload    index.cjs, one file: a sandboxed preload script can load no other
 *   out/renderer   what the window shows
 */
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      // The Node in the oldest Electron that runs the shell; library and engine run in a newer one.
      target: 'node20.18',
      // The packages of `dependencies` stay outside: some are native, and all of them are shipped.
      externalizeDeps: { exclude: ['zod'] },
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          libraryProcess: at('src/main/service/libraryProcess.ts'),
          engineProcess: at('src/main/engine/engineProcess.ts'),
          // The program of the engine's threads, which it finds by this name.
          grabCutWorker: at('src/main/engine/refinement/grabCut/grabCutWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      // The content policy allows no data: in scripts and styles.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html') },
        // Components are compiled one after the other; that this takes the most time is no news.
        checks: { bundlerTimings: false },
      },
    },
  },
});
