import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { Sql } from "./sql.ts";
import type { Texts } from "./texts.ts";

export type UnsavedRow = { n: number; changes: string; bytes: number };
export const unsavedColumns = "changes, octet_length(changes) AS bytes";

const utf8 = new TextEncoder();

/**
 * What D1 still has to learn, by operation. Apart from the operations: neither their rows nor an index is written
 * again when they are saved.
 */
export class Unsaved {
  readonly #sql: Sql;
  readonly #texts: Texts;

  constructor(sql: Sql, texts: Texts) {
    this.#sql = sql;
    this.#texts = texts;
  }

  all(): number[] {
    return this.#sql.all<{ n: number }>("SELECT n FROM unsaved ORDER BY n").map(({ n }) => n);
  }

  has(n: number): boolean {
    return this.#sql.all("SELECT n FROM unsaved WHERE n = ?", n).length > 0;
  }

  isEmpty(): boolean {
    return this.#sql.all("SELECT n FROM unsaved LIMIT 1").length === 0;
  }

  /** @param text the changes as JSON */
  put(n: number, text: string): void {
    this.#sql.run("INSERT INTO unsaved (n, changes) VALUES (?, ?)", n, this.#texts.put(n, "changes", text));
  }

  replace(n: number, changes: readonly RowChange[]): void {
    const text = this.#texts.replace(n, "changes", JSON.stringify(changes));
    this.#sql.run("UPDATE unsaved SET changes = ? WHERE n = ?", text, n);
  }

  /** The changes' text, and what it takes as UTF-8. */
  of({ n, changes, bytes }: UnsavedRow): { changes: string; bytes: number } {
    if (bytes > 0) return { changes, bytes };
    const whole = this.#texts.get(n, "changes", changes);
    return { changes: whole, bytes: utf8.encode(whole).length };
  }

  dropUpTo(n: number): void {
    this.#sql.run("DELETE FROM unsaved WHERE n <= ?", n);
    this.#texts.dropUpTo(n, "changes");
  }
}
