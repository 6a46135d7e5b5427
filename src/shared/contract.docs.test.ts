/** docs/contract.md names every call, event and command of the menu, once, and nothing else. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AppEvent, LibraryEvent, MenuCommand } from './appEvents.ts';
import { contract } from './contract.ts';

const page = readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8');

// Events and commands are types alone: these lists do not compile when one of them is missing.
const events: Record<AppEvent['kind'], 'library' | 'shell'> = {
  ...({
    project: 'library',
    'project-changed': 'library',
    job: 'library',
    'job-gone': 'library',
    'images-added': 'library',
    'images-changed': 'library',
    classes: 'library',
    problems: 'library',
    boxes: 'library',
    theta: 'library',
    undo: 'library',
    learning: 'library',
    training: 'library',
    engine: 'library',
  } satisfies Record<LibraryEvent['kind'], 'library'>),
  settings: 'shell',
  'library-restarted': 'shell',
  'library-lost': 'shell',
  'folder-given': 'shell',
  menu: 'shell',
};
const commands: Record<MenuCommand, true> = {
  'new-project': true,
  'open-project': true,
  'close-project': true,
  'add-images': true,
  train: true,
  export: true,
  undo: true,
  redo: true,
  keys: true,
  images: true,
  review: true,
};

/** The table below each heading: the cells of its rows, that of names without their marks. */
const tables = new Map(
  page.split(/^## /m).map((section) => {
    const rows = section.match(/^\| `.*$/gm) ?? [];
    const cells = rows.map((row) => row.split('|').slice(1, -1));
    return [
      section.split('\n', 1)[0] ?? '',
      cells.map((each) => each.map((cell) => cell.trim().replace(/^`|`$/g, ''))),
    ];
  }),
);
const rowsOf = (heading: string): string[][] => tables.get(heading) ?? [];
const callRows = [...tables].flatMap(([heading, rows]) => (isOfCalls(heading) ? rows : []));

function isOfCalls(heading: string): boolean {
  return heading !== 'Events' && heading !== 'Commands of the menu';
}

test('every call is there, with who answers it, in the order of the contract', () => {
  const known = Object.entries(contract).map(([name, { answerer }]) => [name, answerer]);
  expect(callRows.map((row) => row.slice(0, 2))).toEqual(known);
});

test('every event is there, with who sends it', () => {
  expect(Object.fromEntries(rowsOf('Events').map((row) => row.slice(0, 2)))).toEqual(events);
});

test('every command of the menu is there', () => {
  expect(rowsOf('Commands of the menu').map(([name]) => name)).toEqual(Object.keys(commands));
});

test('each line says something', () => {
  const rows = [...tables.values()].flat();
  expect(rows.filter((row) => (row.at(-1) ?? '').length < 8)).toEqual([]);
  expect(rows.length).toBeGreaterThan(60);
});
