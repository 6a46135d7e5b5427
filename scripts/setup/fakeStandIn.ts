import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './command.mjs';
import type { ElectronPin } from './pins.mjs';
import { testContext, type TestContext } from './testContext.ts';

const members = [
  'Painter/Painter',
  'Painter/chrome-sandbox',
  'Painter/LICENSE.electron.txt',
  'Painter/browser_v8_context_snapshot.bin',
  'Painter/locales/en-US.pak',
  'Painter/resources/app/package.json',
];

/** An npm package with a zip of a program made with Electron, a few bytes each, and the pin that trusts it. */
export function makeFakeStandIn(folder: string): { packed: string; pin: ElectronPin } {
  const inner = join(folder, 'package');
  for (const member of members) {
    mkdirSync(dirname(join(inner, member)), { recursive: true });
    writeFileSync(join(inner, member), `This is ${member}.`);
  }
  chmodSync(join(inner, 'Painter/Painter'), 0o755);
  execFileSync('python3', ['-m', 'zipfile', '-c', 'painter.zip', 'Painter'], { cwd: inner });
  const packed = join(folder, 'painter.tgz');
  execFileSync('tar', ['-czf', packed, 'package/painter.zip'], { cwd: folder });
  const integrity = `sha512-${createHash('sha512').update(readFileSync(packed)).digest('base64')}`;
  return { packed, pin: { package: 'painter', version: '1.0.0', integrity, electron: '33.9.9' } };
}

/** `npm pack` copies the package; Electron's own host cannot be reached; Python is the real one, fuses stay as they are. */
export function standInContext(): TestContext & { packed: string } {
  const base = testContext();
  mkdirSync(base.cache, { recursive: true });
  const { packed, pin } = makeFakeStandIn(base.cache);
  const fake = testContext(
    (command, args) => {
      if (args.includes('pip')) return 'pip 99 from somewhere (python 3.99)';
      if (command === 'npm') {
        copyFileSync(packed, join(args.at(-1) ?? '', 'painter.tgz'));
        return '';
      }
      if (args.some((argument) => argument.endsWith('install.js'))) {
        return { code: 1, output: 'TypeError: fetch failed\n    at node:internal' };
      }
      return '';
    },
    { cache: base.cache, standIns: { 'linux-x64': pin } },
  );
  const electronPackage = join(fake.root, 'node_modules', 'electron');
  mkdirSync(electronPackage, { recursive: true });
  writeFileSync(join(electronPackage, 'package.json'), '{ "version": "45.0.0" }');
  const run: TestContext['run'] = (command, args, options) =>
    (args.some((argument) => argument.endsWith('unpackElectron.py')) ? runCommand : fake.run)(
      command,
      args,
      options,
    );
  return { ...fake, run, packed };
}
