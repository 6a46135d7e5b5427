import { expect, test } from 'vitest';
import { PathIndex } from './pathIndex.ts';

const index = new PathIndex(['test/cat/1.jpg', 'test/dog/1.jpg', 'test/dog/2.jpg', '3.jpg'], (path) => path);

test('the whole path counts most', () => {
  expect(index.find('test/dog/1.jpg')).toBe('test/dog/1.jpg');
});

test('then folder and name, whatever is above them and however they are parted', () => {
  expect(index.find('dog/1.jpg')).toBe('test/dog/1.jpg');
  expect(index.find('D:\\photos\\dog\\2.jpg')).toBe('test/dog/2.jpg');
});

test('then the name; of equal names the first', () => {
  expect(index.find('2.jpg')).toBe('test/dog/2.jpg');
  expect(index.find('1.jpg')).toBe('test/cat/1.jpg');
  expect(index.find('elsewhere/3.jpg')).toBe('3.jpg');
});

test('what has no such name is not found', () => {
  expect(index.find('test/dog/4.jpg')).toBeUndefined();
  expect(index.find('dog')).toBeUndefined();
});
