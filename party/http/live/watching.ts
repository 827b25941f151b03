import { watchedBy } from "../../db/live.ts";
import type { Services } from "../services.ts";

/**
 * A login session has ended: whatever it watches closes, cockpits and threads alike (protocol section 4). What cannot
 * be reached just now has been told to nobody else either; the sockets of one's own thread do not wait for it.
 */
export async function endWatching(
  { db, live, workbook }: Pick<Services, "db" | "live" | "workbook">,
  userId: string,
  sessionId: string,
): Promise<void> {
  const { lives, learners } = await watchedBy(db, userId, new Date().toISOString());
  const asks = [
    ...lives.map((liveId) => live.ask(liveId, { ask: "end_session", userId, sessionId })),
    ...learners.map((learner) => workbook.ask(learner, { ask: "live_unwatch", sessionId })),
  ];
  for (const answer of await Promise.allSettled(asks)) {
    if (answer.status === "rejected") console.warn(JSON.stringify({ code: "live_unwatch_lost" }));
  }
}
