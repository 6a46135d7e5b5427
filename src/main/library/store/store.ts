/** The tables of one open library.sqlite. */
import type { Database } from 'better-sqlite3';
import { BoxTable } from './boxes.ts';
import { ClassTable } from './classes.ts';
import { DecisionTable } from './decisions.ts';
import { ImageTable } from './images.ts';
import { ProblemTable } from './problems.ts';
import { RunTable } from './runs.ts';
import { ScoreMapTable } from './scoreMaps.ts';
import { SourceTable } from './sources.ts';

export class Store {
  readonly sources: SourceTable;
  readonly classes: ClassTable;
  readonly images: ImageTable;
  readonly boxes: BoxTable;
  readonly runs: RunTable;
  readonly scoreMaps: ScoreMapTable;
  readonly problems: ProblemTable;
  readonly decisions: DecisionTable;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.sources = new SourceTable(db);
    this.classes = new ClassTable(db);
    this.images = new ImageTable(db);
    this.boxes = new BoxTable(db);
    this.runs = new RunTable(db);
    this.scoreMaps = new ScoreMapTable(db);
    this.problems = new ProblemTable(db);
    this.decisions = new DecisionTable(db);
  }

  /** All of the work or, if it throws, none of it. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work).immediate();
  }

  get isOpen(): boolean {
    return this.#db.open;
  }

  close(): void {
    this.#db.close();
  }
}
