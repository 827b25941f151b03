import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant, oneOf } from "./columns.ts";

/* All content tables carry `updated_at` (decision 28). */

export const contentTypes = ["heading", "instruction", "note", "quote", "transition", "celebration"] as const;

/** Spec 4.2. */
export const content_blocks = sqliteTable(
  "content_blocks",
  {
    id: integer().primaryKey(),
    content_type: text({ enum: contentTypes }).notNull(),
    content: text().notNull(),
    version: integer().notNull().default(1),
    is_active: integer().notNull().default(1),
    updated_at: instant(),
  },
  (t) => [
    index("idx_content_blocks_type").on(t.content_type),
    index("idx_content_blocks_active").on(t.is_active),
    oneOf(t.content_type, contentTypes),
    ...areFlags(t.is_active),
  ],
);

export const inputTypes = ["textarea", "slider", "checkbox", "select"] as const;

/** Spec 4.3. */
export const prompts = sqliteTable(
  "prompts",
  {
    id: integer().primaryKey(),
    prompt_text: text().notNull(),
    input_type: text({ enum: inputTypes }).notNull(),
    input_config: text(),
    version: integer().notNull().default(1),
    is_active: integer().notNull().default(1),
    updated_at: instant(),
  },
  (t) => [
    index("idx_prompts_type").on(t.input_type),
    index("idx_prompts_active").on(t.is_active),
    oneOf(t.input_type, inputTypes),
    ...areFlags(t.is_active),
  ],
);

export const reminderFrequencies = ["daily", "weekly", "monthly"] as const;

/** Spec 4.4; `label` is what people read, `name` stays an identifier (decision 16). */
export const tools = sqliteTable(
  "tools",
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    label: text().notNull(),
    description: text(),
    instructions: text(),
    icon_name: text(),
    has_reminder: flag(),
    reminder_frequency: text({ enum: reminderFrequencies }),
    reminder_prompt: text(),
    unlocks_at_exercise: text(),
    version: integer().notNull().default(1),
    is_active: integer().notNull().default(1),
    updated_at: instant(),
  },
  (t) => [
    index("idx_tools_name").on(t.name),
    index("idx_tools_reminder").on(t.has_reminder, t.reminder_frequency),
    oneOf(t.reminder_frequency, reminderFrequencies),
    ...areFlags(t.has_reminder, t.is_active),
  ],
);

export const connectionTypes = ["forward", "backward", "internal", "resource", "framework"] as const;
export const reveals = ["shown", "on_request", "count"] as const;

/**
 * Spec 4.5, decision 8: from the placement that produces to the one that consumes. `source_stem_id` and
 * `target_stem_id` are no foreign keys: `stem` refers to this table, the spec seeds it first, and both are
 * checked when content is built, like `stem.content_id`.
 */
export const connections = sqliteTable(
  "connections",
  {
    id: integer().primaryKey(),
    source_block_id: integer().references(() => content_blocks.id),
    target_block_id: integer().references(() => content_blocks.id),
    source_stem_id: integer(),
    target_stem_id: integer(),
    source_location: text(),
    target_location: text(),
    connection_type: text({ enum: connectionTypes }).notNull(),
    /** The name of a row of `data_objects`. */
    data_object: text(),
    source_tool_id: integer().references(() => tools.id),
    /** JSON: an array of typed steps. */
    transform: text(),
    reveal: text({ enum: reveals }).notNull().default("shown"),
    implementation_notes: text(),
    updated_at: instant(),
  },
  (t) => [
    index("idx_connections_source").on(t.source_block_id),
    index("idx_connections_target").on(t.target_block_id),
    index("idx_connections_type").on(t.connection_type),
    index("connections_source_stem").on(t.source_stem_id),
    index("connections_target_stem").on(t.target_stem_id),
    oneOf(t.connection_type, connectionTypes),
    oneOf(t.reveal, reveals),
  ],
);

export const blockTypes = ["content", "prompt", "tool"] as const;

/**
 * Spec 4.1, decision 7. `content_id` points into the table that `block_type` names, checked when content is
 * built. `sequence` is unique among the placements that are not retired (decision 28): a retired one keeps the
 * number that its answers were given under.
 */
export const stem = sqliteTable(
  "stem",
  {
    id: integer().primaryKey(),
    /** Permanent, `<exercise>.<word>`; never reused; position is never read from it. */
    key: text().notNull(),
    part: integer().notNull(),
    module: integer().notNull(),
    exercise: integer().notNull(),
    activity: integer().notNull(),
    sequence: integer().notNull(),
    block_type: text({ enum: blockTypes }).notNull(),
    content_id: integer(),
    connection_id: integer().references(() => connections.id),
    required: flag(),
    private: flag(),
    /** The content version that no longer has this placement. */
    retired_in: integer(),
    /** JSON: list name, fields, limits, save target, mode, owned fields, sealed fields. */
    config: text(),
    updated_at: instant(),
  },
  (t) => [
    uniqueIndex("stem_key").on(t.key),
    uniqueIndex("stem_live_sequence")
      .on(t.sequence)
      .where(sql`${t.retired_in} IS NULL`),
    index("idx_stem_sequence").on(t.sequence),
    index("idx_stem_location").on(t.part, t.module, t.exercise, t.activity),
    index("idx_stem_block_type").on(t.block_type, t.content_id),
    oneOf(t.block_type, blockTypes),
    ...areFlags(t.required, t.private),
  ],
);

/** Decision 7: all connections of a block; `stem.connection_id` names its first. */
export const stem_connections = sqliteTable(
  "stem_connections",
  {
    stem_id: integer()
      .notNull()
      .references(() => stem.id),
    connection_id: integer()
      .notNull()
      .references(() => connections.id),
    position: integer().notNull().default(0),
    updated_at: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.stem_id, t.connection_id] }),
    index("stem_connections_connection").on(t.connection_id),
  ],
);
