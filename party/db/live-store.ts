import { and, eq } from "drizzle-orm";
import type { LiveStore } from "../live/store.ts";
import { brokenKey } from "./batch.ts";
import type { Database } from "./client.ts";
import { live_facilitators, live_notes, live_sessions, live_stars } from "./schema/index.ts";

/** What a live object writes to D1 (docs/decisions/0035). Everything can be asked again. */
export function liveStore(db: Database): LiveStore {
  const facilitator = (
    liveId: string,
    who: { userId: string; name: string; domain: string },
    since: string,
  ) =>
    db
      .insert(live_facilitators)
      .values({ live_id: liveId, user_id: who.userId, name: who.name, domain: who.domain, since })
      .onConflictDoNothing();
  const unlessTaken = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (brokenKey(error) === "live_sessions.code_key") return false;
      throw error;
    }
  };
  return {
    open: ({ id, by, title, modules, mode, waitingRoom, codeKey, codeUntil, openedAt }) =>
      unlessTaken(
        db.batch([
          db
            .insert(live_sessions)
            .values({
              id,
              user_id: by.userId,
              title,
              modules: JSON.stringify(modules),
              mode,
              waiting_room: Number(waitingRoom),
              code_key: codeKey,
              code_until: codeUntil,
              opened_at: openedAt,
            })
            .onConflictDoNothing({ target: live_sessions.id }),
          facilitator(id, by, openedAt),
        ]),
      ),
    code: (liveId, codeKey, codeUntil) =>
      unlessTaken(
        db
          .update(live_sessions)
          .set({ code_key: codeKey, code_until: codeUntil })
          .where(eq(live_sessions.id, liveId)),
      ),
    async facilitate(liveId, who, now) {
      await facilitator(liveId, who, now);
    },
    async star(liveId, { participantId, blockId, by, at }) {
      await db
        .insert(live_stars)
        .values({ live_id: liveId, participant_id: participantId, block_key: blockId, user_id: by, at })
        .onConflictDoNothing();
    },
    async unstar(liveId, participantId, blockId) {
      await db
        .delete(live_stars)
        .where(
          and(
            eq(live_stars.live_id, liveId),
            eq(live_stars.participant_id, participantId),
            blockId === null ? undefined : eq(live_stars.block_key, blockId),
          ),
        );
    },
    async ownNote(liveId, { id, by, text, at }) {
      await db
        .insert(live_notes)
        .values({ id, live_id: liveId, user_id: by, text, at })
        .onConflictDoNothing();
    },
    async dropOwnNote(liveId, id) {
      const gone = await db
        .delete(live_notes)
        .where(and(eq(live_notes.id, id), eq(live_notes.live_id, liveId)))
        .returning({ id: live_notes.id });
      return gone.length > 0;
    },
    async end(liveId, endedAt, keepUntil) {
      await db
        .update(live_sessions)
        .set({ ended_at: endedAt, keep_until: keepUntil, code_key: null, code_until: null })
        .where(eq(live_sessions.id, liveId));
    },
  };
}
