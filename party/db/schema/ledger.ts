import { sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";
import { owner, ownerKey } from "./owned.ts";

/**
 * Decision 4: every operation that D1 has, for ever. A second writer at the same `n` breaks the key, and its
 * whole batch rolls back; `op_id` is the client's idempotency key. An operation may own no event: then
 * `last_seq` is `first_seq` − 1.
 */
export const user_ops = sqliteTable(
  "user_ops",
  {
    user_id: owner(),
    n: integer().notNull(),
    op_id: text().notNull(),
    first_seq: integer().notNull(),
    last_seq: integer().notNull(),
    payload_hash: text().notNull(),
    at: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.user_id, t.n] }),
    unique("user_ops_once").on(t.user_id, t.op_id),
    check("user_ops_range", sql`${t.n} >= 1 AND ${t.first_seq} >= 1 AND ${t.last_seq} >= ${t.first_seq} - 1`),
  ],
);

/**
 * Decision 4: how far D1 is; moves in the same batch as the rows. `frontier` (null: the workbook is complete)
 * and `content_version` cannot be read from the answers (decisions 21, 28), so a log rebuilt from D1 finds them
 * here.
 */
export const user_streams = sqliteTable("user_streams", {
  user_id: ownerKey(),
  epoch: text().notNull(),
  n: integer().notNull(),
  last_seq: integer().notNull(),
  frontier: text(),
  content_version: integer().notNull(),
});
