/** Classes in the user's order, and the folders they came from. */
import type { Database } from 'better-sqlite3';
import type { ClassRecord } from '../../../shared/domain.ts';

export class ClassTable {
  readonly #list;
  readonly #byFolder;
  readonly #byName;
  readonly #insert;
  readonly #mapFolder;
  readonly #folders;

  constructor(db: Database) {
    this.#list = db.prepare<[], ClassRecord>(
      `SELECT id, name, position, (SELECT count(*) FROM images WHERE class_id = classes.id) AS imageCount
       FROM classes ORDER BY position, id`,
    );
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
      .prepare<[number], string>('SELECT folder FROM class_folders WHERE class_id = ? ORDER BY folder')
      .pluck();
  }

  list(): ClassRecord[] {
    return this.#list.all();
  }

  /** The class that a folder of this name leads to; undefined when there is none yet. */
  ofFolder(folder: string): number | undefined {
    return this.#byFolder.get(folder) ?? this.#byName.get(folder);
  }

  /** The class of a folder, made at the end of the order when it is new. */
  ofFolderOrAdd(folder: string): number {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const id = this.#byName.get(folder) ?? this.#insert.get(folder);
    if (id === undefined) throw new Error('SQLite returned no id for a new class');
    this.#mapFolder.run(folder, id);
    return id;
  }

  foldersOf(id: number): string[] {
    return this.#folders.all(id);
  }
}
