/**
 * A project's whole state in words that do not depend on ids, times, or where the folders lie, so that two
 * projects can be compared: one that was interrupted and resumed must equal one that was not.
 */
import { createHash } from 'node:crypto';
import type { BoxRecord, ImageRecord } from '../../shared/domain.ts';
import type { Store } from './store/store.ts';

export interface ProjectDump {
  classes: { name: string; folders: string[]; imageCount: number }[];
  images: DumpedImage[];
  runs: Record<string, unknown>[];
  problems: { path: string; kind: string; reason: string }[];
  decisions: { kind: string; image: string; before: DumpedBox | null; after: DumpedBox | null }[];
}

type DumpedImage = Omit<ImageRecord, 'id' | 'classId' | 'path'> & {
  boxes: DumpedBox[];
  /** SHA-256 of the stored map of each run that has one, by the run's place in the list of runs. */
  maps: Record<number, string>;
};

type DumpedBox = Omit<BoxRecord, 'id' | 'imageId' | 'classId' | 'runId'> & {
  class: string;
  run: number | null;
};

export function dumpOf(store: Store): ProjectDump {
  const dumper = new Dumper(store);
  return {
    classes: store.classes
      .list()
      .map(({ id, name, imageCount }) => ({ name, folders: store.classes.foldersOf(id), imageCount })),
    images: dumper.images(),
    runs: store.runs.list().map(({ id: _, summary, ...run }) => ({ ...run, summary: withoutTimes(summary) })),
    problems: store.problems.listRelative(),
    decisions: [...store.decisions.log()].map(({ kind, imageId, before, after }) => ({
      kind,
      image: store.images.location(imageId)?.relativePath ?? '',
      before: before && dumper.box(before),
      after: after && dumper.box(after),
    })),
  };
}

class Dumper {
  readonly #store: Store;
  readonly #classNames: Map<number, string>;
  readonly #runIds: number[];

  constructor(store: Store) {
    this.#store = store;
    this.#classNames = new Map(store.classes.list().map(({ id, name }) => [id, name]));
    this.#runIds = store.runs.list().map(({ id }) => id);
  }

  images(): DumpedImage[] {
    return [...this.#store.images.pages([...this.#classNames.keys()], 500)].flat().map((image) => {
      const { id, classId: _, path: __, ...facts } = image;
      const boxes = this.#store.boxes.ofImages([id]).map((box) => this.box(box));
      return { ...facts, boxes, maps: this.#maps(id) };
    });
  }

  box({ id: _, imageId: __, classId, runId, ...box }: BoxRecord): DumpedBox {
    const run = runId === null ? null : this.#runIds.indexOf(runId);
    return { ...box, class: this.#classNames.get(classId) ?? '', run };
  }

  #maps(imageId: number): Record<number, string> {
    const maps: Record<number, string> = {};
    this.#runIds.forEach((runId, place) => {
      const cells = this.#store.scoreMaps.cells(imageId, runId);
      if (cells) maps[place] = createHash('sha256').update(cells).digest('hex');
    });
    return maps;
  }
}

/** Figures that measure time are named for it: `seconds`, `trainSeconds` and so on. */
function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => !/seconds$|memory|At$/i.test(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutTimes(part)]));
}
