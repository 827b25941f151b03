import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { stopUnless, unlessStopped } from "./batch.ts";
import type { Database } from "./client.ts";
import { auth, auth_tokens, sessions, user_sealed } from "./schema/index.ts";
import { usingUp, type Token } from "./tokens.ts";

/** What the object is to be asked for once the batch stands; kept with the token until it has answered. */
export interface OwedReset {
  readonly generation: number;
  readonly until: string;
}

/** The number of the reset that is next for this learner. */
export async function nextGeneration(db: Database, userId: string): Promise<number> {
  const [row] = await db
    .select({ newest: sql<number | null>`max(${auth.version})` })
    .from(auth)
    .where(and(eq(auth.user_id, userId), eq(auth.type, "sealed")));
  return (row?.newest ?? 0) + 1;
}

export interface Reset {
  readonly token: Token;
  readonly owed: OwedReset;
  readonly hash: string;
  readonly wrapped: string;
  /** Counts on from the old password's. */
  readonly version: number;
  readonly now: string;
}

/**
 * The worker's half of a reset (docs/decisions/0023), all of it or nothing: the token is used up, the old secrets
 * are put by, the new password stands, every session is gone, and so is every other token.
 * @returns false when the token was used in the meantime
 */
export async function resetPassword(db: Database, reset: Reset): Promise<boolean> {
  const { token, owed, hash, wrapped, version, now } = reset;
  const userId = token.user_id;
  const { use, isMine } = usingUp(db, token, now, JSON.stringify(owed));
  return unlessStopped(
    db.batch([
      use,
      stopUnless(db, isMine),
      db
        .update(auth)
        .set({ type: "sealed", locator: null, version: owed.generation, updated_at: now })
        .where(and(eq(auth.user_id, userId), inArray(auth.type, ["password", "recovery"]))),
      db.insert(auth).values({
        id: crypto.randomUUID(),
        user_id: userId,
        type: "password",
        password_hash: hash,
        wrapped_data_key: wrapped,
        version,
        created_at: now,
        updated_at: now,
      }),
      db.delete(sessions).where(eq(sessions.user_id, userId)),
      db.delete(auth_tokens).where(and(eq(auth_tokens.user_id, userId), isNull(auth_tokens.used_at))),
    ]),
  );
}

/** A secret that a reset has put by. */
export interface SealedSecret {
  readonly generation: number;
  readonly hash: string;
  readonly wrapped: string;
  /** When it was put by. */
  readonly at: string;
}

/** What can still be reopened, the newest generation first. */
export async function sealedSecrets(db: Database, userId: string, since: string): Promise<SealedSecret[]> {
  const rows = await db
    .select()
    .from(auth)
    .where(and(eq(auth.user_id, userId), eq(auth.type, "sealed"), gt(auth.updated_at, since)))
    .orderBy(desc(auth.version));
  return rows.flatMap(({ version, password_hash: hash, wrapped_data_key: wrapped, updated_at: at }) =>
    hash === null || wrapped === null ? [] : [{ generation: version, hash, wrapped, at }],
  );
}

/** The envelopes of one generation, with whose they are and their places. */
export async function sealedEnvelopes(
  db: Database,
  userId: string,
  generation: number,
): Promise<{ key: string; at: unknown; env: unknown }[]> {
  const rows = await db
    .select()
    .from(user_sealed)
    .where(and(eq(user_sealed.user_id, userId), eq(user_sealed.generation, generation)));
  return rows.map(({ key, at, env }) => ({
    key,
    at: JSON.parse(at) as unknown,
    env: JSON.parse(env) as unknown,
  }));
}
