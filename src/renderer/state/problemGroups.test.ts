import { expect, test } from 'vitest';
import type { ProblemRow } from '../../shared/appDomain.ts';
import { problemKinds } from '../../shared/domain.ts';
import { groupProblems, problemText, setAside } from './problemGroups.ts';

const row = (kind: ProblemRow['kind'], relativePath: string): ProblemRow => ({
  ...{ kind, relativePath },
  path: `/photos/${relativePath}`,
  reason: `${relativePath} is wrong.`,
});

test('what cannot be read comes first, whatever exactly is wrong with it; groups without rows are left out', () => {
  const rows = [row('duplicate-in-class', 'a.jpg'), row('truncated', 'b.jpg'), row('empty-file', 'c.jpg')];
  expect(groupProblems(rows).map(({ title, sign, rows: own }) => [title, sign, own.length])).toEqual([
    ['Cannot be read', 'rejected', 2],
    ['Same picture twice', 'suspicious', 1],
  ]);
  expect(groupProblems([])).toEqual([]);
});

test('every kind of problem is in exactly one group', () => {
  for (const kind of [...problemKinds, 'few-images'] as const) {
    expect(groupProblems([row(kind, 'x')]).flatMap(({ rows }) => rows)).toHaveLength(1);
  }
});

test('set aside is what did not become an image', () => {
  const kinds = [
    'truncated',
    'duplicate-in-class',
    'duplicate-across-classes',
    'missing',
    'few-images',
  ] as const;
  expect(setAside(kinds.map((kind) => row(kind, 'x')))).toBe(2);
});

test('as text: a block for each group', () => {
  expect(problemText([row('missing', 'a.jpg'), row('unreadable', 'b.jpg')])).toBe(
    'Cannot be read (1)\n/photos/b.jpg\tb.jpg is wrong.\n\nNot found (1)\n/photos/a.jpg\ta.jpg is wrong.',
  );
});
