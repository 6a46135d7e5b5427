/** The whole way from photographs to boxes, by the commands that a person gives. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cocoInstancesSchema, type CocoInstances } from '../../shared/coco.ts';
import { sharedPath } from '../../testing/shared.ts';
import { Project } from '../library/project.ts';
import type { ProjectDump } from '../library/dump.ts';
import { answer, boxwright, contentsOf, refusal, samplePhotos, testFolder } from './testCommand.ts';
import { madeTruth, predictedBoxes } from './testTruth.ts';

// Each command is a process of its own, and other tests run beside them.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = testFolder();
const project = ['--project', 'birds'];
const modelOf = (place: string, run: number) =>
  readFileSync(join(place, `birds.boxwright/models/run-${run}/model.safetensors`));
const readCoco = (path: string): CocoInstances =>
  cocoInstancesSchema.parse(JSON.parse(readFileSync(join(folder, path), 'utf8')));

function dump(place = folder): ProjectDump {
  using opened = Project.open(join(place, 'birds'), { readOnly: true });
  return opened.dump();
}

let predicted: CocoInstances;

// Each test goes on from what the earlier ones left, as a person would.
describe('from photographs to boxes', () => {
  test('import takes twelve photographs in, and says what it did with the rest', async () => {
    samplePhotos(folder, { emu: 6, ibis: 6 });
    writeFileSync(join(folder, 'photos/emu/cut.jpg'), '');
    writeFileSync(join(folder, 'photos/emu/notes.txt'), 'seen in June');
    expect(await answer(folder, ['import', 'photos', ...project])).toMatchObject({
      ok: true,
      project: join(folder, 'birds.boxwright'),
      found: 13,
      added: 12,
      skippedNotImage: 1,
      problems: [{ path: join(folder, 'photos/emu/cut.jpg'), kind: 'empty-file' }],
      classes: [
        { name: 'emu', imageCount: 6 },
        { name: 'ibis', imageCount: 6 },
      ],
    });
  });

  test('before a training there is no model, and before a prediction no box', async () => {
    const exporting = ['export', ...project, '--format', 'coco', '--out', 'early'];
    expect(await refusal(folder, ['predict', ...project])).toBe('no-model');
    expect(await refusal(folder, exporting)).toBe('no-boxes');
  });

  test('train learns them', async () => {
    const trained = (await answer(folder, ['train', ...project])) as { history: { loss: number }[] };
    expect(trained).toMatchObject({
      run: { id: 1, state: 'succeeded' },
      images: 12,
      classes: 2,
      problems: [],
      refined: { wasRefined: false, planned: 3 },
    });
    expect(trained.history.at(-1)?.loss).toBeLessThan(trained.history[0]?.loss ?? 0);
  });

  test('training the same again finds that it is done, and looks at no image', async () => {
    const before = modelOf(folder, 1);
    const { code, stdout, stderr } = await boxwright(folder, ['train', ...project]);
    expect(code).toBe(0);
    expect(stdout).toContain('trained before');
    expect(stderr).toBe('');
    expect(modelOf(folder, 1).equals(before)).toBe(true);
  });

  test('predict finds a box in each, for the class of its folder', async () => {
    expect(await answer(folder, ['predict', ...project, '--out', 'own.json'])).toEqual({
      ok: true,
      project: join(folder, 'birds.boxwright'),
      out: join(folder, 'own.json'),
      boxes: 12,
      untrained: 0,
      problems: [],
    });
    predicted = readCoco('own.json');
    const boxes = predictedBoxes(predicted);
    expect(boxes).toHaveLength(12);
    for (const { file, className } of boxes) expect(file).toMatch(new RegExp(`^${className}/`));
  });

  test('predict on new images: a known folder gives the class, else the class that came first counts', async () => {
    const before = dump();
    for (const place of ['emu', 'mystery', '.']) mkdirSync(join(folder, 'new', place), { recursive: true });
    const ibis = join(
      folder,
      'photos/ibis',
      readCoco('own.json').images.at(-1)?.file_name.split('/')[1] ?? '',
    );
    for (const place of ['emu', 'mystery', '.']) cpSync(ibis, join(folder, 'new', place, 'bird.jpg'));
    writeFileSync(join(folder, 'new/broken.jpg'), 'no picture');
    expect(
      await answer(folder, ['predict', ...project, '--images', 'new', '--out', 'new.json']),
    ).toMatchObject({
      boxes: 3,
      problems: [{ path: join(folder, 'new/broken.jpg'), kind: 'unreadable' }],
    });
    const boxes = new Map(predictedBoxes(readCoco('new.json')).map((box) => [box.file, box]));
    expect([...boxes.keys()].sort()).toEqual(['bird.jpg', 'emu/bird.jpg', 'mystery/bird.jpg']);
    expect(boxes.get('emu/bird.jpg')).toMatchObject({ className: 'emu', top1: 'ibis' });
    for (const file of ['bird.jpg', 'mystery/bird.jpg'])
      expect(boxes.get(file)).toMatchObject({ className: 'ibis', top1: 'ibis' });
    expect(dump()).toEqual(before);
  });

  test('export writes the boxes that predict gave', async () => {
    const args = ['export', ...project, '--format', 'coco,voc', '--out', 'out', '--split', 'train=1,val=1'];
    const splits = { train: expect.any(Number) as number, val: expect.any(Number) as number };
    expect(await answer(folder, args)).toMatchObject({
      folder: join(folder, 'out'),
      formats: [
        { format: 'coco', images: 12, boxes: 12, splits },
        { format: 'voc', images: 12, boxes: 12, splits },
      ],
    });
    const written = ['train', 'val'].flatMap((split) =>
      predictedBoxes(readCoco(`out/coco/annotations/instances_${split}.json`)),
    );
    const bare = ({ bbox }: { bbox: number[] }) => bbox.join(' ');
    expect(written.map(bare).sort()).toEqual(predictedBoxes(predicted).map(bare).sort());
  });

  test('an export of what a person decided on, when nobody did, has nothing to write', async () => {
    const args = ['export', ...project, '--format', 'coco', '--out', 'reviewed'];
    expect(await refusal(folder, [...args, '--statuses', 'accepted,edited'])).toBe('no-boxes');
  });

  test('status tells all of it', async () => {
    expect(await answer(folder, ['status', ...project])).toMatchObject({
      ok: true,
      images: 12,
      boxes: { unreviewed: 12, accepted: 0, edited: 0, rejected: 0 },
      runs: [{ id: 1, recipe: 'quick', seed: 1, state: 'succeeded' }],
      problems: [{ kind: 'empty-file' }],
    });
  });
});

describe('evaluate', () => {
  // Boxes as wide as these shares of the predicted ones have just these IoUs; the last image is said to be an emu.
  const shares = [1, 0.8, 0.6, 0.4, 0.2, 0.1, 1, 0.8, 0.6, 0.4, 0.2, 0.1];
  const truth = ['--truth', 'truth.json'];

  beforeAll(() => {
    const content = madeTruth(predicted, shares, 'emu');
    writeFileSync(join(folder, 'truth.json'), JSON.stringify(content));
  });

  test('counts what can be counted by hand', async () => {
    const scores = (await answer(folder, ['evaluate', ...project, ...truth])) as { meanIou: number };
    expect(scores).toMatchObject({
      images: 12,
      withoutBox: 1,
      gtKnown: { '0.3': 8 / 12, '0.5': 6 / 12, '0.7': 4 / 12 },
      unmatched: [],
      problems: [],
    });
    // 2 x (1 + .8 + .6 + .4 + .2 + .1), less the .1 of the image whose class is another.
    expect(scores.meanIou).toBeCloseTo(6.1 / 12, 3);
  });

  test('counts what the truth names and is not there as missed, and names it', async () => {
    const content = madeTruth(predicted, shares, 'emu');
    const [first, second] = content.images;
    const images = [first, { ...second, file_name: 'emu/elsewhere.jpg' }];
    const annotations = content.annotations.slice(0, 2);
    writeFileSync(join(folder, 'two.json'), JSON.stringify({ ...content, images, annotations }));
    expect(await answer(folder, ['evaluate', ...project, '--truth', 'two.json'])).toMatchObject({
      images: 2,
      withoutBox: 1,
      gtKnown: { '0.7': 0.5 },
      top1Classification: 0.5,
      unmatched: ['emu/elsewhere.jpg'],
    });
  });

  const reference = sharedPath('tools', 'score.py');
  test.skipIf(reference === null)('agrees with an independent scorer of results.json', async () => {
    const scores = await answer(folder, ['evaluate', ...project, ...truth]);
    const args = [reference ?? '', join(folder, 'truth.json'), join(folder, 'own.json'), '--json'];
    const counted = JSON.parse(execFileSync('python3', args, { encoding: 'utf8' })) as Record<
      string,
      unknown
    >;
    expect(scores).toMatchObject({
      images: counted['images'],
      withoutBox: counted['without_box'],
      gtKnown: counted['gt_known'],
      top1Classification: counted['top1_cls'],
      top1Localization: counted['top1_loc'],
      baselines: { wholeImage: counted['baseline_whole'], bestCentredBox: counted['baseline_centred'] },
    });
    // results.json rounds each side to 0.01 of some 100 pixels.
    expect((scores as { meanIou: number }).meanIou).toBeCloseTo(counted['mean_iou'] as number, 3);
  });

  test('gives the same for the same images read from a folder, each asked for the class in the truth', async () => {
    const images = [...project, ...truth, '--images', 'photos'];
    const read = (await answer(folder, ['evaluate', ...images])) as { meanIou: number };
    expect(read).toMatchObject({
      images: 12,
      withoutBox: 0,
      problems: [{ path: join(folder, 'photos/emu/cut.jpg'), kind: 'empty-file' }],
    });
    // The features are not rounded to half precision here, and the last image adds its share to the sum.
    expect(read.meanIou).toBeGreaterThan(6.1 / 12 - 0.005);
    expect(read.meanIou).toBeLessThan(7.1 / 12);
  });
});

describe('models', () => {
  test('the same seed gives the same model to the byte, another seed does not', async () => {
    const again = testFolder();
    cpSync(join(folder, 'photos'), join(again, 'photos'), { recursive: true });
    await answer(again, ['import', 'photos', ...project]);
    // The features were computed from the same bytes; interrupted.test.ts computes them anew.
    cpSync(join(folder, 'birds.boxwright/cache'), join(again, 'birds.boxwright/cache'), { recursive: true });
    await answer(again, ['train', ...project]);
    expect(modelOf(again, 1).equals(modelOf(folder, 1))).toBe(true);
    expect(await answer(again, ['train', ...project, '--seed', '2'])).toMatchObject({
      run: { id: 2, seed: 2 },
    });
    expect(modelOf(again, 2).equals(modelOf(again, 1))).toBe(false);
  });

  test('photographs that are gone are named and left out, until a class has too few', async () => {
    const place = testFolder();
    samplePhotos(place, { emu: 6, ibis: 6 });
    await answer(place, ['import', 'photos', ...project]);
    const emus = dump(place).images.filter(({ className }) => className === 'emu');
    const [first = '', second = ''] = emus.map(({ relativePath }) => join(place, 'photos', relativePath));
    rmSync(first);
    const { stdout } = await boxwright(place, ['train', ...project]);
    expect(stdout).toContain('11 images of 2 classes');
    expect(stdout).toContain(`Problems (1):\n  ${first}`);
    expect(await answer(place, ['status', ...project])).toMatchObject({
      problems: [{ path: first, kind: 'missing' }],
    });

    rmSync(second);
    rmSync(join(place, 'birds.boxwright/cache'), { recursive: true });
    const { code, stderr } = await boxwright(place, ['train', ...project]);
    expect(code).toBe(1);
    expect(stderr).toContain('emu (4 images)');
  });
});

test('a project serves one process at a time; status looks on', async () => {
  const held = Project.open(join(folder, 'birds'));
  try {
    expect(await refusal(folder, ['train', ...project])).toBe('project-busy');
    expect(await answer(folder, ['status', ...project])).toMatchObject({ images: 12 });
  } finally {
    held.close();
  }
});

test('exported files are the same whenever they are written', async () => {
  const args = ['export', ...project, '--format', 'coco,voc'];
  await answer(folder, [...args, '--out', 'one']);
  await answer(folder, [...args, '--out', 'two']);
  expect(contentsOf(join(folder, 'one'))).toEqual(contentsOf(join(folder, 'two')));
});

test('a class that came after the training gets no box, and is told of', async () => {
  samplePhotos(folder, { llama: 5 });
  await answer(folder, ['import', 'photos', ...project]);
  expect(await answer(folder, ['predict', ...project])).toMatchObject({ boxes: 12, untrained: 5 });
  const llamas = dump().images.filter(({ className }) => className === 'llama');
  expect(llamas.flatMap(({ boxes }) => boxes)).toEqual([]);
});
