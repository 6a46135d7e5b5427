import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Project } from './project.ts';
import { openProject, petProject, runSpec, scoreMap, tempFolder, writeTree } from './testFolders.ts';

describe('where a project lies', () => {
  test('the name may be given with or without its ending; the folder always has it', () => {
    const folder = join(tempFolder(), 'pets');
    const project = openProject(folder);
    project.beginRun(runSpec());
    expect(project.folder).toBe(`${folder}.boxwright`);
    expect(project.name).toBe('pets');
    expect(readdirSync(project.folder)).toEqual(
      expect.arrayContaining(['cache', 'library.sqlite', 'models']),
    );
    project.close();
    using again = Project.open(`${folder}.boxwright`);
    expect(again.runs()).toHaveLength(1);
  });

  test('a project that is not there: says so and what to do', () => {
    const folder = join(tempFolder(), 'pets');
    for (const readOnly of [true, false]) {
      expect(() => Project.open(folder, { readOnly })).toThrow(
        /no project at .*pets\.boxwright.*boxwright import/,
      );
    }
    expect(existsSync(`${folder}.boxwright`)).toBe(false);
  });

  test('a folder that holds other things is never made into a project', () => {
    const folder = join(tempFolder(), 'pets.boxwright');
    writeTree(folder, { 'thesis.txt': 'x' });
    for (const create of [true, false]) {
      expect(() => Project.open(folder, { create })).toThrow(/no Boxwright project/);
    }
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  test.each(['not SQLite at all, but long enough to have a header of a hundred bytes'.repeat(3), 'short'])(
    'a library file that Boxwright did not write is left alone (%#)',
    (content) => {
      const folder = join(tempFolder(), 'pets.boxwright');
      mkdirSync(folder);
      writeFileSync(join(folder, 'library.sqlite'), content);
      expect(() => Project.open(folder)).toThrow(/was not made by Boxwright/);
    },
  );

  test('a project in which nothing was put is gone when it is closed, one with anything stays', () => {
    const folder = join(tempFolder(), 'pets');
    Project.open(folder, { create: true }).close();
    expect(existsSync(`${folder}.boxwright`)).toBe(false);
  });
});

describe('one writer', () => {
  const holder = `
    const { Project } = await import(${JSON.stringify(join(import.meta.dirname, 'project.ts'))});
    // Named globally: what nothing refers to may be collected, and closed.
    globalThis.project = Project.open(process.argv[1]);
    globalThis.project.finishRun(1, 'succeeded', {});
    console.log('held');
    setInterval(() => undefined, 1000);
  `;

  async function held(folder: string): Promise<() => Promise<void>> {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', holder, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
  }

  test('another process is turned away, may look on, and takes over when the first is killed', async () => {
    const folder = join(tempFolder(), 'pets');
    const first = Project.open(folder, { create: true });
    first.beginRun(runSpec());
    first.close();

    const kill = await held(folder);
    expect(() => Project.open(folder)).toThrow(/Another Boxwright is working on "pets"\. Wait/);
    const onlooker = Project.open(folder, { readOnly: true });
    expect(onlooker.latestRun()?.state).toBe('succeeded');
    expect(() => onlooker.finishRun(1, 'failed', {})).toThrow(/readonly/);
    onlooker.close();

    await kill();
    using second = Project.open(folder);
    expect(second.latestRun()?.state).toBe('succeeded');
  });

  test('the same process is turned away too', () => {
    const project = openProject();
    expect(() => Project.open(project.folder)).toThrow(/Another Boxwright/);
  });
});

describe('runs', () => {
  test('a succeeded run is found again by its fingerprint, another begins anew', () => {
    const project = openProject();
    const first = project.beginRun(runSpec('a'));
    expect(first).toEqual({ id: 1, state: 'running', summary: {}, ...runSpec('a') });
    project.finishRun(first.id, 'succeeded', { loss: 0.5 });
    expect(project.beginRun(runSpec('a'))).toEqual({ ...first, state: 'succeeded', summary: { loss: 0.5 } });
    expect(project.beginRun(runSpec('b')).id).toBe(2);
    expect(project.latestRun('succeeded')?.id).toBe(1);
    expect(project.latestRun()?.id).toBe(2);
  });

  test.each(['running', 'cancelled', 'failed'] as const)('a %s run goes on under its own id', (state) => {
    const project = openProject();
    const first = project.beginRun(runSpec());
    project.finishRun(first.id, state, {});
    expect(project.beginRun(runSpec())).toMatchObject({ id: first.id, state: 'running' });
    expect(project.runs()).toHaveLength(1);
  });
});

test('images are streamed with their boxes in the order of images()', async () => {
  const { project } = await petProject();
  const { id: runId } = project.beginRun(runSpec());
  const [, second] = project.images();
  const box = { x: 1, y: 2, w: 3, h: 4 };
  const prediction = {
    imageId: second?.id ?? 0,
    classId: second?.classId ?? 0,
    box,
    score: 0.5,
    map: scoreMap(1),
    agreement: null,
  };
  project.savePredictions(runId, [prediction]);
  const streamed = [...project.iterateImagesWithBoxes()];
  expect(streamed.map(({ image }) => image)).toEqual(project.images());
  expect(streamed.map(({ boxes }) => boxes.length)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('the stream goes on while something is written, as export does between two images', async () => {
  const { project } = await petProject();
  for (const { image } of project.iterateImagesWithBoxes()) project.markMissing(image.id, 'gone');
  expect(project.images().every(({ status }) => status === 'missing')).toBe(true);
  expect(project.problems()).toHaveLength(10);
});

test('the fingerprint follows classes, contents and what is missing, not where files lie', async () => {
  const { project } = await petProject();
  const { project: twin } = await petProject();
  const fingerprint = project.trainingSetFingerprint();
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(twin.trainingSetFingerprint()).toBe(fingerprint);
  project.markMissing(project.images()[0]?.id ?? 0, 'gone');
  expect(project.trainingSetFingerprint()).not.toBe(fingerprint);
});
