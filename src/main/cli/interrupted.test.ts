/** Killed or stopped at any moment and given again, a command ends as if nothing had happened. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { recipeByName } from '../engine/training/recipes.ts';
import { Project } from '../library/project.ts';
import type { ProjectDump } from '../library/dump.ts';
import { boxwright, contentsOf, samplePhotos, testFolder } from './testCommand.ts';

// Each command is a process of its own, and other tests run beside them.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

// Enough images for several batches of the backbone, of training and of finding boxes.
const photos = { ibis: 9, starfish: 9 };
const { epochs } = recipeByName.quick;
const importing = ['import', 'photos', '--project', 'birds'];
const training = ['train', '--project', 'birds'];
const labeling = ['label', 'photos', '--out', 'boxes', '--project', 'birds'];

function dump(folder: string): ProjectDump {
  using project = Project.open(join(folder, 'birds'), { readOnly: true });
  return project.dump();
}

async function killAt(folder: string, args: readonly string[], moment: string): Promise<void> {
  const { signal, stderr } = await boxwright(folder, args, `SIGKILL ${moment}`);
  expect(signal, `${moment}: ${stderr}`).toBe('SIGKILL');
}

/** A folder with photographs and a project of them, on which nothing was trained. */
const imported = testFolder();
/** The same where everything was labeled in one go. */
const labeled = testFolder();

beforeAll(async () => {
  samplePhotos(imported, photos);
  cpSync(imported, labeled, { recursive: true });
  expect(await boxwright(imported, importing)).toMatchObject({ code: 0 });
  expect(await boxwright(labeled, labeling)).toMatchObject({ code: 0 });
});

function copyOfImported(): string {
  const folder = testFolder();
  cpSync(imported, folder, { recursive: true });
  return folder;
}

test('a training that is killed again and again ends with the model of one that was not', async () => {
  const folder = copyOfImported();
  const moments = [
    'after 3 .features', // in the middle of the first batch: the next run's batches hold other images
    'before 9 .features', // a file of features is written but not in its place yet
    'before 1 checkpoint.safetensors', // all features are there, the first epoch is not kept yet
    'after 2 checkpoint.safetensors',
    'before 1 model.safetensors', // trained, and not yet kept
    'after 1 model.safetensors', // kept, but the project does not know
    'after 2 .compact', // in the middle of the mirrors that refinement looks at
    'before 1 refinement-checkpoint.safetensors', // its first round is not kept yet
    'after 1 refinement-checkpoint.safetensors',
    'before 1 refinement.safetensors', // all rounds are done, but it is not in its place
    'after 1 refinement.safetensors', // it is, but the project does not know
  ];
  for (const moment of moments) await killAt(folder, training, moment);
  expect(await boxwright(folder, training)).toMatchObject({ code: 0 });

  const [killed, whole] = [folder, labeled].map((each) => contentsOf(join(each, 'birds.boxwright')));
  expect(Object.keys(whole ?? {})).toContain('models/run-1/model.safetensors');
  expect(Object.keys(whole ?? {})).toContain('models/run-1/refinement.safetensors');
  expect(killed).toEqual(whole);
  expect(dump(folder).runs).toEqual(dump(labeled).runs);
});

test('so does one that is stopped by Ctrl-C, which says so', async () => {
  const folder = copyOfImported();
  const moments = [
    'after 3 .features',
    'before 1 checkpoint.safetensors',
    'after 1 refinement-checkpoint.safetensors',
  ];
  for (const moment of moments) {
    const { code, stdout } = await boxwright(folder, [...training, '--json'], `SIGINT ${moment}`);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'cancelled' });
  }
  expect(dump(folder).runs).toMatchObject([{ state: 'cancelled' }]);
  const { stderr } = await boxwright(folder, training);
  expect(stderr).not.toContain(`Epoch ${epochs} of ${epochs}`);
  expect(stderr).toContain('Refined, round 3 of 3');
  expect(contentsOf(join(folder, 'birds.boxwright'))).toEqual(contentsOf(join(labeled, 'birds.boxwright')));
});

test('label that is killed again and again ends with the same project and the same files', async () => {
  const folder = testFolder();
  samplePhotos(folder, photos);
  const moments = [
    'after 1 Read images', // while it imports
    'after 11 .features', // while it looks at the images
    'after 1 model.safetensors', // trained, and the project does not know
    'after 2 refinement-checkpoint.safetensors', // while boxes are refined
    'before 1 Find boxes: 16 of 18', // boxes of one batch of two are kept
    'before 1 /contact-sheet.html', // while it exports
    'before 1 /boxes', // all is exported, but not in its place
  ];
  for (const moment of moments) await killAt(folder, labeling, moment);
  expect(existsSync(join(folder, 'boxes'))).toBe(false);
  expect(await boxwright(folder, labeling)).toMatchObject({ code: 0 });

  expect(dump(folder)).toEqual(dump(labeled));
  // Nothing is left beside them either.
  expect(readdirSync(folder).sort()).toEqual(['birds.boxwright', 'boxes', 'photos']);
  expect(contentsOf(folder)).toEqual(contentsOf(labeled));
});

test('label that is stopped leaves the earlier export as it was', async () => {
  const folder = testFolder();
  cpSync(labeled, folder, { recursive: true });
  const before = contentsOf(folder);
  const { code, stderr } = await boxwright(folder, labeling, 'SIGTERM before 1 /contact-sheet.html');
  expect(code).toBe(1);
  expect(stderr).toContain('the same command goes on from there');
  expect(contentsOf(folder)).toEqual(before);
});
