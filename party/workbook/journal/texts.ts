import type { Sql } from "./sql.ts";

/** A value in the object's SQLite has at most 2 MB; a UTF-16 unit is at most three bytes of UTF-8. */
const partLength = 500_000;
type What = "events" | "changes";

/**
 * The texts of operations. One that is too long for a column, as an import's may be, stands in parts of its own, and
 * the column is empty.
 */
export class Texts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Another text in place of one. @returns what goes into the column */
  replace(n: number, what: What, text: string): string {
    this.#sql.run("DELETE FROM op_parts WHERE n = ? AND what = ?", n, what);
    return this.put(n, what, text);
  }

  /** The text of a new operation. @returns what goes into the column */
  put(n: number, what: What, text: string): string {
    if (text.length <= partLength) return text;
    for (let i = 0; i * partLength < text.length; i += 1) {
      const part = text.slice(i * partLength, (i + 1) * partLength);
      this.#sql.run("INSERT INTO op_parts (n, what, i, text) VALUES (?, ?, ?, ?)", n, what, i, part);
    }
    return "";
  }

  /** @param column what stands in the column */
  get(n: number, what: What, column: string): string {
    if (column !== "") return column;
    const parts = this.#sql.all<{ text: string }>(
      "SELECT text FROM op_parts WHERE n = ? AND what = ? ORDER BY i",
      n,
      what,
    );
    return parts.map(({ text }) => text).join("");
  }

  dropUpTo(n: number, what: What): void {
    this.#sql.run("DELETE FROM op_parts WHERE n <= ? AND what = ?", n, what);
  }
}
