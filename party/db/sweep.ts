import { and, eq, gt, inArray, isNotNull, isNull, lt, notExists, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import {
  auth,
  auth_tokens,
  live_answers,
  live_coaches,
  live_participants,
  live_sessions,
  live_shares,
  sessions,
  user_practice_log,
  user_responses,
  user_sealed,
  user_tool_instances,
  users,
} from "./schema/index.ts";

export interface SweepTimes {
  readonly now: string;
  /** A month ago: nobody who has written nothing is kept longer, and nothing that a reset put by. */
  readonly monthAgo: string;
  /** Tokens and ended sessions are kept a day after their end, to say what became of them. */
  readonly dayAgo: string;
}

/**
 * Learners without an account who will not come back (security, Decided): without a single answer, when nobody has
 * been there for a month; with answers, when no session lives any more. Whoever wrote down a recovery code may
 * come back at any time.
 */
export async function goneLearners(db: Database, times: SweepTimes, limit: number): Promise<string[]> {
  const owned = (table: typeof user_responses | typeof user_tool_instances | typeof user_practice_log) =>
    db
      .select({ one: sql`1` })
      .from(table)
      .where(eq(table.user_id, users.id));
  const seenSince = (column: typeof sessions.last_seen_at | typeof sessions.idle_expires_at, since: string) =>
    db
      .select({ one: sql`1` })
      .from(sessions)
      .where(and(eq(sessions.user_id, users.id), gt(column, since)));
  const hasNothing = and(
    notExists(owned(user_responses)),
    notExists(owned(user_tool_instances)),
    notExists(owned(user_practice_log)),
  );
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.is_anonymous, 1),
        lt(users.created_at, times.monthAgo),
        notExists(
          db
            .select({ one: sql`1` })
            .from(auth)
            .where(eq(auth.user_id, users.id)),
        ),
        or(
          notExists(seenSince(sessions.idle_expires_at, times.now)),
          and(hasNothing, notExists(seenSince(sessions.last_seen_at, times.monthAgo))),
        ),
      ),
    )
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Everything whose time is over, but for learners: those are their objects' to delete. */
export async function sweepRows(db: Database, { now, monthAgo, dayAgo }: SweepTimes): Promise<void> {
  await db.batch([
    db
      .delete(sessions)
      .where(
        or(lt(sessions.idle_expires_at, now), lt(sessions.expires_at, now), lt(sessions.revoked_at, dayAgo)),
      ),
    // A used token of a reset stays until the object has done its half (docs/decisions/0023).
    db
      .delete(auth_tokens)
      .where(
        and(
          lt(auth_tokens.expires_at, dayAgo),
          or(sql`${auth_tokens.kind} <> 'reset'`, isNull(auth_tokens.used_at)),
        ),
      ),
    db.delete(user_sealed).where(lt(user_sealed.until, now)),
    db.delete(auth).where(and(eq(auth.type, "sealed"), lt(auth.updated_at, monthAgo))),
    ...sweptSessions(db, now),
  ]);
}

/**
 * Reports whose time is over (decision 37), and what learners' objects have written for a session that is gone: their
 * rows have no foreign key to it (docs/decisions/0035).
 */
function sweptSessions(db: Database, now: string) {
  const isGone = (column: typeof live_answers.live_id | typeof live_participants.live_id) =>
    notInArray(column, db.select({ id: live_sessions.id }).from(live_sessions));
  return [
    db.delete(live_sessions).where(lt(live_sessions.keep_until, now)),
    db
      .update(live_sessions)
      .set({ code_key: null, code_until: null })
      .where(lt(live_sessions.code_until, now)),
    db.delete(live_answers).where(isGone(live_answers.live_id)),
    db
      .delete(live_participants)
      .where(
        or(
          lt(live_participants.keep_until, now),
          and(
            isGone(live_participants.live_id),
            inArray(live_participants.stage, ["left", "removed", "ended"]),
          ),
        ),
      ),
    db
      .delete(live_coaches)
      .where(notInArray(live_coaches.share_id, db.select({ id: live_shares.id }).from(live_shares))),
  ] as const;
}

/** Learners whose object still owes its half of a reset. */
export async function owingLearners(db: Database): Promise<string[]> {
  const rows = await db
    .selectDistinct({ userId: auth_tokens.user_id })
    .from(auth_tokens)
    .where(and(eq(auth_tokens.kind, "reset"), isNotNull(auth_tokens.used_at)));
  return rows.map((row) => row.userId);
}
