import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant, oneOf } from "./columns.ts";

/* What is said about the content beside its blocks. */

/** Spec 4.6. */
export const data_objects = sqliteTable(
  "data_objects",
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    created_in: text().notNull(),
    reused_in: text(),
    data_type: text().notNull(),
    implementation_notes: text(),
    updated_at: instant(),
  },
  (t) => [index("idx_data_objects_name").on(t.name)],
);

/** Spec 4.7; `key` is permanent (decision 13). */
export const ongoing_practices = sqliteTable(
  "ongoing_practices",
  {
    id: integer().primaryKey(),
    key: text().notNull(),
    name: text().notNull(),
    established_in: text().notNull(),
    used_by: text(),
    frequency: text().notNull(),
    purpose: text(),
    updated_at: instant(),
  },
  (t) => [uniqueIndex("ongoing_practices_key").on(t.key)],
);

export const outlineLevels = ["part", "module", "exercise", "activity"] as const;

/** Decision 16: titles, purposes and honest minutes. `id` is "1", "1.1", "1.1.1" or "1.1.1.1". */
export const outline = sqliteTable(
  "outline",
  {
    id: text().primaryKey(),
    level: text({ enum: outlineLevels }).notNull(),
    title: text().notNull(),
    purpose: text(),
    minutes: integer(),
    position: integer().notNull(),
    updated_at: instant(),
  },
  (t) => [oneOf(t.level, outlineLevels)],
);

/** Decisions 16 and 28: `active` moves last when a release goes out, and back when it is rolled back. */
export const content_releases = sqliteTable(
  "content_releases",
  {
    version: integer().primaryKey(),
    sha256: text().notNull(),
    active: flag(),
    created_at: instant(),
  },
  (t) => [
    uniqueIndex("content_releases_one_active")
      .on(t.active)
      .where(sql`${t.active} = 1`),
    ...areFlags(t.active),
  ],
);
