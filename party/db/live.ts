import { and, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { ReportSource } from "../../shared/live/report.ts";
import type { Facilitator } from "../../shared/protocol/room.ts";
import type { Database } from "./client.ts";
import {
  live_answers,
  live_coaches,
  live_facilitators,
  live_notes,
  live_participants,
  live_sessions,
  live_shares,
  live_stars,
} from "./schema/index.ts";

/** What the worker asks D1 of live sessions: who may do what where, and what the report is made of. */

export interface LiveSession {
  readonly liveId: string;
  readonly userId: string;
  readonly title: string;
  readonly modules: readonly string[];
  readonly mode: "self" | "guided";
  readonly waitingRoom: boolean;
  readonly openedAt: string;
  readonly endedAt: string | null;
  readonly keptUntil: string | null;
}

const sessionOf = (row: typeof live_sessions.$inferSelect): LiveSession => ({
  liveId: row.id,
  userId: row.user_id,
  title: row.title,
  modules: JSON.parse(row.modules) as string[],
  mode: row.mode,
  waitingRoom: row.waiting_room === 1,
  openedAt: row.opened_at,
  endedAt: row.ended_at,
  keptUntil: row.keep_until,
});

export interface LiveFacilitator extends Facilitator {
  readonly userId: string;
}

export async function facilitatorsOf(db: Database, liveId: string): Promise<LiveFacilitator[]> {
  const rows = await db
    .select()
    .from(live_facilitators)
    .where(eq(live_facilitators.live_id, liveId))
    .orderBy(live_facilitators.since);
  return rows.map(({ user_id: userId, name, domain }) => ({ userId, name, domain }));
}

/** The open session of a join code that has not run out. */
export async function sessionByCode(db: Database, codeKey: string, now: string): Promise<LiveSession | null> {
  const [row] = await db
    .select()
    .from(live_sessions)
    .where(
      and(
        eq(live_sessions.code_key, codeKey),
        gt(live_sessions.code_until, now),
        isNull(live_sessions.ended_at),
      ),
    )
    .limit(1);
  return row === undefined ? null : sessionOf(row);
}

export async function findSession(db: Database, liveId: string): Promise<LiveSession | null> {
  const [row] = await db.select().from(live_sessions).where(eq(live_sessions.id, liveId)).limit(1);
  return row === undefined ? null : sessionOf(row);
}

/** A session that this account facilitates, and as whom. */
export async function facilitated(
  db: Database,
  liveId: string,
  userId: string,
): Promise<{ session: LiveSession; as: LiveFacilitator } | null> {
  const [row] = await db
    .select({ session: live_sessions, as: live_facilitators })
    .from(live_facilitators)
    .innerJoin(live_sessions, eq(live_sessions.id, live_facilitators.live_id))
    .where(and(eq(live_facilitators.live_id, liveId), eq(live_facilitators.user_id, userId)))
    .limit(1);
  if (row === undefined) return null;
  const { user_id, name, domain } = row.as;
  return { session: sessionOf(row.session), as: { userId: user_id, name, domain } };
}

/** The newest first. */
export async function sessionsOf(db: Database, userId: string): Promise<LiveSession[]> {
  const own = db
    .select({ id: live_facilitators.live_id })
    .from(live_facilitators)
    .where(eq(live_facilitators.user_id, userId));
  const rows = await db
    .select()
    .from(live_sessions)
    .where(inArray(live_sessions.id, own))
    .orderBy(desc(live_sessions.opened_at))
    .limit(100);
  return rows.map(sessionOf);
}

/** The sessions that go on and that an account facilitates; `own` are those it has opened (decision 37). */
export async function openSessionsOf(
  db: Database,
  userId: string,
): Promise<{ liveId: string; own: boolean }[]> {
  const rows = await db
    .select({ liveId: live_sessions.id, by: live_sessions.user_id })
    .from(live_facilitators)
    .innerJoin(live_sessions, eq(live_sessions.id, live_facilitators.live_id))
    .where(and(eq(live_facilitators.user_id, userId), isNull(live_sessions.ended_at)));
  return rows.map(({ liveId, by }) => ({ liveId, own: by === userId }));
}

/** Where an account may have sockets open: sessions that go on, and learners in them or who share with it. */
export async function watchedBy(
  db: Database,
  userId: string,
  now: string,
): Promise<{ lives: string[]; learners: string[] }> {
  const [lives, seats, shares] = await db.batch([
    db
      .select({ id: live_sessions.id })
      .from(live_facilitators)
      .innerJoin(live_sessions, eq(live_sessions.id, live_facilitators.live_id))
      .where(and(eq(live_facilitators.user_id, userId), isNull(live_sessions.ended_at))),
    db
      .select({ userId: live_participants.user_id })
      .from(live_facilitators)
      .innerJoin(live_participants, eq(live_participants.live_id, live_facilitators.live_id))
      .where(and(eq(live_facilitators.user_id, userId), eq(live_participants.stage, "in"))),
    db
      .select({ userId: live_shares.user_id })
      .from(live_coaches)
      .innerJoin(live_shares, eq(live_shares.id, live_coaches.share_id))
      .where(and(eq(live_coaches.user_id, userId), isNull(live_shares.ended_at), gt(live_shares.until, now))),
  ]);
  return {
    lives: lives.map(({ id }) => id),
    learners: [...new Set([...seats, ...shares].map((one) => one.userId))],
  };
}

/** Whose thread an account may look at under a participant's id; what they see there that learner's object says. */
export async function watchable(
  db: Database,
  participantId: string,
  accountId: string,
): Promise<{ userId: string; name: string } | null> {
  const [seat] = await db
    .select({ userId: live_participants.user_id, name: live_facilitators.name })
    .from(live_participants)
    .innerJoin(live_facilitators, eq(live_facilitators.live_id, live_participants.live_id))
    .where(and(eq(live_participants.id, participantId), eq(live_facilitators.user_id, accountId)))
    .limit(1);
  if (seat !== undefined) return seat;
  const [share] = await db
    .select({ userId: live_shares.user_id, name: live_shares.name })
    .from(live_shares)
    .innerJoin(live_coaches, eq(live_coaches.share_id, live_shares.id))
    .where(and(eq(live_shares.id, participantId), eq(live_coaches.user_id, accountId)))
    .limit(1);
  return share === undefined ? null : { userId: share.userId, name: share.name ?? "Coach" };
}

/** Whose share a link is for, whatever has become of it. */
export async function shareOwner(db: Database, shareId: string): Promise<string | null> {
  const [row] = await db
    .select({ userId: live_shares.user_id })
    .from(live_shares)
    .where(eq(live_shares.id, shareId))
    .limit(1);
  return row?.userId ?? null;
}

/** The coach who has accepted a share. */
export async function coachOf(
  db: Database,
  shareId: string,
): Promise<{ userId: string; name: string } | null> {
  const [row] = await db
    .select({ userId: live_coaches.user_id, name: live_shares.name })
    .from(live_coaches)
    .innerJoin(live_shares, eq(live_shares.id, live_coaches.share_id))
    .where(eq(live_coaches.share_id, shareId))
    .limit(1);
  return row === undefined ? null : { userId: row.userId, name: row.name ?? "" };
}

export async function keepCoach(db: Database, shareId: string, userId: string, now: string): Promise<void> {
  await db
    .insert(live_coaches)
    .values({ share_id: shareId, user_id: userId, since: now })
    .onConflictDoNothing();
}

/** Learners who share with this coach and have not ended it. */
export async function coachedBy(db: Database, userId: string, now: string) {
  const rows = await db
    .select({ share: live_shares })
    .from(live_coaches)
    .innerJoin(live_shares, eq(live_shares.id, live_coaches.share_id))
    .where(and(eq(live_coaches.user_id, userId), isNull(live_shares.ended_at), gt(live_shares.until, now)))
    .orderBy(desc(live_coaches.since));
  return rows.map(({ share }) => ({
    participantId: share.id,
    modules: JSON.parse(share.modules) as string[],
    since: share.since,
    until: share.until,
  }));
}

/** In the session, or in it until it ended: whoever has left is in no report. */
const isIn = or(eq(live_participants.stage, "in"), eq(live_participants.stage, "ended"));

/** What the report is made of; the rows are only of learners who are still in it. */
export async function reportRows(
  db: Database,
  liveId: string,
): Promise<
  Pick<ReportSource, "participants" | "answers" | "stars" | "notes"> & { userIds: Map<string, string> }
> {
  const [participants, answers, stars, notes, facilitators] = await db.batch([
    db
      .select()
      .from(live_participants)
      .where(and(eq(live_participants.live_id, liveId), isIn))
      .orderBy(live_participants.since),
    db.select().from(live_answers).where(eq(live_answers.live_id, liveId)),
    db.select().from(live_stars).where(eq(live_stars.live_id, liveId)),
    db.select().from(live_notes).where(eq(live_notes.live_id, liveId)).orderBy(live_notes.at),
    db.select().from(live_facilitators).where(eq(live_facilitators.live_id, liveId)),
  ]);
  const nameOf = new Map(facilitators.map(({ user_id, name }) => [user_id, name]));
  return {
    participants: participants.map(({ id, alias, since }) => ({ participantId: id, alias, since })),
    userIds: new Map(participants.map(({ id, user_id }) => [id, user_id])),
    answers: answers.map((row) => ({
      participantId: row.participant_id,
      blockId: row.block_key,
      skipped: row.skipped === 1,
      ...(row.value === null ? {} : { value: JSON.parse(row.value) as unknown }),
      tookMs: row.took_ms,
      at: row.at,
    })),
    stars: stars.map(({ participant_id, block_key }) => ({
      participantId: participant_id,
      blockId: block_key,
    })),
    notes: notes.map(({ id, text, at, user_id }) => ({ id, text, at, by: nameOf.get(user_id) ?? "" })),
  };
}

/** Starred answers that are shared at this moment, for the projector; whose they are goes no further. */
export async function starredNow(db: Database, liveId: string) {
  const rows = await db
    .select({
      participantId: live_answers.participant_id,
      userId: live_answers.user_id,
      blockId: live_answers.block_key,
      value: live_answers.value,
    })
    .from(live_stars)
    .innerJoin(
      live_answers,
      and(
        eq(live_answers.live_id, live_stars.live_id),
        eq(live_answers.participant_id, live_stars.participant_id),
        eq(live_answers.block_key, live_stars.block_key),
      ),
    )
    .innerJoin(live_participants, and(eq(live_participants.id, live_answers.participant_id), isIn))
    .where(eq(live_stars.live_id, liveId))
    .orderBy(live_stars.at);
  return rows.flatMap(({ value, ...row }) =>
    value === null ? [] : [{ ...row, value: JSON.parse(value) as unknown }],
  );
}
