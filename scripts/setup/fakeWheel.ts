import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FakeCommand } from './testContext.ts';
import { runCommand } from './command.mjs';
import type { Context } from './context.mjs';
import { sha256OfFile } from './files.mjs';
import type { WheelPin } from './pins.mjs';

const members = [
  'libtensorflow_cc.so.2',
  'libtensorflow_framework.so.2',
  'include/tensorflow/c/c_api.h',
  'include/LICENSE',
  'python/not_needed.py',
];

/** A wheel of a few bytes with the layout of TensorFlow's, and the pin that trusts it. */
export async function makeFakeWheel(folder: string): Promise<{ wheel: string; pin: WheelPin }> {
  const source = join(folder, 'tensorflow');
  for (const member of members) {
    mkdirSync(dirname(join(source, member)), { recursive: true });
    writeFileSync(join(source, member), `This is ${member}.`);
  }
  const wheel = join(folder, 'tensorflow_cpu-9.9.9-any.whl');
  execFileSync('python3', ['-m', 'zipfile', '-c', wheel, 'tensorflow'], { cwd: folder });
  const sha256 = await sha256OfFile(wheel);
  return { wheel, pin: { distribution: 'tensorflow-cpu', version: '9.9.9', platform: 'any', sha256 } };
}

/** Stands in for pip: `pip download` copies the given file. */
export function fakePip(wheel: string): FakeCommand {
  return (_command, args) => {
    if (args.includes('--version')) return 'pip 99 from somewhere (python 3.99)';
    copyFileSync(wheel, join(args[args.indexOf('--dest') + 1] ?? '', 'tensorflow_cpu-9.9.9-any.whl'));
    return '';
  };
}

/** The fake pip, and the real Python for everything else. */
export function withRealPython(context: Context): Context['run'] {
  return (command, args, options) =>
    (args.includes('pip') ? context.run : runCommand)(command, args, options);
}
