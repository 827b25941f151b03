import { granted } from "../../../shared/engine/sharing.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import { isoTime } from "../clock.ts";
import type { Claims } from "../connections.ts";

export type Observer = Extract<Claims, { role: "observer" }>;

/**
 * What an observer may see, by what the learner agrees to now: nobody else says so (SPEC LI3). The worker has looked
 * whether this account belongs to the session; whether the session still sees this learner only they know.
 * @returns null for whoever may not look
 */
export function admitted({ sharing }: LearnerState, claims: Observer, nowMs: number): Observer | null {
  const grant = granted(sharing, claims.participantId, isoTime(nowMs));
  if (grant === null) return null;
  const { modules, sinceSeq, since } = grant;
  return { ...claims, modules: [...modules], sinceSeq, since };
}

/** When the next share with somebody comes to its end; null when none does. */
export function nextShareEnd({ sharing }: LearnerState, nowMs: number): number | null {
  const ends = [...sharing.shares.values()]
    .filter(({ endedAt, until, coach }) => endedAt === null && coach !== null && until > isoTime(nowMs))
    .map(({ until }) => Date.parse(until));
  return ends.length === 0 ? null : Math.min(...ends);
}
