import type { Sql } from "./sql.ts";

type Key = "epoch" | "settings" | "fenced" | "alerts" | "leaving" | "live";

/** The few things of which the log has one. Read once, until it is written: nobody else has this storage. */
export class Meta {
  readonly #sql: Sql;
  readonly #known = new Map<Key, string | null>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  get(key: Key): string | null {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#sql.all<{ v: string }>("SELECT v FROM meta WHERE k = ?", key)[0]?.v ?? null;
    this.#known.set(key, found);
    return found;
  }

  set(key: Key, value: string): void {
    this.#sql.run(
      "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
      key,
      value,
    );
    // Not known by what was written: the transaction around it may yet be undone.
    this.#known.delete(key);
  }
}
