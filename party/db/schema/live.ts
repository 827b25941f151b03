import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant, oneOf } from "./columns.ts";
import { owner } from "./owned.ts";

/*
 * Watching together (issue 6). Of a session the live object writes what is the facilitators' (`live_sessions`,
 * `live_facilitators`, `live_stars`, `live_notes`); what is a learner's, their consent and what they share, is written
 * by that learner's own object with the operation that makes it so, and goes with the learner (docs/decisions/0035).
 * A learner's rows point at a session without a foreign key: they reach D1 in a batch that must never fail because a
 * facilitator has gone.
 */

const modes = ["self", "guided"] as const;

/** A session, and who opened it: with their account it goes (decision 37). */
export const live_sessions = sqliteTable(
  "live_sessions",
  {
    id: text().primaryKey(),
    user_id: owner(),
    title: text().notNull(),
    /** JSON: ids of modules. */
    modules: text().notNull(),
    mode: text({ enum: modes }).notNull(),
    /** Whoever comes waits to be let in. */
    waiting_room: flag(),
    /** A keyed hash of the join code; null once it has run out. */
    code_key: text(),
    code_until: text(),
    opened_at: instant(),
    ended_at: text(),
    /** The report goes then. */
    keep_until: text(),
  },
  (t) => [
    index("live_sessions_user").on(t.user_id),
    index("live_sessions_keep").on(t.keep_until),
    uniqueIndex("live_sessions_code")
      .on(t.code_key)
      .where(sql`${t.code_key} IS NOT NULL`),
    oneOf(t.mode, modes),
    ...areFlags(t.waiting_room),
  ],
);

/** Who may see a session. `domain` is that of their confirmed address when they came. */
export const live_facilitators = sqliteTable(
  "live_facilitators",
  {
    live_id: text()
      .notNull()
      .references(() => live_sessions.id, { onDelete: "cascade" }),
    user_id: owner(),
    name: text().notNull(),
    domain: text().notNull(),
    since: instant(),
  },
  (t) => [primaryKey({ columns: [t.live_id, t.user_id] }), index("live_facilitators_user").on(t.user_id)],
);

const stages = ["waiting", "in", "left", "removed", "ended"] as const;

/**
 * A learner in a session: under which name, what they agreed to, and from where in their log on (decision 37). `id` is
 * the participant's id, which is all that a facilitator ever gets of it.
 */
export const live_participants = sqliteTable(
  "live_participants",
  {
    id: text().primaryKey(),
    user_id: owner(),
    live_id: text().notNull(),
    alias: text().notNull(),
    title: text().notNull(),
    /** JSON: ids of modules. */
    modules: text().notNull(),
    /** JSON: `[{name, domain}]`, as they were when the learner agreed. */
    facilitators: text().notNull(),
    consent_id: text().notNull(),
    since_seq: integer().notNull(),
    since: instant(),
    stage: text({ enum: stages }).notNull(),
    /** When they left, were removed, or the session ended. */
    left_at: text(),
    keep_until: text(),
  },
  (t) => [
    index("live_participants_user").on(t.user_id),
    index("live_participants_live").on(t.live_id),
    oneOf(t.stage, stages),
  ],
);

/**
 * What a learner shares of a session's questions: that they are settled, how long they took, and, where it is neither
 * private nor theirs alone, the value. Nothing of it changes after the session, but to go.
 */
export const live_answers = sqliteTable(
  "live_answers",
  {
    user_id: owner(),
    participant_id: text().notNull(),
    live_id: text().notNull(),
    block_key: text().notNull(),
    skipped: flag(),
    /** JSON without sealed fields; null where it is not shared. */
    value: text(),
    took_ms: integer(),
    at: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.user_id, t.participant_id, t.block_key] }),
    index("live_answers_live").on(t.live_id),
    ...areFlags(t.skipped),
  ],
);

/** Answers that a facilitator has marked for the room. */
export const live_stars = sqliteTable(
  "live_stars",
  {
    live_id: text()
      .notNull()
      .references(() => live_sessions.id, { onDelete: "cascade" }),
    participant_id: text().notNull(),
    block_key: text().notNull(),
    user_id: owner(),
    at: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.live_id, t.participant_id, t.block_key] }),
    index("live_stars_user").on(t.user_id),
  ],
);

/** The facilitators' own notes on a session. */
export const live_notes = sqliteTable(
  "live_notes",
  {
    id: text().primaryKey(),
    live_id: text()
      .notNull()
      .references(() => live_sessions.id, { onDelete: "cascade" }),
    user_id: owner(),
    text: text().notNull(),
    at: instant(),
  },
  (t) => [index("live_notes_user").on(t.user_id), index("live_notes_live").on(t.live_id)],
);

/**
 * A learner's own invitation to one coach. `id` is also the participant's id; `token_key` a keyed hash of what is in
 * the link; `name` and `domain` are the coach's, once they have come.
 */
export const live_shares = sqliteTable(
  "live_shares",
  {
    id: text().primaryKey(),
    user_id: owner(),
    token_key: text().notNull(),
    modules: text().notNull(),
    until: instant(),
    consent_id: text().notNull(),
    since_seq: integer().notNull(),
    since: instant(),
    name: text(),
    domain: text(),
    ended_at: text(),
  },
  (t) => [index("live_shares_user").on(t.user_id), index("live_shares_token").on(t.token_key)],
);

/** The coach of a share: written by the worker when they accept, gone with their account. */
export const live_coaches = sqliteTable(
  "live_coaches",
  {
    share_id: text().primaryKey(),
    user_id: owner(),
    since: instant(),
  },
  (t) => [index("live_coaches_user").on(t.user_id)],
);

/** Facilitators and coaches that a learner does not want to meet again; `blocked_id` is an account's id. */
export const live_blocks = sqliteTable(
  "live_blocks",
  {
    user_id: owner(),
    blocked_id: text().notNull(),
    at: instant(),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.blocked_id] })],
);
