import { describe, expect, it } from 'vitest';
import { balancedSample } from './balancedSample.ts';

/** Images named by label and hash: 'b3' is of class 'b' and has the fourth smallest hash. */
function images(names: string) {
  return names.split(' ').map((name) => ({
    label: name.charCodeAt(0),
    contentHash: name.slice(1),
    name,
  }));
}
const namesOf = (found: { name: string }[]) => found.map(({ name }) => name).join(' ');

describe('balancedSample', () => {
  const project = images('a5 b6 a1 b2 a3 c9 a4 a7 b8 a0');

  it('takes the smallest hashes of each class in turn, and keeps the order', () => {
    expect(namesOf(balancedSample(project, 3))).toBe('b2 c9 a0');
    expect(namesOf(balancedSample(project, 5))).toBe('b6 a1 b2 c9 a0');
  });

  it('fills up with the big classes when the small ones are used up', () => {
    expect(namesOf(balancedSample(project, 8))).toBe('b6 a1 b2 a3 c9 a4 b8 a0');
  });

  it('takes all when there is room for all', () => {
    expect(balancedSample(project, 10)).toEqual(project);
  });

  it('is part of every larger one, and changes by one when one image comes in', () => {
    const six = balancedSample(project, 6);
    expect(balancedSample(project, 9)).toEqual(expect.arrayContaining(six));
    const more = balancedSample([...project, ...images('c2')], 6);
    expect(six.filter((image) => !more.includes(image))).toHaveLength(1);
  });

  it('takes images without a label as one class', () => {
    const unlabeled = ['4', '2', '9'].map((contentHash) => ({ contentHash }));
    expect(balancedSample(unlabeled, 2)).toEqual([{ contentHash: '4' }, { contentHash: '2' }]);
  });
});
