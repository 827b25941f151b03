import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant, oneOf } from "./columns.ts";
import { owner, ownerKey } from "./owned.ts";
import { personality_types } from "./reference.ts";

export const authTypes = ["password", "recovery", "sealed"] as const;

/**
 * Spec 2.2, decision 14: one row per learner and type; claimed means a `password` row. `password_hash` is
 * `$dt1$argon2id$…$<HMAC>` with salt and parameters inside (decision 33); `version` is compared and set when
 * the password changes. Secrets that a reset has put by are `sealed`, and `version` is their generation: as many
 * rows as there were resets (docs/decisions/0023).
 */
export const auth = sqliteTable(
  "auth",
  {
    id: text().primaryKey(),
    user_id: owner(),
    type: text({ enum: authTypes }).notNull(),
    password_hash: text(),
    wrapped_data_key: text(),
    /** The eight characters that find the row of a recovery code. */
    locator: text(),
    version: integer().notNull().default(1),
    created_at: instant(),
    updated_at: instant(),
  },
  (t) => [
    index("idx_auth_user_id").on(t.user_id),
    uniqueIndex("auth_one_per_type")
      .on(t.user_id, t.type)
      .where(sql`${t.type} <> 'sealed'`),
    uniqueIndex("auth_locator").on(t.locator),
    oneOf(t.type, authTypes),
    check("auth_locator_on_recovery", sql`(${t.type} = 'recovery') = (${t.locator} IS NOT NULL)`),
  ],
);

/**
 * Spec 2.3, decision 14: addresses are unique among the active ones only, so that one that was given up can be
 * taken by somebody else while the old row stays.
 */
export const emails = sqliteTable(
  "emails",
  {
    id: text().primaryKey(),
    user_id: owner(),
    email: text().notNull(),
    is_active: integer().notNull().default(1),
    verified_at: text(),
    added_at: instant(),
  },
  (t) => [
    index("idx_emails_user_id").on(t.user_id),
    uniqueIndex("emails_active_email")
      .on(t.email)
      .where(sql`${t.is_active} = 1`),
    uniqueIndex("emails_one_active")
      .on(t.user_id)
      .where(sql`${t.is_active} = 1`),
    check("emails_email_folded", sql`${t.email} = lower(trim(${t.email}))`),
    ...areFlags(t.is_active),
  ],
);

export const sessionKinds = ["anon", "auth"] as const;

/**
 * Spec 2.4; columns of security.md section 4. `id` is the hex SHA-256 of the cookie's token. A rotation makes a
 * new row with the same `public_id`; the old one lives on for a minute with `revoked_at` set ahead, hence
 * unique only where `revoked_at` is null. `expires_at` is null for anonymous sessions, which only slide.
 */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    user_id: owner(),
    public_id: text().notNull(),
    kind: text({ enum: sessionKinds }).notNull(),
    created_at: instant(),
    last_seen_at: instant(),
    idle_expires_at: instant(),
    expires_at: text(),
    /** The last time the password was entered: step-up lasts ten minutes from it. */
    auth_at: text(),
    /** DevK under a server key; null on a shared computer. */
    dev_key_enc: text(),
    /** Family of browser and system only. */
    label: text(),
    revoked_at: text(),
  },
  (t) => [
    index("idx_sessions_user_id").on(t.user_id),
    index("sessions_idle_expires_at").on(t.idle_expires_at),
    uniqueIndex("sessions_public_id")
      .on(t.public_id)
      .where(sql`${t.revoked_at} IS NULL`),
    oneOf(t.kind, sessionKinds),
  ],
);

export const tokenKinds = ["confirm", "reset", "handover"] as const;

/** Decision 14: hashed (`id` is the hex SHA-256), expiring, single use. */
export const auth_tokens = sqliteTable(
  "auth_tokens",
  {
    id: text().primaryKey(),
    user_id: owner(),
    kind: text({ enum: tokenKinds }).notNull(),
    /** The address that the token confirms. */
    email: text(),
    /** What the first device left for the second (handover): sealed, unreadable here. */
    payload: text(),
    /** Handover: the `public_id`s of the session that asked, and of the one that came of it. */
    asked_by: text(),
    opened: text(),
    created_at: instant(),
    expires_at: instant(),
    used_at: text(),
  },
  (t) => [
    index("auth_tokens_user").on(t.user_id),
    index("auth_tokens_expires_at").on(t.expires_at),
    oneOf(t.kind, tokenKinds),
  ],
);

export const backgroundColors = ["cream", "ivory", "sage", "charcoal", "black"] as const;
export const textColors = ["charcoal", "black", "brown", "cream", "ivory"] as const;
export const fonts = ["sans", "serif", "system", "mono", "readable"] as const;
export const enterSends = ["auto", "always", "never"] as const;

/**
 * Spec 2.5, decision 15. The spec gives `font` two defaults ("Sans", 'system'): `sans` stands. `time_zone` is
 * null unless a reminder is on or the learner pinned it. Which pairs of colours can be read is checked where
 * they are chosen.
 */
export const user_settings = sqliteTable(
  "user_settings",
  {
    user_id: ownerKey(),
    background_color: text({ enum: backgroundColors }).notNull().default("cream"),
    text_color: text({ enum: textColors }).notNull().default("charcoal"),
    font: text({ enum: fonts }).notNull().default("sans"),
    personality_type: text().references(() => personality_types.code),
    locale: text().notNull().default("en"),
    enter_sends: text({ enum: enterSends }).notNull().default("auto"),
    reminders: flag(),
    time_zone: text(),
    created_at: instant(),
    updated_at: instant(),
  },
  (t) => [
    oneOf(t.background_color, backgroundColors),
    oneOf(t.text_color, textColors),
    oneOf(t.font, fonts),
    oneOf(t.enter_sends, enterSends),
    ...areFlags(t.reminders),
  ],
);

/** Spec 2.6, decision 11: the row is there from the first touch; completed means `first_completed_at` is set. */
export const user_modules = sqliteTable(
  "user_modules",
  {
    user_id: owner(),
    module_id: text().notNull(),
    first_completed_at: text(),
    last_modified_at: instant(),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.module_id] })],
);
