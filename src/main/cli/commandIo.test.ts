import { expect, test } from 'vitest';
import type { StageProgress } from '../../shared/jobs.ts';
import { engineTalk } from './commandIo.ts';
import { Terminal } from './terminal.ts';

test('of what the engine says, progress is shown, epochs are remarked on, and unreadable images are kept', () => {
  let stderr = '';
  const streams = { stdout: { write: () => true }, stderr: { write: (text: string) => (stderr += text) } };
  const io = { terminal: new Terminal(false, streams), signal: new AbortController().signal };
  const reports: StageProgress[] = [];
  const { context, failed } = engineTalk(io, (progress) => reports.push(progress));
  context.onEvent?.({ kind: 'progress', stage: 'Train', done: 1, total: 2 });
  context.onEvent?.({ kind: 'epoch', epoch: 1, epochs: 5, loss: 0.51234, accuracy: 0.9876 });
  context.onEvent?.({ kind: 'image-failed', imageId: 3, path: 'a.jpg', reason: 'gone' });
  expect(reports).toMatchObject([{ stage: 'Train', done: 1, total: 2 }]);
  expect(stderr).toBe('Epoch 1 of 5: loss 0.512, 98.8 % of images right\n');
  expect(failed).toMatchObject([{ imageId: 3, path: 'a.jpg', reason: 'gone' }]);
});
