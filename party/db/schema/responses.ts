import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant } from "./columns.ts";
import { prompts, stem, tools } from "./content.ts";
import { owner, provenance } from "./owned.ts";

/**
 * Spec 3.18 as the ledger (decision 3): every answer, one row per placement. The spec's NOT NULL TEXT
 * `prompt_id` is INTEGER, as `prompts.id` is, and shares its place with `tool_id`. A skip is `rev` 0 with
 * `skipped`; a cleared answer is `skipped` with its `rev`; one lost to a reset or erased is `erased`.
 * `responded_at` is the operation's `at`, `created_at` that of the first answer (decisions 10, 30).
 */
export const user_responses = sqliteTable(
  "user_responses",
  {
    id: text().primaryKey(),
    user_id: owner(),
    stem_id: integer()
      .notNull()
      .references(() => stem.id),
    prompt_id: integer().references(() => prompts.id),
    tool_id: integer().references(() => tools.id),
    exercise_id: text(),
    activity_id: text(),
    /** The value: text or JSON, sealed fields as envelopes. */
    response_text: text(),
    op_n: integer().notNull(),
    rev: integer().notNull(),
    skipped: flag(),
    only_me: flag(),
    erased: flag(),
    /** The row that this placement's value belongs to for good (decision 5). */
    row_id: text(),
    /** JSON `{rowId: keyed hash}` of the sealed rows: the projection's `content_hash` comes from here. */
    hashes: text(),
    /** The content version that the answer was given under. */
    content_version: integer(),
    device: text(),
    responded_at: instant(),
    created_at: instant(),
    updated_at: instant(),
  },
  (t) => [
    unique("user_responses_one_per_placement").on(t.user_id, t.stem_id),
    index("idx_user_responses_user").on(t.user_id),
    index("idx_user_responses_prompt").on(t.user_id, t.prompt_id),
    index("idx_user_responses_exercise").on(t.user_id, t.exercise_id),
    check("user_responses_prompt_or_tool", sql`(${t.prompt_id} IS NULL) <> (${t.tool_id} IS NULL)`),
    check("user_responses_skip_has_no_value", sql`${t.skipped} = 0 OR ${t.response_text} IS NULL`),
    check(
      "user_responses_value_or_reason",
      sql`${t.response_text} IS NOT NULL OR ${t.skipped} = 1 OR ${t.erased} = 1`,
    ),
    ...areFlags(t.skipped, t.only_me, t.erased),
  ],
);

/** Spec 3.19; `name` is sealed by placement, hence nullable (decision 6). */
export const user_lists = sqliteTable(
  "user_lists",
  {
    id: text().primaryKey(),
    user_id: owner(),
    name: text(),
    context: text(),
    ...provenance(),
  },
  (t) => [index("idx_user_lists_user").on(t.user_id)],
);

/** Spec 3.20; `content` is sealed by placement, hence nullable. `user_id` is ours (decision 38). */
export const user_list_items = sqliteTable(
  "user_list_items",
  {
    id: text().primaryKey(),
    user_id: owner(),
    list_id: text()
      .notNull()
      .references(() => user_lists.id, { onDelete: "cascade" }),
    content: text(),
    position: integer().notNull(),
    ...provenance(),
  },
  (t) => [index("user_list_items_user").on(t.user_id), index("idx_user_list_items_list").on(t.list_id)],
);

/** Spec 3.21; `prompt_id` is INTEGER, as `prompts.id` is. */
export const user_checklists = sqliteTable(
  "user_checklists",
  {
    id: text().primaryKey(),
    user_id: owner(),
    prompt_id: integer()
      .notNull()
      .references(() => prompts.id),
    exercise_id: text(),
    checked: flag(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_checklists_user").on(t.user_id),
    index("idx_user_checklists_exercise").on(t.user_id, t.exercise_id),
    ...areFlags(t.checked),
  ],
);

/**
 * Decision 10: what tools hold outside the thread. `value` is null while the instance is deleted; undo brings
 * it back at the same id. `origin` and `content_hash` are the export's.
 */
export const user_tool_instances = sqliteTable(
  "user_tool_instances",
  {
    id: text().primaryKey(),
    user_id: owner(),
    tool_id: integer()
      .notNull()
      .references(() => tools.id),
    value: text(),
    rev: integer().notNull(),
    origin: text(),
    content_hash: text(),
    /** As in `user_responses`. */
    hashes: text(),
    device: text(),
    /** The operation that wrote it: a rebuilt log tells it at that place. */
    op_n: integer().notNull().default(0),
    created_at: instant(),
    updated_at: instant(),
    deleted_at: text(),
  },
  (t) => [
    index("user_tool_instances_user").on(t.user_id, t.tool_id),
    check("user_tool_instances_value_or_deleted", sql`${t.value} IS NOT NULL OR ${t.deleted_at} IS NOT NULL`),
  ],
);

/** Decision 10: earlier values of answers and instances, the first and the newest twenty. */
export const user_revisions = sqliteTable(
  "user_revisions",
  {
    id: text().primaryKey(),
    user_id: owner(),
    stem_id: integer().references(() => stem.id),
    instance_id: text().references(() => user_tool_instances.id, { onDelete: "cascade" }),
    rev: integer().notNull(),
    /** Null: cleared, or deleted, at this revision. */
    value: text(),
    device: text(),
    at: instant(),
  },
  (t) => [
    index("user_revisions_user").on(t.user_id),
    uniqueIndex("user_revisions_of_answer")
      .on(t.user_id, t.stem_id, t.rev)
      .where(sql`${t.stem_id} IS NOT NULL`),
    uniqueIndex("user_revisions_of_instance")
      .on(t.user_id, t.instance_id, t.rev)
      .where(sql`${t.instance_id} IS NOT NULL`),
    index("user_revisions_instance").on(t.instance_id),
    check("user_revisions_answer_or_instance", sql`(${t.stem_id} IS NULL) <> (${t.instance_id} IS NULL)`),
  ],
);
