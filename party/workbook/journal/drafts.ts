import type { Sql } from "./sql.ts";

/** Unsent work, kept for the learner's other devices. */
export interface Draft {
  /** The block or the instance it is for. */
  readonly key: string;
  readonly rev: number;
  readonly value: unknown;
  readonly device: string;
  readonly at: string;
}

export interface Drafts {
  all(): Draft[];
  of(key: string): Draft | null;
  put(draft: Draft): void;
  clear(key: string): void;
}

type DraftRow = { key: string; rev: number; value: string; device: string; at: string };

const draftOf = (row: DraftRow): Draft => ({ ...row, value: JSON.parse(row.value) as unknown });

export class SqliteDrafts implements Drafts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  all(): Draft[] {
    return this.#sql.all<DraftRow>("SELECT * FROM drafts").map(draftOf);
  }

  of(key: string): Draft | null {
    const [row] = this.#sql.all<DraftRow>("SELECT * FROM drafts WHERE key = ?", key);
    return row === undefined ? null : draftOf(row);
  }

  put({ key, rev, value, device, at }: Draft): void {
    const sql = "INSERT OR REPLACE INTO drafts (key, rev, value, device, at) VALUES (?, ?, ?, ?, ?)";
    this.#sql.run(sql, key, rev, JSON.stringify(value), device, at);
  }

  clear(key: string): void {
    this.#sql.run("DELETE FROM drafts WHERE key = ?", key);
  }
}
