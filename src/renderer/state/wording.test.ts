import { describe, expect, it } from 'vitest';
import {
  baseName,
  countWords,
  etaWords,
  firstSentence,
  homePath,
  openedWords,
  spanWords,
} from './wording.ts';

describe('a time to go', () => {
  it.each([
    [0, 'a few seconds left'],
    [4.9, 'a few seconds left'],
    [18, 'about 20 s left'],
    [57, 'about 55 s left'],
    [58, 'about 1 min left'],
    [290, 'about 5 min left'],
    [3540, 'about 59 min left'],
    [3600, 'about 1 h left'],
    [4900, 'about 1 h 20 min left'],
    [3 * 3600 - 100, 'about 3 h left'],
  ])('of %d seconds is "%s"', (seconds, words) => {
    expect(etaWords(seconds)).toBe(words);
  });

  it('is not told while it is not known', () => {
    expect(etaWords(null)).toBe('');
  });

  it('is never less than 5 s, where a span is asked for', () => {
    expect(spanWords(0)).toBe('5 s');
  });
});

describe('counts', () => {
  it('have thousands apart and one form for one', () => {
    expect(countWords(1, 'image')).toBe('1 image');
    expect(countWords(12_406, 'image')).toBe('12,406 images');
    expect(countWords(2, 'class', 'classes')).toBe('2 classes');
  });
});

describe('paths', () => {
  it.each([
    ['/home/anna/Pictures/survey', '~/Pictures/survey'],
    ['/Users/anna', '~'],
    ['C:\\Users\\anna\\survey', '~\\survey'],
    ['/media/usb/home/anna', '/media/usb/home/anna'],
    ['/homework/anna', '/homework/anna'],
  ])('%s is shown as %s', (path, shown) => {
    expect(homePath(path)).toBe(shown);
  });

  it('end in a name on every system', () => {
    expect(baseName('/home/anna/survey/')).toBe('survey');
    expect(baseName('C:\\photos\\survey')).toBe('survey');
    expect(baseName('/')).toBe('/');
  });
});

describe('when a project was opened', () => {
  const now = new Date(2025, 5, 15, 0, 30);
  const at = (year: number, month: number, day: number, hour: number): string =>
    openedWords(new Date(year, month, day, hour).toISOString(), now);

  it('goes by the days of the calendar, not by hours', () => {
    expect(at(2025, 5, 15, 0)).toBe('Opened today');
    expect(at(2025, 5, 14, 23)).toBe('Opened yesterday');
    expect(at(2025, 5, 13, 23)).toBe('Opened 2 days ago');
  });

  it('goes by weeks, then by months', () => {
    expect(at(2025, 4, 25, 12)).toBe('Opened 3 weeks ago');
    expect(at(2025, 0, 3, 12)).toBe('Opened in January 2025');
  });
});

describe('a message', () => {
  it('gives its first sentence as a title; a dot in a file name ends none', () => {
    expect(firstSentence('ibis/0007.jpg cannot be read. The file ends early.')).toEqual({
      title: 'ibis/0007.jpg cannot be read',
      rest: 'The file ends early.',
    });
  });

  it('of one sentence is all title', () => {
    expect(firstSentence('The disk is full.')).toEqual({ title: 'The disk is full', rest: '' });
  });
});
