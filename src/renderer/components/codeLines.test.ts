import { describe, expect, it } from 'vitest';
import { codePieces } from './codeLines.ts';

const kinds = (line: string) =>
  codePieces(line)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ text, kind }) => `${kind} ${text}`);

describe('a line of code', () => {
  it('has the names of its fields apart from its strings', () => {
    expect(kinds('  "file_name": "emu/1.jpg", "width": 300')).toEqual([
      'key "file_name"',
      'string "emu/1.jpg"',
      'key "width"',
    ]);
  });

  it('has its tags apart from what they hold', () => {
    expect(kinds('    <name>starfish</name>')).toEqual(['key <name', 'key >', 'key </name', 'key >']);
  });

  it('has the field of a plain list apart', () => {
    expect(kinds('code: engine-died')).toEqual(['key code']);
  });

  it('loses nothing', () => {
    for (const line of ['', '{"a": [1, 2.5], "b\\"c": ""}', '<?xml version="1.0"?>', '0 0.49 0.53']) {
      expect(
        codePieces(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }
  });
});
