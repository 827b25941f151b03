import * as z from "zod/mini";
import { isOpenShare, presentStay } from "../../../shared/engine/sharing.ts";
import type { LearnerState, Stay } from "../../../shared/engine/state.ts";
import { facilitator, pace, type LearnersLive } from "../../../shared/protocol/room.ts";

/**
 * What the live object last said of the session, how the learner's hand is there, and whom it is still to be told that a
 * learner has left. Kept beside the log: it is the room's, not the learner's.
 */
const told = z.object({
  liveId: z.nullable(z.string()),
  facilitators: z.array(facilitator),
  pace: z.nullable(pace),
  /** Up until it is taken down or the session is left: a phone that sleeps takes no hand down. */
  hand: z.optional(z.boolean()),
  /** Those of whom the live object does not know yet that they have left. */
  left: z.array(z.object({ liveId: z.string(), participantId: z.string() })),
});
export type Told = z.infer<typeof told>;

const nothingTold: Told = { liveId: null, facilitators: [], pace: null, left: [] };

/** What is known of a session before its live object has said anything: what the learner has agreed to. */
export const toldBy = (stay: Stay | undefined): Omit<Told, "left"> =>
  stay === undefined
    ? nothingTold
    : { liveId: stay.liveId, facilitators: [...stay.facilitators], pace: null };

export const toldIn = (text: string | null): Told =>
  text === null ? nothingTold : told.parse(JSON.parse(text));

/** The frame `live`: the room this learner is in, the coaches who may look. */
export function learnersLiveOf({ sharing }: LearnerState, heard: Told, now: string): LearnersLive {
  const present = presentStay(sharing);
  const own = present !== null && heard.liveId === present[1].liveId ? heard : null;
  const session =
    present === null
      ? null
      : {
          sessionId: present[1].liveId,
          title: present[1].title,
          alias: present[1].alias,
          facilitators: [...(own?.facilitators ?? present[1].facilitators)],
          since: present[1].since,
          modules: [...present[1].modules],
          pending: present[1].stage === "waiting",
          hand: own?.hand ?? false,
          pace: own?.pace ?? null,
        };
  const shares = [...sharing.shares].flatMap(([id, share]) =>
    isOpenShare(share, now)
      ? [
          {
            id,
            name: share.coach?.name ?? null,
            domain: share.coach?.domain ?? null,
            modules: [...share.modules],
            since: share.since,
            until: share.until,
          },
        ]
      : [],
  );
  return { session, shares };
}
