import { and, desc, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { stopUnless, unlessStopped } from "./batch.ts";
import type { Database } from "./client.ts";
import { sessions, user_ops, user_settings, users } from "./schema/index.ts";

export interface Session {
  /** Hex SHA-256 of the cookie's token. */
  readonly id: string;
  readonly userId: string;
  /** Stays through rotation; tags the sockets of this session. */
  readonly publicId: string;
  readonly anonymous: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly label: string | null;
  /** DevK under a pepper (`party/keys/deviceKey.ts`); null on a shared computer. */
  readonly deviceKey: string | null;
  /** ISO 8601, the last time the password was entered in this session. */
  readonly authAt: string | null;
}

/** Neither idle for too long, nor too old, nor ended. */
const isLive = (now: string) =>
  and(
    gt(sessions.idle_expires_at, now),
    or(isNull(sessions.expires_at), gt(sessions.expires_at, now)),
    or(isNull(sessions.revoked_at), gt(sessions.revoked_at, now)),
  );

const sessionOf = (row: typeof sessions.$inferSelect): Session => ({
  id: row.id,
  userId: row.user_id,
  publicId: row.public_id,
  anonymous: row.kind === "anon",
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  label: row.label,
  deviceKey: row.dev_key_enc,
  authAt: row.auth_at,
});

/** A live session by the hash of its token, or null. */
export async function findSession(db: Database, id: string, now: string): Promise<Session | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), isLive(now)))
    .limit(1);
  return row === undefined ? null : sessionOf(row);
}

/** The devices of a learner, the one seen last first. */
export async function listSessions(db: Database, userId: string, now: string): Promise<Session[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.user_id, userId), isLive(now)))
    .orderBy(desc(sessions.last_seen_at));
  return rows.map(sessionOf);
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly publicId: string;
  readonly anonymous: boolean;
  readonly label: string | null;
  readonly deviceKey: string | null;
  readonly now: string;
  /** When this device was first seen: older than `now` where a session goes on under a new token. */
  readonly createdAt: string;
  readonly idleExpiresAt: string;
  /** Null for anonymous sessions, which only slide. */
  readonly expiresAt: string | null;
  readonly authAt: string | null;
}

export const insertSession = (db: Database, made: NewSession) =>
  db.insert(sessions).values({
    id: made.id,
    user_id: made.userId,
    public_id: made.publicId,
    kind: made.anonymous ? "anon" : "auth",
    created_at: made.createdAt,
    last_seen_at: made.now,
    idle_expires_at: made.idleExpiresAt,
    expires_at: made.expiresAt,
    auth_at: made.authAt,
    dev_key_enc: made.deviceKey,
    label: made.label,
  });

/** A new anonymous learner, with a session and default settings, in one batch (decision 35). */
export async function createAnonymous(db: Database, made: NewSession): Promise<void> {
  const { userId, now } = made;
  await db.batch([
    db.insert(users).values({ id: userId, is_anonymous: 1, created_at: now, updated_at: now }),
    db.insert(user_settings).values({ user_id: userId, created_at: now, updated_at: now }),
    insertSession(db, made),
  ]);
}

/**
 * For a learner who was made a moment ago and whose browser never heard of it: what was made for it then goes,
 * this session stands in its place.
 * @param since ISO 8601: one who was made before it has been heard of
 * @returns false when there is no such learner, or one who has opened the conversation since
 */
export async function beginAgain(db: Database, made: NewSession, since: string): Promise<boolean> {
  const { userId } = made;
  const unheard = sql`EXISTS (SELECT 1 FROM ${users} WHERE ${users.id} = ${userId} AND ${users.is_anonymous} = 1
    AND ${users.created_at} > ${since}) AND NOT EXISTS (SELECT 1 FROM ${user_ops} WHERE ${user_ops.user_id} = ${userId})`;
  return unlessStopped(
    db.batch([
      stopUnless(db, unheard),
      db.delete(sessions).where(eq(sessions.user_id, userId)),
      insertSession(db, made),
    ]),
  );
}

export async function touchSession(
  db: Database,
  id: string,
  now: string,
  idleExpiresAt: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ last_seen_at: now, idle_expires_at: idleExpiresAt })
    .where(eq(sessions.id, id));
}

/** The password was entered in this session now. */
export async function stepUpSession(db: Database, id: string, now: string): Promise<void> {
  await db.update(sessions).set({ auth_at: now }).where(eq(sessions.id, id));
}

/**
 * Whether this session goes on under another token (`replaceSession`) since a moment ago.
 * @param since ISO 8601: who has not got the new token by then never will
 */
export async function wasRenewed(db: Database, id: string, now: string, since: string): Promise<boolean> {
  const old = alias(sessions, "old");
  const [row] = await db
    .select({ id: sessions.id })
    .from(old)
    .innerJoin(sessions, and(eq(sessions.public_id, old.public_id), isLive(now)))
    .where(and(eq(old.id, id), gt(old.revoked_at, since)))
    .limit(1);
  return row !== undefined;
}

export async function deleteSession(db: Database, id: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, id));
}

/** Ends one session of this learner. @returns whether there was one */
export async function endSession(db: Database, userId: string, publicId: string): Promise<boolean> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.user_id, userId), eq(sessions.public_id, publicId)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Ends every session of this learner but one. @returns the `public_id`s of those that are gone */
export async function endOtherSessions(db: Database, userId: string, publicId: string): Promise<string[]> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.user_id, userId), ne(sessions.public_id, publicId)))
    .returning({ publicId: sessions.public_id });
  return gone.map((row) => row.publicId);
}

/** Whether D1 answers at all. */
export async function pingDatabase(db: Database): Promise<void> {
  await db.select({ id: users.id }).from(users).limit(1);
}
