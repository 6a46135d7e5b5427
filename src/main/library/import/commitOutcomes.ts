/** Puts what was read into the project, in the order of the walk, some hundred files a transaction. */
import type { ImportSummary } from '../../../shared/domain.ts';
import { sortKey } from '../../../shared/naturalOrder.ts';
import type { Store } from '../store/store.ts';
import type { FileOutcome, Knowledge, ReadImage } from './readFile.ts';

/** Files a transaction: one flush to disk each, and at most so many are read again after a crash. */
const batchSize = 200;

type Counts = Pick<ImportSummary, 'found' | 'added' | 'unchanged' | 'skippedHidden' | 'skippedNotImage'>;

/**
 * Which of two equal files is kept, and in which order classes come, follow from the order of the walk alone.
 * Since whole prefixes of it are committed, an import that was killed and run again ends like any other.
 */
export class OutcomeCommitter implements Knowledge {
  readonly counts: Counts = { found: 0, added: 0, unchanged: 0, skippedHidden: 0, skippedNotImage: 0 };
  readonly #store: Store;
  readonly #root: string;
  readonly #onCommitted: (imageIds: number[]) => void;
  #waiting: FileOutcome[] = [];
  /** Images of the transaction that runs. */
  #added: number[] = [];
  #sourceId: number | undefined;
  /** Files that have problem lines from an earlier import, as far as they were not met yet. */
  readonly #oldProblems: Set<string>;

  constructor(store: Store, root: string, onCommitted: (imageIds: number[]) => void = () => undefined) {
    this.#store = store;
    this.#root = root;
    this.#onCommitted = onCommitted;
    this.#sourceId = store.sources.find(root);
    this.#oldProblems = new Set(this.#sourceId === undefined ? [] : store.problems.pathsOf(this.#sourceId));
  }

  get sourceId(): number | undefined {
    return this.#sourceId;
  }

  file(relativePath: string): ReturnType<Knowledge['file']> {
    return this.#sourceId === undefined ? undefined : this.#store.images.known(this.#sourceId, relativePath);
  }

  classHolds(folder: string, contentHash: string): boolean {
    const classId = this.#store.classes.ofFolder(className(folder));
    return this.#store.images.twins(contentHash).some((twin) => twin.classId === classId);
  }

  add(outcome: FileOutcome): void {
    this.#waiting.push(outcome);
    if (this.#waiting.length >= batchSize) this.flush();
  }

  flush(): void {
    const outcomes = this.#waiting;
    this.#waiting = [];
    this.#added = [];
    this.#store.transaction(() => {
      for (const outcome of outcomes) this.#commit(outcome);
    });
    if (this.#added.length > 0) this.#onCommitted(this.#added);
  }

  /** Takes back the problem lines of files that are no longer there; for the end of a walk that was whole. */
  finish(): void {
    this.flush();
    const sourceId = this.#sourceId;
    if (sourceId === undefined) return;
    this.#store.transaction(() => {
      for (const path of this.#oldProblems) this.#store.problems.clear(sourceId, path);
    });
  }

  #commit(outcome: FileOutcome): void {
    if (outcome.type === 'hidden') this.counts.skippedHidden += 1;
    else if (outcome.type === 'not-image') this.counts.skippedNotImage += 1;
    else if (outcome.type === 'unchanged') this.#commitUnchanged(outcome);
    else if (outcome.type === 'problem') this.#commitProblem(outcome);
    else this.#commitImage(outcome);
  }

  #commitUnchanged({ relativePath, known, touched }: Extract<FileOutcome, { type: 'unchanged' }>): void {
    this.counts.found += 1;
    this.counts.unchanged += 1;
    if (touched) this.#store.images.touch(known.id, touched.byteSize, touched.modifiedMs);
    if (known.status === 'missing') this.#store.images.setStatus(known.id, 'ok');
    if (this.#oldProblems.delete(relativePath))
      this.#store.problems.clearReturned(this.#source(), relativePath);
  }

  #commitProblem({ relativePath, kind, reason, isImage }: Extract<FileOutcome, { type: 'problem' }>): void {
    if (isImage) this.counts.found += 1;
    this.#forget(relativePath);
    this.#store.problems.write(this.#source(), relativePath, kind, reason);
  }

  #commitImage(image: ReadImage): void {
    this.counts.found += 1;
    this.#forget(image.relativePath);
    const { relativePath, contentHash } = image;
    const classId = this.#store.classes.ofFolderOrAdd(className(image.folder));
    const twins = this.#store.images.twins(contentHash);
    const shown = this.#store.classes.shownAs(classId);
    const inClass = twins.find((twin) => twin.classId === shown);
    if (inClass || !image.facts) {
      const reason = `The picture is in this class already, as ${inClass?.relativePath}. It was left out.`;
      this.#store.problems.write(this.#source(), relativePath, 'duplicate-in-class', reason);
      return;
    }
    const elsewhere = twins[0];
    if (elsewhere) {
      const reason =
        `The same picture is in class ${elsewhere.className} too, as ${elsewhere.relativePath}. Both were ` +
        'imported; if only one class is right, one of them misleads training.';
      this.#store.problems.write(this.#source(), relativePath, 'duplicate-across-classes', reason);
    }
    const { contentHash: _, facts, folder: __, type: ___, ...file } = image;
    const sourceId = this.#source();
    const fresh = { ...file, ...facts, contentHash, sourceId, classId, sortKey: sortKey(relativePath) };
    this.#added.push(this.#store.images.add(fresh));
    this.counts.added += 1;
  }

  #forget(relativePath: string): void {
    if (this.#oldProblems.delete(relativePath)) this.#store.problems.clear(this.#source(), relativePath);
  }

  /** The folder becomes known with the first thing that is to be said of it: an empty one never does. */
  #source(): number {
    this.#sourceId ??= this.#store.sources.findOrAdd(this.#root);
    return this.#sourceId;
  }
}

/** One class, whether the system spells its folder with composed or with separate accents. */
function className(folder: string): string {
  return folder.normalize('NFC');
}
