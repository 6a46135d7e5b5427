import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { makeProgram } from './program.ts';
import { boxwright, testFolder } from './testCommand.ts';

// Each command is a process of its own, and other tests run beside them.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = testFolder();

/** Runs several commands, each in a process of its own. */
const all = (commands: string[][]) => Promise.all(commands.map((args) => boxwright(folder, args)));

test('without arguments there is help, and exit code 2', async () => {
  const { code, stdout, stderr } = await boxwright(folder, []);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^Usage: boxwright/);
});

test('help that was asked for is no failure', async () => {
  for (const { code, stdout } of await all([['--help'], ['help', 'train']]))
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: boxwright/)]);
});

test('wrong usage is exit code 2 and, with --json, one object on stdout and nothing on stderr', async () => {
  const wrong: [string, string[]][] = [
    ["required option '--project", ['train']],
    ["required option '--out", ['label', 'photos']],
    ["missing required argument 'images'", ['import', '--project', 'p']],
    ["unknown command 'trian'", ['trian']],
    ["unknown option '--speed'", ['train', '--project', 'p', '--speed', '9']],
    ['Allowed choices are quick', ['train', '--project', 'p', '--recipe', 'slow']],
    ['a whole number, 0 or more', ['train', '--project', 'p', '--seed', '-1']],
    ['"yolo7" is not a format', ['export', '--project', 'p', '--out', 'o', '--format', 'yolo7']],
    [
      'such as train=.8,val=.2',
      ['export', '--project', 'p', '--out', 'o', '--format', 'voc', '--split', 'all'],
    ],
    ['lies in photos', ['label', 'photos', '--out', 'photos/boxes']],
  ];
  mkdirSync(join(folder, 'photos'));
  const plain = await all(wrong.map(([, args]) => args));
  const json = await all(wrong.map(([, args]) => [...args, '--json']));
  wrong.forEach(([message, args], i) => {
    const which = args.join(' ');
    expect(plain[i], which).toMatchObject({ code: 2, stdout: '' });
    expect(plain[i]?.stderr, which).toContain(message);
    expect(json[i], which).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(json[i]?.stdout ?? ''), which).toEqual({
      ok: false,
      code: 'usage',
      message: expect.stringContaining(message) as string,
    });
  });
  expect(readdirSync(folder)).toEqual(['photos']);
});

test('what cannot be written at the end is said at the beginning', async () => {
  const commands = [
    ['predict', '--project', 'p', '--out', 'missing/results.json', '--json'],
    ['export', '--project', 'p', '--format', 'coco', '--out', 'photos/../..', '--json'],
    ['status', '--project', 'p', '--json'],
  ];
  const codes = (await all(commands)).map(({ code, stdout }) => [
    code,
    (JSON.parse(stdout) as { code: string }).code,
  ]);
  expect(codes).toEqual([
    [1, 'not-found'],
    [1, 'target-not-empty'],
    [1, 'not-found'],
  ]);
});

test('the help of every command has an example of it', () => {
  for (const command of makeProgram().commands) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain(`\n  boxwright ${command.name()} `);
  }
});
