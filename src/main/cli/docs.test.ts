import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { combinations, problemKinds, recipes } from '../../shared/domain.ts';
import { errorCodes } from '../../shared/errors.ts';
import { exportFormats } from '../library/export/registry.ts';
import { makeProgram } from './program.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const cli = read('cli.md');

/** The part of the page below the heading of a command. */
function sectionOf(command: string): string {
  return cli.split(/^## /m).find((section) => section.startsWith(`\`${command}\``)) ?? '';
}

test.each(makeProgram().commands.map((command) => [command.name(), command] as const))(
  'docs/cli.md describes %s and all of its options, with an example',
  (name, command) => {
    const section = sectionOf(name);
    expect(section).toContain(`\n    boxwright ${name} `);
    const undescribed = command.options.filter(({ flags }) => !section.includes(`\`${flags}\``));
    expect(undescribed.map(({ flags }) => flags)).toEqual([]);
    expect(command.options.length).toBeGreaterThan(1);
  },
);

test('docs/cli.md describes no option that is not there', () => {
  for (const command of makeProgram().commands) {
    const described = sectionOf(command.name()).match(/^\| `--[\w-]+/gm) ?? [];
    const known = command.options.map(({ long }) => `| \`${long}`);
    expect(known).toEqual(expect.arrayContaining(described));
  }
});

test('docs/cli.md names every code of failure, kind of problem, recipe and combination', () => {
  const words = [...errorCodes, ...problemKinds, ...recipes, ...combinations];
  expect(words.filter((word) => !cli.includes(`\`${word}\``))).toEqual([]);
});

test('docs/formats.md describes every export format', () => {
  const formats = read('formats.md');
  for (const { id } of exportFormats) {
    expect(formats).toMatch(new RegExp(`^## .*\\(\`${id}\`\\)$`, 'm'));
    expect(sectionOf('export')).toContain(`\`${id}\``);
  }
});
