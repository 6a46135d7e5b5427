/** The tables of one open library.sqlite. */
import type { Database } from 'better-sqlite3';
import { BoxTable } from './boxes.ts';
import { ClassTable } from './classes.ts';
import { Columns } from './columns.ts';
import { DecisionTable } from './decisions.ts';
import { DerivationTable } from './derivations.ts';
import { ImageTable } from './images.ts';
import { LearningTable } from './learnings.ts';
import { MergeTable } from './merges.ts';
import { ProblemTable } from './problems.ts';
import { ProposalTable } from './proposals.ts';
import { ReviewedTable } from './reviewed.ts';
import { RunTable } from './runs.ts';
import { ScoreMapTable } from './scoreMaps.ts';
import { SettingTable } from './settings.ts';
import { SourceTable } from './sources.ts';

export class Store {
  readonly sources: SourceTable;
  readonly classes: ClassTable;
  readonly images: ImageTable;
  readonly boxes: BoxTable;
  readonly derivations: DerivationTable;
  readonly proposals: ProposalTable;
  readonly runs: RunTable;
  readonly scoreMaps: ScoreMapTable;
  readonly problems: ProblemTable;
  readonly decisions: DecisionTable;
  readonly reviewed: ReviewedTable;
  readonly settings: SettingTable;
  readonly merges: MergeTable;
  readonly learnings: LearningTable;
  /** Images and boxes as columns. */
  readonly columns: Columns;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.sources = new SourceTable(db);
    this.classes = new ClassTable(db);
    this.images = new ImageTable(db);
    this.boxes = new BoxTable(db);
    this.derivations = new DerivationTable(db);
    this.proposals = new ProposalTable(db);
    this.runs = new RunTable(db);
    this.scoreMaps = new ScoreMapTable(db);
    this.problems = new ProblemTable(db);
    this.decisions = new DecisionTable(db);
    this.reviewed = new ReviewedTable(db);
    this.settings = new SettingTable(db);
    this.merges = new MergeTable(db);
    this.learnings = new LearningTable(db);
    this.columns = new Columns(db);
  }

  /** All of the work or, if it throws, none of it. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work).immediate();
  }

  /**
   * As `transaction`, for what can be derived again: it is not flushed to the disk, so that a power cut may take it back.
   * Within another transaction it is a part of that.
   */
  quickTransaction<T>(work: () => T): T {
    if (this.#db.inTransaction) return work();
    this.#db.pragma('synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.#db.pragma('synchronous = FULL');
    }
  }

  get isOpen(): boolean {
    return this.#db.open;
  }

  close(): void {
    this.#db.close();
  }
}
