/** Where the shell finds what it starts, and where it keeps things; read once, at the start. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export interface Places {
  version: string;
  /** Of the app: where its package.json lies. */
  root: string;
  libraryEntry: string;
  engineEntry: string;
  preload: string;
  renderer: string;
  /** A Node 24; needed only where the Electron at hand is too old (see processes.ts). */
  node: string;
  sampleFolder: string;
  icon: string;
}

export interface Installation {
  /** Absolute path of the folder of the built shell, out/main. */
  built: string;
  isPackaged: boolean;
  /** Of a packaged app. */
  resources: string;
  env: NodeJS.ProcessEnv;
}

const packageSchema = z.object({ version: z.string() });

/** @throws Error when package.json is not where the build puts it. */
export function findPlaces({ built, isPackaged, resources, env }: Installation): Places {
  const root = resolve(built, '..', '..');
  const ownResources = isPackaged ? resources : join(root, 'resources');
  return {
    version: packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version,
    root,
    libraryEntry: join(built, 'libraryProcess.js'),
    engineEntry: join(built, 'engineProcess.js'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    renderer: join(root, 'out', 'renderer'),
    node: env['BOXWRIGHT_NODE'] ?? findNode(isPackaged ? join(resources, 'node') : packagedNode(root)),
    sampleFolder: join(ownResources, 'sample'),
    icon: join(ownResources, 'icons', '512x512.png'),
  };
}

/** The folder of the npm package that holds Node 24 for this system. */
function packagedNode(root: string): string {
  return join(root, 'node_modules', `node-${process.platform}-${process.arch}`);
}

function findNode(folder: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const inBin = join(folder, 'bin', name);
  return existsSync(inBin) ? inBin : join(folder, name);
}
