import { and, eq, sql } from "drizzle-orm";
import { brokenKey, stopUnless, unlessStopped, type Statements } from "./batch.ts";
import type { Database } from "./client.ts";
import { auth, emails, sessions, users } from "./schema/index.ts";
import { insertSession, listSessions, type NewSession } from "./sessions.ts";

/** A learner's password, or recovery code, as it is kept (`party/keys/`). */
export interface StoredPassword {
  readonly userId: string;
  /** `$dt1$argon2id$…`, `$dt1$recovery$…`. */
  readonly hash: string;
  /** The wrapped data key under its outer layer. */
  readonly wrapped: string;
  readonly version: number;
}

const storedPassword = (row: typeof auth.$inferSelect | undefined): StoredPassword | null =>
  row?.password_hash === undefined || row.password_hash === null || row.wrapped_data_key === null
    ? null
    : {
        userId: row.user_id,
        hash: row.password_hash,
        wrapped: row.wrapped_data_key,
        version: row.version,
      };

/** The password behind an address, or null: one query, whether there is an account or not. */
export async function passwordOfEmail(db: Database, email: string): Promise<StoredPassword | null> {
  const [row] = await db
    .select({ auth })
    .from(emails)
    .innerJoin(auth, and(eq(auth.user_id, emails.user_id), eq(auth.type, "password")))
    .where(and(eq(emails.email, email), eq(emails.is_active, 1)))
    .limit(1);
  return storedPassword(row?.auth);
}

export async function passwordOfUser(db: Database, userId: string): Promise<StoredPassword | null> {
  const [row] = await db
    .select()
    .from(auth)
    .where(and(eq(auth.user_id, userId), eq(auth.type, "password")))
    .limit(1);
  return storedPassword(row);
}

export interface NewRecovery {
  readonly locator: string;
  readonly hash: string;
  readonly wrapped: string;
}

/** Sets the learner's recovery code, in the place of the one before. */
const putRecovery = (db: Database, userId: string, { locator, hash, wrapped }: NewRecovery, now: string) =>
  db
    .insert(auth)
    .values({
      id: crypto.randomUUID(),
      user_id: userId,
      type: "recovery",
      password_hash: hash,
      wrapped_data_key: wrapped,
      locator,
      created_at: now,
      updated_at: now,
    })
    .onConflictDoUpdate({
      target: [auth.user_id, auth.type],
      targetWhere: sql`${auth.type} <> 'sealed'`,
      set: {
        password_hash: hash,
        wrapped_data_key: wrapped,
        locator,
        version: sql`${auth.version} + 1`,
        updated_at: now,
      },
    });

/** @returns false when the locator is another learner's */
export async function setRecovery(
  db: Database,
  userId: string,
  made: NewRecovery,
  now: string,
): Promise<boolean> {
  try {
    await putRecovery(db, userId, made, now);
    return true;
  } catch (error) {
    if (brokenKey(error).includes("auth.locator")) return false;
    throw error;
  }
}

/** The recovery code of a learner, or null. */
export async function recoveryOfUser(db: Database, userId: string): Promise<StoredPassword | null> {
  const [row] = await db
    .select()
    .from(auth)
    .where(and(eq(auth.user_id, userId), eq(auth.type, "recovery")))
    .limit(1);
  return storedPassword(row);
}

/** The recovery code that begins with these letters, or null. */
export async function recoveryAt(db: Database, locator: string): Promise<StoredPassword | null> {
  const [row] = await db.select().from(auth).where(eq(auth.locator, locator)).limit(1);
  return storedPassword(row);
}

/** `ended` are the `public_id`s of sessions that went with it. */
export type ClaimOutcome =
  | { readonly did: "done"; readonly ended: readonly string[] }
  | { readonly did: "email_taken" | "already_claimed" | "locator_taken" };

export interface Claim {
  readonly email: string;
  readonly password: { readonly hash: string; readonly wrapped: string };
  readonly recovery: NewRecovery | null;
  /** The session that goes on, under a new token. */
  readonly session: NewSession;
  readonly oldSessionId: string;
}

/**
 * Makes an account of an anonymous learner, all of it or nothing: address, password, and one session, for every
 * other one was opened by whoever had the thread before it was claimed (security 3, fixation).
 */
export async function claimAccount(db: Database, claim: Claim): Promise<ClaimOutcome> {
  const { email, password, recovery, session, oldSessionId } = claim;
  const { userId, now } = session;
  const statements: Statements = [
    db.insert(emails).values({ id: crypto.randomUUID(), user_id: userId, email, added_at: now }),
    db.insert(auth).values({
      id: crypto.randomUUID(),
      user_id: userId,
      type: "password",
      password_hash: password.hash,
      wrapped_data_key: password.wrapped,
      created_at: now,
      updated_at: now,
    }),
    db.update(users).set({ is_anonymous: 0, updated_at: now }).where(eq(users.id, userId)),
    ...replaceSession(db, session, oldSessionId, "alone"),
    ...(recovery === null ? [] : [putRecovery(db, userId, recovery, now)]),
  ];
  const others = await listSessions(db, userId, now);
  try {
    await db.batch(statements);
    const ended = others.map((one) => one.publicId).filter((one) => one !== session.publicId);
    return { did: "done", ended };
  } catch (error) {
    const broken = brokenKey(error);
    if (broken.includes("emails.email")) return { did: "email_taken" };
    if (broken.includes("auth.locator")) return { did: "locator_taken" };
    if (broken.includes("auth.user_id") || broken.includes("emails.user_id"))
      return { did: "already_claimed" };
    throw error;
  }
}

/**
 * The statements that put a session with a new token in the place of an old one. The old row stays a little
 * longer, ended: its sockets are told to come again, not that they were signed out.
 * @param others `alone`: every other session of the learner ends
 */
export function replaceSession(
  db: Database,
  session: NewSession,
  oldSessionId: string,
  others: "alone" | "beside",
): Statements {
  const { userId, now } = session;
  const ended = db
    .update(sessions)
    .set({ revoked_at: now, dev_key_enc: null })
    .where(eq(sessions.id, oldSessionId));
  const gone = db
    .delete(sessions)
    .where(and(eq(sessions.user_id, userId), sql`${sessions.id} <> ${oldSessionId}`));
  return [
    ...(others === "alone" ? ([gone, ended] as const) : ([ended] as const)),
    insertSession(db, session),
  ];
}

export interface PasswordChange {
  readonly userId: string;
  /** The version it was read at; another one by now means that somebody was first. */
  readonly version: number;
  readonly hash: string;
  readonly wrapped: string;
  readonly session: NewSession;
  readonly oldSessionId: string;
  readonly endOthers: boolean;
}

/** Changes the password and the session's token, in one batch. @returns false when the version has moved on */
export async function changePassword(db: Database, change: PasswordChange): Promise<boolean> {
  const { userId, version, hash, wrapped, session, oldSessionId, endOthers } = change;
  return unlessStopped(
    db.batch([
      db
        .update(auth)
        .set({
          password_hash: hash,
          wrapped_data_key: wrapped,
          version: version + 1,
          updated_at: session.now,
        })
        .where(and(eq(auth.user_id, userId), eq(auth.type, "password"), eq(auth.version, version))),
      // The new hash has a new salt: where it stands, the update was this one.
      stopUnless(
        db,
        sql`EXISTS (SELECT 1 FROM "auth" WHERE "user_id" = ${userId} AND "password_hash" = ${hash})`,
      ),
      ...replaceSession(db, session, oldSessionId, endOthers ? "alone" : "beside"),
    ]),
  );
}

/** At the login that brings AUTH: the same password under the newest peppers. */
export async function renewPassword(
  db: Database,
  stored: StoredPassword,
  made: { hash: string; wrapped: string },
) {
  await db
    .update(auth)
    .set({ password_hash: made.hash, wrapped_data_key: made.wrapped })
    .where(and(eq(auth.user_id, stored.userId), eq(auth.password_hash, stored.hash)));
}
