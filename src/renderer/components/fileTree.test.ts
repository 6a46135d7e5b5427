import { describe, expect, it } from 'vitest';
import { treeRows } from './fileTree.ts';

const drawn = (entries: Parameters<typeof treeRows>[0]) =>
  treeRows(entries).map(
    ({ name, depth, isFolder, count }) =>
      `${'  '.repeat(depth)}${name}${isFolder ? '/' : ''}${count === null ? '' : ` ${count}`}`,
  );

describe('a tree of files', () => {
  it('shows each folder once, above what it holds', () => {
    expect(
      drawn([
        { path: 'annotations/instances_train.json', count: null },
        { path: 'images/train/', count: 326 },
        { path: 'annotations/instances_val.json', count: null },
        { path: 'images/val/', count: 70 },
        { path: 'boxwright.json', count: null },
      ]),
    ).toEqual([
      'annotations/',
      '  instances_train.json',
      '  instances_val.json',
      'images/',
      '  train/ 326',
      '  val/ 70',
      'boxwright.json',
    ]);
  });

  it('shows many files of a kind as one row', () => {
    expect(drawn([{ path: 'Annotations/*.xml', count: 465 }])).toEqual(['Annotations/', '  *.xml 465']);
  });

  it('counts files of any kind beside their folder', () => {
    expect(drawn([{ path: 'images/train/*', count: 167 }])).toEqual(['images/', '  train/ 167']);
  });

  it('does not take a folder for another one whose name begins alike', () => {
    expect(
      drawn([
        { path: 'image/a', count: null },
        { path: 'images/b', count: null },
        { path: 'image/c', count: null },
      ]),
    ).toEqual(['image/', '  a', '  c', 'images/', '  b']);
  });
});
