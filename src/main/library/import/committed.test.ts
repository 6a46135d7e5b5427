import { expect, test } from 'vitest';
import { openProject, tempFolder, writeClasses } from '../testFolders.ts';

test('who listens hears of images once they are in the project, some hundred at a time', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 150);
  const project = openProject();
  const batches: number[][] = [];
  await project.importFolder(root, {
    onCommitted: (ids) => {
      expect([...project.gallery.imagesOf(ids).ids]).toEqual(ids);
      batches.push(ids);
    },
  });
  expect(batches.map(({ length }) => length)).toEqual([200, 100]);
  expect(batches.flat()).toEqual(project.images().map(({ id }) => id));
  batches.length = 0;
  await project.importFolder(root, { onCommitted: (ids) => batches.push(ids) });
  expect(batches).toEqual([]);
});
