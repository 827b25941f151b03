import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant } from "./columns.ts";
import { ongoing_practices } from "./catalog.ts";
import { owner, ownerKey } from "./owned.ts";

/* What a learner keeps beside the workbook's answers. */

/** Decision 13; `note` is sealed. `day` is the learner's local day, YYYY-MM-DD. */
export const user_practice_log = sqliteTable(
  "user_practice_log",
  {
    user_id: owner(),
    practice_id: integer()
      .notNull()
      .references(() => ongoing_practices.id),
    day: text().notNull(),
    done: flag(),
    note: text(),
    created_at: instant(),
    updated_at: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.user_id, t.practice_id, t.day] }),
    check("user_practice_log_day_format", sql`${t.day} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`),
    ...areFlags(t.done),
  ],
);

/**
 * Decision 34: what a reset locked away, readable again with the old password until `until`. `at` is JSON
 * `[table, column, rowId]`, where the envelope stood.
 */
export const user_sealed = sqliteTable(
  "user_sealed",
  {
    user_id: owner(),
    generation: integer().notNull(),
    /** The placement's key, the instance's id, or `<practice>/<day>`: several may stand at one place of a one-row table. */
    key: text().notNull(),
    at: text().notNull(),
    env: text().notNull(),
    until: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.user_id, t.generation, t.key, t.at] }),
    // For the job that purges.
    index("user_sealed_until").on(t.until),
  ],
);

/** Spec 14.5, decision 32. */
export const user_wallet = sqliteTable("user_wallet", {
  user_id: ownerKey(),
  wallet_json: text().notNull(),
  schema_version: text().notNull(),
  signature: text(),
  exported_at: instant(),
});

/**
 * What a facilitator wrote to this learner in a session (`protocol.md`, event `note`), kept by the learner's object
 * after the session is gone. `block_key` is a placement's permanent key.
 */
export const user_notes = sqliteTable(
  "user_notes",
  {
    id: text().primaryKey(),
    user_id: owner(),
    sender: text().notNull(),
    text: text().notNull(),
    block_key: text(),
    sent_at: instant(),
    seen_at: text(),
  },
  (t) => [index("user_notes_user").on(t.user_id)],
);

/**
 * Decision 29: another thread of the same person, to come into this account. `other_user_id` is no foreign key: the
 * thread is deleted when it is in, and what was left behind can be fetched until `kept_until`.
 */
export const user_merges = sqliteTable(
  "user_merges",
  {
    id: text().primaryKey(),
    user_id: owner(),
    other_user_id: text().notNull(),
    created_at: instant(),
    kept_until: text(),
  },
  (t) => [index("user_merges_user").on(t.user_id)],
);

/** Who watched this learner's thread, what of it, and when (`GET /api/audit`). `modules` is JSON. */
export const user_looks = sqliteTable(
  "user_looks",
  {
    id: text().primaryKey(),
    user_id: owner(),
    who: text().notNull(),
    /** `thread`, as it was written; `report` of a session; `projector`, on which the room saw it. */
    what: text().notNull().default("thread"),
    modules: text().notNull(),
    since: instant(),
    until: text(),
  },
  (t) => [index("user_looks_user").on(t.user_id)],
);
