import type { Sql } from "./sql.ts";

const partLength = 500_000;

/** Files that are kept for a while: what a merge left behind (decision 29). */
export interface Files {
  /** @param until ISO 8601 */
  keep(id: string, text: string, until: string): void;
  get(id: string, now: string): string | null;
  purge(now: string): void;
  /** What is erased may stand in any of them. */
  clear(): void;
  /** When the next one ends; null when there is none. */
  nextEnd(): string | null;
}

/** In parts, for a value has at most 2 MB. */
export class SqliteFiles implements Files {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  keep(id: string, text: string, until: string): void {
    this.#sql.run("DELETE FROM files WHERE id = ?", id);
    for (let i = 0; i * partLength < text.length; i += 1) {
      const part = text.slice(i * partLength, (i + 1) * partLength);
      this.#sql.run("INSERT INTO files (id, i, text, until) VALUES (?, ?, ?, ?)", id, i, part, until);
    }
  }

  get(id: string, now: string): string | null {
    this.purge(now);
    const parts = this.#sql.all<{ text: string }>("SELECT text FROM files WHERE id = ? ORDER BY i", id);
    return parts.length === 0 ? null : parts.map(({ text }) => text).join("");
  }

  purge(now: string): void {
    this.#sql.run("DELETE FROM files WHERE until <= ?", now);
  }

  clear(): void {
    this.#sql.run("DELETE FROM files");
  }

  nextEnd(): string | null {
    return this.#sql.all<{ until: string | null }>("SELECT min(until) AS until FROM files")[0]?.until ?? null;
  }
}
