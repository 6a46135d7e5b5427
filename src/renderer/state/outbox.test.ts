import { describe, expect, it } from 'vitest';
import type { BoxChanges, ReviewReply } from '../../shared/appDomain.ts';
import type { BoxView } from './boxTable.ts';
import { BoxTable } from './boxTable.ts';
import type { Decision } from './optimistic.ts';
import { asChanges, decided } from './optimistic.ts';
import { Outbox } from './outbox.ts';

const place = { x: 1, y: 2, w: 3, h: 4 };
const predicted = (id: number, imageId: number): BoxView => ({
  ...place,
  id,
  imageId,
  classId: 1,
  review: 'unreviewed',
  source: 'predicted',
  agreement: null,
  score: 0.5,
  reasons: 0,
});

/** A window with one box on each of two images, and a library that answers when it is told to. */
function desk() {
  const shown = new BoxTable();
  const start = [predicted(11, 1), predicted(12, 2)];
  shown.apply(asChanges([1, 2], start));
  let stored: BoxView[] = start;
  let nextId = 100;
  const heard: Decision[][] = [];
  const answers: ((fails: boolean) => Promise<void>)[] = [];
  const log = { waiting: [] as number[], failures: [] as unknown[], renamed: [] as number[][] };
  const outbox = new Outbox(
    {
      boxesOf: (imageId) => shown.of(imageId),
      apply: (changes) => shown.apply(changes),
      take: ({ changes }) => shown.apply(changes),
    },
    {
      waiting: (count) => log.waiting.push(count),
      failed: (error) => log.failures.push(error),
      renamed: (from, to) => log.renamed.push([from, to]),
    },
  );
  const reply = (changes: BoxChanges): ReviewReply => ({
    changes,
    undo: { canUndo: true, canRedo: false },
    theta: { kind: 'activation', byClass: {}, theta: 0.2, recipeTheta: 0.2 },
    objects: { byClass: {}, choice: 'one' },
    count: 1,
    imageId: 1,
    pending: 0,
  });
  /** Decides on image 1 as the library would, once answered. */
  const send = (decisions: Decision[]) =>
    new Promise<ReviewReply | null>((resolve, reject) => {
      heard.push(decisions);
      answers.push(async (fails) => {
        if (fails) reject(new Error('The disk is full.'));
        else {
          for (const decision of decisions) stored = decided(stored, decision, (nextId += 1));
          resolve(
            reply(
              asChanges(
                [1],
                stored.filter(({ imageId }) => imageId === 1),
              ),
            ),
          );
        }
        await new Promise((later) => setTimeout(later, 0));
      });
    });
  const states = (imageId: number) => shown.of(imageId).map(({ review }) => review);
  return { outbox, send, heard, answers, log, shown, states };
}

const accept = { imageId: 1, decision: { kind: 'accept', boxId: 11 } } as const;
const reject = { imageId: 1, decision: { kind: 'reject', boxId: 11 } } as const;
const draw = { imageId: 1, decision: { kind: 'draw', imageId: 1, classId: 1, box: place } } as const;

describe('a decision', () => {
  it('is shown before the library has answered', async () => {
    const { outbox, send, answers, states, log } = desk();
    outbox.decide([accept], send);
    expect(states(1)).toEqual(['accepted']);
    expect(log.waiting).toEqual([1]);
    await answers[0]!(false);
    expect(states(1)).toEqual(['accepted']);
    expect(log.waiting).toEqual([1, 0]);
  });

  it('is taken back when the library refuses it', async () => {
    const { outbox, send, answers, states, log } = desk();
    outbox.decide([accept], send);
    await answers[0]!(true);
    expect(states(1)).toEqual(['unreviewed']);
    expect(log.failures).toHaveLength(1);
  });
});

describe('decisions in a row', () => {
  it('are sent one after another, and an early answer hides no later one', async () => {
    const { outbox, send, answers, heard, states } = desk();
    outbox.decide([accept], send);
    outbox.decide([reject], send);
    expect(heard).toEqual([[accept.decision]]);
    await answers[0]!(false);
    expect(heard).toHaveLength(2);
    expect(states(1)).toEqual(['rejected']);
    await answers[1]!(false);
    expect(states(1)).toEqual(['rejected']);
  });

  it('stand on their own: when the first fails, the second stays', async () => {
    const { outbox, send, answers, states } = desk();
    outbox.decide([accept], send);
    outbox.decide([{ imageId: 2, decision: { kind: 'reject', boxId: 12 } }], send);
    await answers[0]!(true);
    expect([states(1), states(2)]).toEqual([['unreviewed'], ['rejected']]);
    await answers[1]!(true);
    expect([states(1), states(2)]).toEqual([['unreviewed'], ['unreviewed']]);
  });

  it('wait before an undo', async () => {
    const { outbox, send, answers, heard } = desk();
    let asked = false;
    outbox.decide([accept], send);
    const undone = outbox.request(() => {
      asked = true;
      return Promise.resolve(null);
    });
    expect(asked).toBe(false);
    await answers[0]!(false);
    expect(await undone).toBeNull();
    expect(asked).toBe(true);
    expect(heard).toHaveLength(1);
  });
});

describe('a drawn box', () => {
  it('can be decided on before it has its own id', async () => {
    const { outbox, send, answers, heard, log, shown } = desk();
    const [fresh] = outbox.decide([draw], send);
    expect(shown.of(1).map(({ id }) => id)).toEqual([11, fresh]);
    outbox.decide([{ imageId: 1, decision: { kind: 'set-class', boxId: fresh!, classId: 4 } }], send);
    await answers[0]!(false);
    expect(log.renamed).toEqual([[fresh, 101]]);
    expect(heard[1]).toEqual([{ kind: 'set-class', boxId: 101, classId: 4 }]);
    expect(shown.of(1).map(({ id, classId }) => [id, classId])).toEqual([
      [11, 1],
      [101, 4],
    ]);
  });
});

describe('news from elsewhere', () => {
  it('hide no decision that is still on its way', () => {
    const { outbox, send, states } = desk();
    outbox.decide([accept], send);
    outbox.take({
      changes: asChanges([1], [{ ...predicted(11, 1), x: 9 }]),
      undo: { canUndo: false, canRedo: false },
      theta: { kind: 'activation', byClass: {}, theta: 0.3, recipeTheta: 0.2 },
      objects: { byClass: {}, choice: 'one' },
      count: 1,
      imageId: null,
      pending: 0,
    });
    expect(states(1)).toEqual(['accepted']);
  });
});
