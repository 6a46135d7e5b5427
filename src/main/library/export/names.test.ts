import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeImage } from './fakeSource.ts';
import { FileNames } from './names.ts';

const image = (className: string, file: string, contentHash = `${className}/${file}`) =>
  fakeImage({ className, relativePath: `${className}/${file}`, contentHash });
const nameOf = (className: string, file: string) => {
  const only = image(className, file);
  return new FileNames([only]).of(only);
};

describe('a name', () => {
  it('is class and stem', () => {
    expect(nameOf('cat', '001.jpg')).toBe('cat__001');
    expect(nameOf('cat', 'sub/folder/IMG.2024.jpeg')).toBe('cat__IMG.2024');
  });

  it('keeps letters of every script and emoji', () => {
    expect(nameOf('猫', 'Ünïcode 写真 🐈‍⬛.jpg')).toBe('猫__Ünïcode_写真_🐈‍⬛');
  });

  it('has no spaces and nothing that a file system forbids', () => {
    expect(nameOf('big cat', 'a:b*c?"d<e>|\t\u00a0\u3000f.jpg')).toBe('big_cat__a_b_c_d_e_f');
  });

  it('is never hidden, empty or a device of Windows', () => {
    expect(nameOf('.cat', 'x.jpg')).toBe('_cat__x');
    expect(nameOf('   ', ' .jpg')).toBe('____');
    expect(nameOf('NUL.old', 'x.jpg')).toBe('_NUL.old__x');
  });

  it('is bounded in bytes, and cut between characters', () => {
    const name = nameOf('猫'.repeat(100), `${'🐈'.repeat(100)}.jpg`);
    expect(name).toBe(`${'猫'.repeat(26)}__${'🐈'.repeat(25)}`);
    expect(Buffer.byteLength(name)).toBe(78 + 2 + 100);
  });
});

describe('images that would share a name', () => {
  it('all get a hash, whatever the order', () => {
    const jpg = image('cat', '1.jpg');
    const png = image('cat', '1.png');
    const there = new FileNames([jpg, png]);
    const back = new FileNames([png, jpg]);
    expect(there.of(jpg)).toMatch(/^cat__1~[0-9a-f]{12}$/);
    expect(there.of(png)).not.toBe(there.of(jpg));
    expect([back.of(jpg), back.of(png)]).toEqual([there.of(jpg), there.of(png)]);
  });

  it('are found where case and composition of letters do not count', () => {
    const upper = image('cat', 'É.jpg');
    const lower = image('cat', 'e\u0301.jpg');
    expect(new FileNames([upper, lower]).of(upper)).toContain('~');
  });

  it('are told apart by class when cleaning makes two classes one', () => {
    const a = image('a b', '1.jpg', 'same');
    const b = image('a_b', '1.jpg', 'same');
    const names = new FileNames([a, b]);
    expect(names.of(a)).not.toBe(names.of(b));
  });

  it('do not disturb the others', () => {
    const other = image('dog', '1.jpg');
    expect(new FileNames([image('cat', '1.jpg'), other]).of(other)).toBe('dog__1');
  });
});

it('gives any images names of their own, without regard to case', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'A', ' ', '_', ':', '~', 'é', '猫', '.'),
    maxLength: 4,
  });
  const images = fc.uniqueArray(fc.tuple(letters, letters), {
    selector: ([className, stem]) => `${className}/${stem}`,
    maxLength: 60,
  });
  fc.assert(
    fc.property(images, (pairs) => {
      const all = pairs.map(([className, stem]) => image(className, `x${stem}.jpg`));
      const names = new FileNames(all);
      expect(new Set(all.map((each) => names.of(each).toLowerCase())).size).toBe(all.length);
    }),
  );
});
