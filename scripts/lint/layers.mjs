/**
 * The layers of src/ and what each may import. A file belongs to the longest folder (or file) here that holds it.
 *
 * @type {Record<string, string[]>}
 */
export const layers = {
  'src/shared': [],
  'src/preload': ['src/shared'],
  'src/renderer': ['src/renderer/pages', 'src/renderer/components', 'src/renderer/state', 'src/shared'],
  'src/renderer/pages': ['src/renderer/components', 'src/renderer/state', 'src/shared'],
  'src/renderer/components': ['src/shared'],
  'src/renderer/state': ['src/shared'],
  'src/main/index.ts': ['src/main/shell', 'src/shared'],
  // The shell starts library and engine by path, as processes of their own.
  'src/main/shell': ['src/shared'],
  // The line to the shell, whether the process is a utility process of Electron or a fork of Node.
  'src/main/processPort.ts': ['src/shared'],
  'src/main/library': ['src/main/imaging', 'src/shared'],
  'src/main/engine': ['src/main/processPort.ts', 'src/main/imaging', 'src/shared'],
  'src/main/imaging': ['src/shared'],
  'src/main/workflow': ['src/main/library', 'src/shared'],
  // The library process; the engine is another one.
  'src/main/service': [
    'src/main/processPort.ts',
    'src/main/workflow',
    'src/main/library',
    'src/main/imaging',
    'src/shared',
  ],
  'src/main/cli': [
    'src/main/workflow',
    'src/main/library',
    'src/main/engine',
    'src/main/imaging',
    'src/shared',
  ],
  'src/main/cli.ts': [
    'src/main/cli',
    'src/main/workflow',
    'src/main/library',
    'src/main/engine',
    'src/main/imaging',
    'src/shared',
  ],
  'src/testing': ['src/main/imaging', 'src/shared'],
};

/** Helpers for tests, which only tests may import, and tests of every layer may. */
export const TESTING = 'src/testing';

/**
 * Packages that are one layer's own business. Tests may use them anywhere.
 *
 * @type {[RegExp, string[]][]}
 */
export const guardedPackages = [
  [/^@tensorflow\//, ['src/main/engine']],
  [/^better-sqlite3$/, ['src/main/library/store']],
  [/^sharp$/, ['src/main/imaging']],
  [/^electron(\/|$)/, ['src/main/shell', 'src/preload']],
];

/** Layers that may import only these, of all packages and of Node itself: what lives in the window has no Node. */
export const onlyPackages = {
  'src/shared': ['zod'],
  'src/preload': ['electron'],
  'src/renderer': ['svelte'],
  'src/renderer/pages': ['svelte'],
  'src/renderer/components': ['svelte'],
  'src/renderer/state': ['svelte'],
};
