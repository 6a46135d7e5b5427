/**
 * Decisions that the window was told to be kept, after kill -9 of the whole app at a random moment.
 *
 *     xvfb-run -a node bench/window/kills.ts [--rounds 20] [--decisions 1000]
 *
 * In each round random decisions, undos and redos are made one after the other; some time in between everything is
 * killed. After a restart every decision whose answer had come must be in the log, and undo must walk back to the boxes
 * as the model gave them.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RunningApp } from '../../e2e/runningApp.ts';
import { Project } from '../../src/main/library/project.ts';
import type { CallArgs } from '../../src/shared/contract.ts';
import type {} from './page.ts';
import { syntheticProject } from '../syntheticProject.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: { rounds: { type: 'string', default: '20' }, decisions: { type: 'string', default: '1000' } },
});
const decisions = Number(values.decisions);

type DecisionRequest = CallArgs<'review.decide'>['decisions'][number];

const app = new RunningApp({ isTraced: false });
const original = join(app.folder, 'original.boxwright');
await syntheticProject(original, join(app.folder, 'photographs'), 120);
let failures = 0;
try {
  for (let round = 1; round <= Number(values.rounds); round += 1) await playRound(round);
} finally {
  await app.dispose();
}
console.log(failures === 0 ? 'Nothing was lost.' : `${failures} rounds lost something.`);
process.exitCode = failures === 0 ? 0 : 1;

async function playRound(round: number): Promise<void> {
  const folder = join(app.projects, `round-${round}.boxwright`);
  cpSync(original, folder, { recursive: true });
  const untouched = boxesOf(folder);
  await app.start();
  await app.answerOpenDialog([folder]);
  await app.window.getByRole('button', { name: 'Open project' }).click();
  await app.window.getByRole('grid').waitFor();
  await app.window.evaluate(startDeciding, { decisions, seed: round });
  // Long enough, at most, for all of them.
  const moment = 200 + Math.random() * 6000;
  const until = performance.now() + moment;
  let acknowledged = 0;
  while (performance.now() < until && acknowledged < decisions) {
    acknowledged = await app.window.evaluate(() => window.acknowledged);
    await wait(5);
  }
  await app.kill();
  const logged = logLength(folder);
  const undone = undoAll(folder);
  const isWhole = logged >= acknowledged && JSON.stringify(undone) === JSON.stringify(untouched);
  if (!isWhole) failures += 1;
  console.log(
    `round ${round}: killed after ${(moment / 1000).toFixed(1)} s with ${acknowledged} answers, ${logged} lines in the log, ` +
      `undo ${JSON.stringify(undone) === JSON.stringify(untouched) ? 'walks all the way back' : 'FAILS'}` +
      (logged >= acknowledged ? '' : ' LOST DECISIONS'),
  );
}

/** Runs in the window. Each step logs exactly one decision; `acknowledged` counts those whose answer has come. */
function startDeciding({ decisions, seed }: { decisions: number; seed: number }): void {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  window.acknowledged = 0;
  void (async () => {
    const snapshot = await window.boxwright.call('review.snapshot', {});
    if (!snapshot.ok) throw new Error(snapshot.message);
    const { boxes, classes } = snapshot.value;
    for (let i = 0; i < decisions; i += 1) {
      const at = random(boxes.ids.length);
      const boxId = boxes.ids[at] ?? 0;
      const box = { x: random(50), y: random(50), w: 20, h: 30 + random(20) };
      const kinds: DecisionRequest[] = [
        { kind: 'accept', boxId },
        { kind: 'reject', boxId },
        { kind: 'edit', boxId, box },
        { kind: 'set-class', boxId, classId: classes[random(classes.length)]?.id ?? 1 },
        { kind: 'draw', imageId: boxes.imageIds[at] ?? 1, classId: 1, box },
      ];
      const decision = kinds[random(kinds.length + 1)];
      const reply = decision
        ? await window.boxwright.call('review.decide', { decisions: [decision] })
        : await window.boxwright.call('review.undo', {});
      if (!reply.ok) throw new Error(reply.message);
      // An undo at the beginning of everything changes nothing and is not logged.
      if (reply.value !== null) window.acknowledged += 1;
    }
  })();
}

function boxesOf(folder: string): unknown {
  using project = Project.open(folder, { readOnly: true });
  return project.boxes();
}

function logLength(folder: string): number {
  using project = Project.open(folder, { readOnly: true });
  return [...project.review.log()].length;
}

function undoAll(folder: string): unknown {
  using project = Project.open(folder);
  while (project.review.undo());
  return project.boxes();
}
