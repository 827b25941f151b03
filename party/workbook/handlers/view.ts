import type { Event, ServerFrameOf } from "../../../shared/protocol/server.ts";
import type { Claims } from "../connections.ts";
import type { Learner } from "../learner.ts";
import { observed } from "../wire.ts";

/** What one connection may see of a list of events: an owner all, an observer their cut (rule 8). */
export function seenBy(learner: Learner, claims: Claims, items: readonly Event[]): Event[] {
  if (claims.role === "owner") return [...items];
  return items
    .filter((event) => event.seq > claims.sinceSeq)
    .flatMap((event) => observed(learner.stem, learner.state, event, claims.modules) ?? []);
}

/** An `events` frame covers `from..to` also where nothing of it may be seen. */
export function eventsFrame(
  learner: Learner,
  claims: Claims,
  range: { from: number; to: number },
  items: readonly Event[],
  more = false,
): ServerFrameOf<"events"> {
  return { t: "events", ...range, items: seenBy(learner, claims, items), ...(more ? { more } : {}) };
}
