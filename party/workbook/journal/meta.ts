import type { Sql } from "./sql.ts";

/** The few things of which the log has one. */
export class Meta {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  get(key: "epoch" | "settings" | "fenced" | "alerts"): string | null {
    return this.#sql.all<{ v: string }>("SELECT v FROM meta WHERE k = ?", key)[0]?.v ?? null;
  }

  set(key: "epoch" | "settings" | "fenced" | "alerts", value: string): void {
    this.#sql.run(
      "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
      key,
      value,
    );
  }
}
