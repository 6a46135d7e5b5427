import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { getuid, seteuid } from 'node:process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder, writeTree } from '../testFolders.ts';
import { walkFolder } from './walkFolder.ts';

async function walked(root: string): Promise<string[]> {
  const seen: string[] = [];
  for await (const entry of walkFolder(root)) {
    if (entry.type === 'file') seen.push(`${entry.folder ?? '(no class)'}: ${entry.relativePath}`);
    else if (entry.type === 'fault') seen.push(`fault: ${entry.relativePath}: ${entry.reason}`);
    else seen.push(entry.type);
  }
  return seen;
}

test('natural order, recursive below the class folder, the class being the first folder of the path', async () => {
  const root = tempFolder();
  writeTree(root, {
    'cat/10.jpg': '',
    'cat/2.jpg': '',
    'cat/spring/3.jpg': '',
    'ant/1.jpg': '',
    'loose.jpg': '',
  });
  expect(await walked(root)).toEqual([
    'ant: ant/1.jpg',
    'cat: cat/2.jpg',
    'cat: cat/10.jpg',
    'cat: cat/spring/3.jpg',
    '(no class): loose.jpg',
  ]);
});

test('what systems and archivers leave about is hidden, a folder of it once as a whole', async () => {
  const root = tempFolder();
  writeTree(root, {
    '.DS_Store': '',
    'cat/Thumbs.db': '',
    'cat/._1.jpg': '',
    '__MACOSX/cat/1.jpg': '',
    'pets.boxwright/cache/1.jpg': '',
  });
  expect(await walked(root)).toEqual(['hidden', 'hidden', 'hidden', 'hidden', 'hidden']);
});

test('links are followed, but a circle of them is gone round once', async () => {
  const root = tempFolder();
  writeTree(root, { 'cat/1.jpg': '', 'dog/2.jpg': '' });
  symlinkSync(root, join(root, 'cat/everything'));
  symlinkSync('../dog', join(root, 'cat/more'));
  symlinkSync('../cat', join(root, 'dog/more'));
  symlinkSync('1.jpg', join(root, 'cat/same.jpg'));
  symlinkSync('nowhere.jpg', join(root, 'cat/torn.jpg'));
  expect(await walked(root)).toEqual([
    'cat: cat/1.jpg',
    'cat: cat/more/2.jpg',
    'cat: cat/same.jpg',
    'fault: cat/torn.jpg: The link leads nowhere or was removed meanwhile.',
    'dog: dog/2.jpg',
    'dog: dog/more/1.jpg',
    'dog: dog/more/same.jpg',
    'fault: dog/more/torn.jpg: The link leads nowhere or was removed meanwhile.',
  ]);
});

test.runIf(process.platform === 'linux')(
  'a pipe is not opened: nothing might ever be written to it',
  async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'cat'));
    execFileSync('mkfifo', [join(root, 'cat/pipe.jpg')]);
    expect(await walked(root)).toEqual(['special']);
  },
);

test.runIf(process.platform === 'linux')(
  'names that are not Unicode are named as far as possible',
  async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'cat'));
    writeFileSync(
      Buffer.concat([Buffer.from(join(root, 'cat/caf')), Buffer.from([0xe9, 0x2e, 0x6a, 0x70, 0x67])]),
      '',
    );
    expect(await walked(root)).toEqual([
      'fault: cat/caf�.jpg: The name is not valid Unicode (UTF-8). It was left out; rename it and import again.',
    ]);
  },
);

test('very long names and very deep folders', async () => {
  const root = tempFolder();
  const deep = Array.from({ length: 30 }, (_, i) => `${'d'.repeat(100)}${i}`).join('/');
  writeTree(root, { [`cat/${'n'.repeat(251)}.jpg`]: '', [`cat/${deep}/1.jpg`]: '' });
  expect((await walked(root)).map((line) => line.length)).toEqual([5 + 4 + deep.length + 6, 5 + 4 + 255]);
});

test('a folder that vanished or may not be read is a fault, not the end', async () => {
  expect(await walked(join(tempFolder(), 'gone'))).toEqual([
    'fault: : The folder leads nowhere or was removed meanwhile.',
  ]);
});

test.runIf(process.platform === 'linux')(
  'a folder closed to the person is named, the others are read',
  async () => {
    const root = tempFolder();
    writeTree(root, { 'cat/private/1.jpg': '', 'cat/1.jpg': '' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'cat/private'), 0o000);
    // The superuser may read everything.
    const isRoot = getuid?.() === 0;
    if (isRoot) seteuid?.(65534);
    try {
      expect(await walked(root)).toEqual([
        'cat: cat/1.jpg',
        'fault: cat/private: The folder may not be read by you (permission denied).',
      ]);
    } finally {
      if (isRoot) seteuid?.(0);
      chmodSync(join(root, 'cat/private'), 0o755);
    }
  },
);
