import { describe, expect, it } from 'vitest';
import { fakeClasses } from './fakeSource.ts';
import { labelMap, vocClassNames, vocCorners } from './voc.ts';

describe('vocCorners', () => {
  const corners = (x: number, w: number) => {
    const { xmin, xmax } = vocCorners({ x, y: 0, w, h: 1 }, 100, 80);
    return [xmin, xmax];
  };

  it('counts pixels from 1, both ends included', () => {
    expect(corners(0, 1)).toEqual([1, 1]);
    expect(corners(0, 100)).toEqual([1, 100]);
    expect(corners(10, 5)).toEqual([11, 15]);
  });

  it('takes in every pixel that the box touches', () => {
    expect(corners(10.9, 1.2)).toEqual([11, 13]);
  });

  it('stays inside the image', () => {
    expect(corners(99, 1 + 1e-9)).toEqual([100, 100]);
  });
});

describe('vocClassNames', () => {
  const names = (classes: string[]) => [...vocClassNames(fakeClasses(classes)).values()];

  it('replaces what labelmap.txt and XML cannot hold', () => {
    expect(names(['a:b', '#c', ' d ', 'e\u0001f', 'g & <h>'])).toEqual(['a_b', '_c', 'd', 'e_f', 'g & <h>']);
  });

  it('keeps classes apart that would become one, and leaves the untouched one its name', () => {
    expect(names(['a:b', 'a_b', ':a:b'])).toEqual(['a_b_2', 'a_b', '_a_b']);
    expect(names(['a:b', 'a_b', 'a_b_2'])).toEqual(['a_b_3', 'a_b', 'a_b_2']);
  });
});

it('writes four fields a label, in the colours of the VOC devkit', () => {
  expect(labelMap(['cat', 'dog', 'emu'])).toBe(
    '# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:128,0,0::\ndog:0,128,0::\nemu:128,128,0::\n',
  );
});
