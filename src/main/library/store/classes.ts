/** Classes in the user's order, and the folders they came from. */
import type { Database } from 'better-sqlite3';
import type { ClassRecord } from '../../../shared/domain.ts';

export class ClassTable {
  readonly #list;
  readonly #shownAs;
  readonly #byFolder;
  readonly #byName;
  readonly #insert;
  readonly #mapFolder;
  readonly #folders;
  readonly #rename;
  readonly #place;

  constructor(db: Database) {
    // Places are counted anew: classes that count as another leave gaps.
    this.#list = db.prepare<[], ClassRecord>(
      `SELECT id, name, row_number() OVER (ORDER BY position, id) - 1 AS position,
         (SELECT count(*) FROM images WHERE class_id = classes.id) AS imageCount
       FROM classes WHERE merged_into IS NULL ORDER BY classes.position, id`,
    );
    this.#shownAs = db
      .prepare<[number], number>('SELECT coalesce(merged_into, id) FROM classes WHERE id = ?')
      .pluck();
    this.#byFolder = db
      .prepare<[string], number>('SELECT class_id FROM class_folders WHERE folder = ?')
      .pluck();
    this.#byName = db.prepare<[string], number>('SELECT id FROM classes WHERE name = ?').pluck();
    this.#insert = db
      .prepare<[string], number>(
        `INSERT INTO classes (name, position)
         VALUES (?, (SELECT coalesce(max(position) + 1, 0) FROM classes)) RETURNING id`,
      )
      .pluck();
    this.#mapFolder = db.prepare<[string, number]>(
      'INSERT INTO class_folders (folder, class_id) VALUES (?, ?)',
    );
    this.#folders = db
      .prepare<[number], string>(
        `SELECT folder FROM class_folders JOIN classes ON classes.id = class_id
         WHERE coalesce(merged_into, class_id) = ? ORDER BY folder`,
      )
      .pluck();
    this.#rename = db.prepare<[string, number]>('UPDATE classes SET name = ? WHERE id = ?');
    this.#place = db.prepare<[number, number]>('UPDATE classes SET position = ? WHERE id = ?');
  }

  /** Without those that count as another. */
  list(): ClassRecord[] {
    return this.#list.all();
  }

  get(id: number): ClassRecord | undefined {
    return this.list().find((each) => each.id === id);
  }

  /** The class that images and boxes of this one count as: itself, unless it was merged; undefined: no such class. */
  shownAs(id: number): number | undefined {
    return this.#shownAs.get(id);
  }

  withName(name: string): number | undefined {
    return this.#byName.get(name);
  }

  /** The class that a folder of this name leads to; undefined when there is none yet. */
  ofFolder(folder: string): number | undefined {
    const id = this.#byFolder.get(folder) ?? this.#byName.get(folder);
    return id === undefined ? undefined : this.shownAs(id);
  }

  /** The own class of a folder's images, made at the end of the order when it is new. */
  ofFolderOrAdd(folder: string): number {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const id = this.#byName.get(folder) ?? this.#insert.get(folder);
    if (id === undefined) throw new Error('SQLite returned no id for a new class');
    this.#mapFolder.run(folder, id);
    return id;
  }

  /** The folders whose images count as this class. */
  foldersOf(id: number): string[] {
    return this.#folders.all(id);
  }

  rename(id: number, name: string): void {
    this.#rename.run(name, id);
  }

  /** Classes that are not named follow in the order they have. */
  reorder(ids: readonly number[]): void {
    const now = this.list().map(({ id }) => id);
    const named = [...new Set(ids)].filter((id) => now.includes(id));
    const order = [...named, ...now.filter((id) => !named.includes(id))];
    order.forEach((id, position) => this.#place.run(position, id));
  }
}
