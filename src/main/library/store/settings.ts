/** What a person set, by name. */
import type { Database } from 'better-sqlite3';

export class SettingTable {
  readonly #read;
  readonly #write;

  constructor(db: Database) {
    this.#read = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
    this.#write = db.prepare<[string, string]>('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  }

  /** undefined when it was never set. */
  read(key: string): unknown {
    const text = this.#read.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  write(key: string, value: unknown): void {
    this.#write.run(key, JSON.stringify(value));
  }
}
