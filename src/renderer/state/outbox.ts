/**
 * Decisions on their way to the library: shown at once, sent one after another, and taken back from the screen when
 * the library refuses them.
 */
import type { BoxChanges, ReviewReply } from '../../shared/appDomain.ts';
import type { BoxView } from './boxTable.ts';
import type { Decision } from './optimistic.ts';
import { asChanges, decided } from './optimistic.ts';

/** A decision and the image whose boxes it changes. */
export interface Placed {
  imageId: number;
  decision: Decision;
}

export interface BoxStore {
  boxesOf(imageId: number): BoxView[];
  apply(changes: BoxChanges): void;
  take(reply: ReviewReply): void;
}

export interface OutboxListener {
  /** How many steps have not been answered yet. */
  waiting(count: number): void;
  failed(error: unknown): void;
  /** A drawn box got its own id. */
  renamed(from: number, to: number): void;
}

type Send = (decisions: Decision[]) => Promise<ReviewReply | null>;

interface Step {
  placed: Placed[];
  /** One for each of `placed`; used by those that draw. */
  freshIds: number[];
  /** The boxes of each of its images as they were before. */
  before: Map<number, BoxView[]>;
  send: Send;
  done: (reply: ReviewReply | null) => void;
}

export class Outbox {
  readonly #store: BoxStore;
  readonly #listener: OutboxListener;
  #steps: Step[] = [];
  #isSending = false;
  #lastFreshId = 0;
  /** Own ids of drawn boxes, by the ids that they had until the library answered. */
  readonly #given = new Map<number, number>();

  constructor(store: BoxStore, listener: OutboxListener) {
    this.#store = store;
    this.#listener = listener;
  }

  /**
   * Shows decisions at once and sends them when all before them are answered.
   * @returns for each, the id that a box has for the time being if it is drawn by it.
   */
  decide(placed: Placed[], send: Send): number[] {
    const freshIds = placed.map(() => (this.#lastFreshId -= 1));
    const step: Step = { placed, freshIds, before: new Map(), send, done: () => undefined };
    this.#show(step, new Set(placed.map(({ imageId }) => imageId)));
    this.#push(step);
    return freshIds;
  }

  /**
   * Asks for a step whose outcome only the library knows, such as an undo, when all before it are answered.
   * @returns null when there was nothing to do or it failed.
   */
  request(send: () => Promise<ReviewReply | null>): Promise<ReviewReply | null> {
    return new Promise((done) => {
      this.#push({ placed: [], freshIds: [], before: new Map(), send, done });
    });
  }

  /** Takes over what the library says of boxes; decisions that it has not heard of yet stay on screen. */
  take(reply: ReviewReply): void {
    this.#store.take(reply);
    this.#showWaiting(new Set(reply.changes.imageIds));
  }

  #push(step: Step): void {
    this.#steps.push(step);
    this.#listener.waiting(this.#steps.length);
    if (!this.#isSending) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isSending = true;
    for (let step = this.#steps[0]; step; step = this.#steps[0]) {
      const reply = await this.#sent(step);
      this.#listener.waiting(this.#steps.length);
      step.done(reply);
    }
    this.#isSending = false;
  }

  async #sent(step: Step): Promise<ReviewReply | null> {
    try {
      const reply = await step.send(step.placed.map(({ decision }) => this.#translated(decision)));
      this.#steps.shift();
      if (reply) {
        this.#learnIds(step, reply.changes);
        this.take(reply);
      }
      return reply;
    } catch (error) {
      this.#steps.shift();
      this.#store.apply(asChanges([...step.before.keys()], [...step.before.values()].flat()));
      this.#showWaiting(new Set(step.before.keys()));
      this.#listener.failed(error);
      return null;
    }
  }

  /** Boxes of some images were replaced: what is still to be sent is shown on them again. */
  #showWaiting(imageIds: ReadonlySet<number>): void {
    for (const step of this.#steps) this.#show(step, imageIds);
  }

  /** Shows what a step does on those of its images that are in the set. */
  #show({ placed, freshIds, before }: Step, imageIds: ReadonlySet<number>): void {
    const after = new Map<number, BoxView[]>();
    placed.forEach(({ imageId, decision }, index) => {
      if (!imageIds.has(imageId)) return;
      let boxes = after.get(imageId);
      if (!boxes) {
        boxes = this.#store.boxesOf(imageId);
        before.set(imageId, boxes);
      }
      after.set(imageId, decided(boxes, this.#translated(decision), freshIds[index]!));
    });
    if (after.size > 0) this.#store.apply(asChanges([...after.keys()], [...after.values()].flat()));
  }

  #translated(decision: Decision): Decision {
    if (decision.kind === 'draw') return decision;
    const own = this.#given.get(decision.boxId);
    return own === undefined ? decision : { ...decision, boxId: own };
  }

  /** A drawn box is the one of its image that was not there before. */
  #learnIds({ placed, freshIds, before }: Step, { boxes }: BoxChanges): void {
    const known = new Set([...before.values()].flat().map(({ id }) => id));
    placed.forEach(({ imageId, decision }, index) => {
      if (decision.kind !== 'draw') return;
      const own = boxes.ids.find((id, at) => boxes.imageIds[at] === imageId && !known.has(id));
      if (own === undefined) return;
      known.add(own);
      this.#given.set(freshIds[index]!, own);
      this.#listener.renamed(freshIds[index]!, own);
    });
  }
}
