/**
 * `npm run dist`: packages the app for the system that this runs on, into dist/. The unpacked app comes first, and can
 * be started as it is; then the installers, whose tools electron-builder downloads: what cannot be had is said.
 *
 *   npm run dist -- --dir        the unpacked app alone
 */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build as pack, DIR_TARGET, Platform, type Configuration } from 'electron-builder';
import { debName, hasDpkgDeb, makeDeb } from './window/deb.ts';
import { build, root } from './window/build.ts';
import { describeElectron, foundElectron } from './window/electron.ts';

const installers: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['AppImage', 'deb'],
  win32: ['nsis'],
  darwin: ['dmg'],
};

const electron = foundElectron();
/** What electron-builder.yml cannot know: the Electron of this machine. */
const config: Configuration = {
  electronVersion: electron.version,
  // Its default app stays behind; everything else of the folder goes along.
  electronDist:
    process.platform === 'darwin' ? dirname(join(electron.path, '../../..')) : dirname(electron.path),
};
const dist = join(root, 'dist');

async function make(target: string, prepackaged?: string): Promise<void> {
  await pack({
    projectDir: root,
    targets: Platform.current().createTarget(target),
    config,
    publish: 'never',
    ...(prepackaged ? { prepackaged } : {}),
  });
}

function unpackedFolder(): string {
  const name = readdirSync(dist).find((entry) => entry.endsWith('-unpacked') || entry.startsWith('mac'));
  if (!name) throw new Error(`electron-builder left no app in ${dist}.`);
  return join(dist, name);
}

/** Megabytes (10^6 bytes) of a file, or of all files below a folder. */
function megabytes(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size / 1e6;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6;
}

function tell(path: string): void {
  console.log(`  ${path}  (${megabytes(path).toFixed(0)} MB)`);
}

/** What Electron needs, by the names of Debian 12 or 13; libraries that were renamed between them have two. */
const debDepends = [
  ...['libgtk-3-0', 'libatk-bridge2.0-0', 'libcups2', 'libasound2'].map((name) => `${name} | ${name}t64`),
  ...['libnss3', 'libgbm1', 'libxss1', 'libxtst6'],
];

function makeDebHere(unpacked: string): void {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
    description: string;
  };
  const size = megabytes(unpacked) * 1e6;
  const about = { version, description, depends: debDepends, arch: process.arch, size };
  makeDeb(about, unpacked, join(root, 'resources/icons'), join(dist, debName(about)));
}

/** @returns what went wrong, or null. */
async function makeInstaller(target: string, unpacked: string): Promise<string | null> {
  const before = new Set(readdirSync(dist));
  try {
    if (target === 'deb' && hasDpkgDeb()) makeDebHere(unpacked);
    else await make(target, unpacked);
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  }
  for (const name of readdirSync(dist)) {
    if (!before.has(name) && !/\.(ya?ml|blockmap)$/.test(name)) tell(join(dist, name));
  }
  return null;
}

if (!build()) process.exit(1);
rmSync(dist, { recursive: true, force: true });
console.log(`Packaging with ${describeElectron(electron)} ...`);
await make(DIR_TARGET);
const unpacked = unpackedFolder();
console.log('\nThe app, which runs as it lies there:');
tell(unpacked);
if (!process.argv.includes('--dir')) {
  console.log('\nInstallers:');
  for (const target of installers[process.platform] ?? []) {
    const problem = await makeInstaller(target, unpacked);
    if (problem !== null) console.log(`  No ${target}: ${problem}`);
  }
}
