import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Project } from '../project.ts';
import type { ProjectDump } from '../dump.ts';
import { picture, tempFolder, writeClasses, writeTree } from '../testFolders.ts';

const child = join(import.meta.dirname, 'importChild.ts');

/** 466 files of every fate, so that a kill may fall before, between and after transactions of 200. */
function mixedFolder(): string {
  const root = tempFolder();
  writeClasses(root, ['ant', 'bee', 'cat'], 150);
  for (const [i, name] of ['ant', 'bee', 'cat'].entries()) {
    writeTree(root, {
      [`${name}/100 cut.png`]: picture(i).subarray(0, 90),
      [`${name}/120 again.png`]: picture(i * 1000 + 3),
      [`${name}/150 elsewhere.png`]: picture(7000),
      [`${name}/160 empty.jpg`]: '',
      [`${name}/170 notes.txt`]: 'no image',
    });
  }
  writeTree(root, { 'loose.png': picture(8000) });
  return root;
}

/** Runs the import in a process that dies at the given question or after the given time. */
async function importAndDie(
  project: string,
  root: string,
  at: { question: number } | { ms: number },
): Promise<void> {
  const question = 'question' in at ? at.question : 0;
  const running = spawn(process.execPath, [child, project, root, String(question)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(running, 'exit');
  if ('ms' in at) {
    await once(running.stdout, 'data');
    await sleep(at.ms);
    running.kill('SIGKILL');
  }
  await ended;
}

async function completed(project: string, root: string): Promise<ProjectDump> {
  using opened = Project.open(project, { create: true });
  await opened.importFolder(root);
  return opened.dump();
}

test('killed at any moment and run again, an import ends as if it had never been interrupted', async () => {
  const root = mixedFolder();
  const uninterrupted = await completed(join(tempFolder(), 'pets'), root);
  expect(uninterrupted.images).toHaveLength(3 * 151);
  // While counting (466 questions), at the first file, around the ends of both transactions, at the last file.
  const moments = [
    ...[5, 467, 665, 666, 667, 867, 932].map((question) => ({ question })),
    ...[0, 60, 250].map((ms) => ({ ms })),
  ];
  for (const moment of moments) {
    const project = join(tempFolder(), 'pets');
    await importAndDie(project, root, moment);
    expect(await completed(project, root), JSON.stringify(moment)).toEqual(uninterrupted);
  }
}, 180_000);

test('killed again and again, it still gets there', async () => {
  const root = mixedFolder();
  const uninterrupted = await completed(join(tempFolder(), 'pets'), root);
  const project = join(tempFolder(), 'pets');
  for (const question of [670, 880, 480]) await importAndDie(project, root, { question });
  expect(await completed(project, root)).toEqual(uninterrupted);
}, 120_000);
