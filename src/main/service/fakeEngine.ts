/**
 * A fake engine for tests of the service: it looks at no image and learns nothing, but says and gives what the real one
 * would, at once. What really comes of images is tested with the real engine (processes.test.ts).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { MODEL_FILE, type Engine, type TrainRequest } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { throwIfCancelled } from '../../shared/errors.ts';
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { thetaBox } from '../../shared/thetaBox.ts';

const EPOCHS = 4;

/** Brightest in its middle cell and fading to every side: the higher theta, the smaller the box. */
function bump(): ScoreMap {
  const values = Float32Array.from({ length: 17 * 17 }, (_, i) => {
    const [x, y] = [(i % 17) - 8, Math.floor(i / 17) - 8];
    return Math.max(0, 1 - Math.hypot(x, y) / 8);
  });
  return { height: 17, width: 17, values, geometry: { inputSize: 299, firstCentre: 23.5, stride: 16 } };
}

const whole = { x: 0, y: 0, w: 10, h: 10 };

export class FakeEngine implements Engine {
  /** Called after each epoch; may throw, stop or wait. */
  afterEpoch: (epoch: number, signal: AbortSignal | undefined) => Promise<void> | void = () => undefined;
  readonly measured: number[] = [];

  info = () => Promise.resolve({ name: 'Fake 1.0', device: 'none' });
  recipe = () =>
    Promise.resolve({ epochs: EPOCHS, batchSize: 16, theta: 0, params: { epochs: EPOCHS, theta: 0 } });
  countViews: Engine['countViews'] = ({ images }) =>
    Promise.resolve({ views: images.length, missing: images.length });
  prepare: Engine['prepare'] = ({ images }) => Promise.resolve(images.map(({ id }) => id));
  modelClasses: Engine['modelClasses'] = (file) =>
    Promise.resolve((JSON.parse(readFileSync(file, 'utf8')) as TrainRequest).classes);

  train: Engine['train'] = async (request, context) => {
    const checkpoint = join(request.modelFolder, 'checkpoint');
    mkdirSync(request.modelFolder, { recursive: true });
    const done = existsSync(checkpoint) ? Number(readFileSync(checkpoint, 'utf8')) : 0;
    const history = Array.from({ length: done }, (_, epoch) => figures(epoch + 1));
    if (done > 0) context.onEvent?.({ kind: 'resumed', history: [...history] });
    for (let epoch = done + 1; epoch <= EPOCHS && !context.stop?.aborted; epoch += 1) {
      throwIfCancelled(context.signal);
      history.push(figures(epoch));
      writeFileSync(checkpoint, String(epoch));
      sayEpoch(epoch, request, context);
      await this.afterEpoch(epoch, context.signal);
      await turn();
    }
    const modelFile = join(request.modelFolder, MODEL_FILE);
    writeFileSync(modelFile, JSON.stringify({ classes: request.classes }));
    return { modelFile, wasTrained: false, history, epochs: EPOCHS };
  };

  predict: Engine['predict'] = async ({ images }, { signal, onEvent }, onBatch) => {
    for (let start = 0; start < images.length; start += 16) {
      throwIfCancelled(signal);
      const batch = images.slice(start, start + 16);
      onBatch(
        batch.map(({ id, classIndex, ...size }) => ({
          imageId: id,
          classIndex: classIndex ?? 0,
          top1: classIndex ?? 0,
          ...{ score: 0.9, top1Score: 0.9 },
          ...{ map: bump(), box: thetaBox(bump(), 0, size) },
        })),
      );
      const done = start + batch.length;
      onEvent?.({ kind: 'progress', stage: 'Find boxes', done, total: images.length });
      await turn();
    }
  };

  measure: Engine['measure'] = ({ images }) => {
    this.measured.push(images.length);
    return Promise.resolve({ startup: 1, perView: [0.1, 0.1, 0.1], perStep: [0.1], perBox: [0.01] });
  };
}

/** Loss 1/1, 1/2, 1/3 … */
function figures(epoch: number) {
  return { loss: 1 / epoch, accuracy: 1 };
}

function sayEpoch(epoch: number, { images, sampleIds = [] }: TrainRequest, { onEvent }: EngineContext): void {
  const { loss } = figures(epoch);
  onEvent?.({ kind: 'progress', stage: 'Train', done: epoch, total: EPOCHS });
  onEvent?.({ kind: 'batch', batch: epoch, batches: EPOCHS, loss });
  onEvent?.({ kind: 'epoch', epoch, epochs: EPOCHS, ...figures(epoch) });
  const samples = images
    .filter(({ id }) => sampleIds.includes(id))
    .map(({ id, label }) => ({ imageId: id, classIndex: label, score: 0.5, box: { ...whole, w: epoch } }));
  onEvent?.({ kind: 'samples', epoch, samples });
}
