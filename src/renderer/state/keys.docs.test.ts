/** Every key of the window is in the table of the page about its screen, in the words of the Keys panel. */
import { expect, test } from 'vitest';
import { keyGroups, type KeyEntry } from './keys.ts';

// Vite's way to read files: the window's code knows no file system.
const pages = import.meta.glob<string>('../../../docs/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The page of each group, or of each of its entries. */
const pageOf: Record<string, string | Record<string, string>> = {
  Decide: 'review',
  'Draw and adjust, after E or W': 'review',
  Look: 'review',
  Gallery: 'review',
  Project: {
    'New project from a folder': 'start',
    'Open a project': 'start',
    'Add images': 'images',
    'Find by name': 'images',
    Train: 'train',
    Export: 'export-screen',
  },
  Everywhere: 'README',
};

/** Rows of all tables of a page: its keys, and what they do. */
function rowsOf(page: string): { keys: string[]; does: string }[] {
  const text = pages[`../../../docs/${page}.md`] ?? '';
  return (text.match(/^\|.*\|$/gm) ?? []).map((row) => {
    const [keys = '', does = ''] = row.split('|').slice(1);
    return { keys: keys.trim().split(', '), does: does.trim() };
  });
}

/** As the pages write them: Ctrl+Shift+Z, Ctrl+1 … 4, Space+drag, → ←. */
const written = ({ keys }: KeyEntry): string => keys.join(' ').replace(/(Ctrl|Shift|Alt|Space) /g, '$1+');

test.each(keyGroups.map((group) => [group.title, group.entries] as const))('%s', (title, entries) => {
  const place = pageOf[title];
  const missing = entries.filter((entry) => {
    const page = typeof place === 'string' ? place : (place?.[entry.does] ?? '');
    return !rowsOf(page).some(
      ({ keys, does }) => keys.includes(written(entry)) && does.startsWith(entry.does),
    );
  });
  expect(missing.map((entry) => `${written(entry)}: ${entry.does}`)).toEqual([]);
});
