import { isEnvelope } from "../../../shared/crypto/envelope.ts";
import { standalone } from "../../../shared/engine/sealing.ts";
import { told, withPlaces } from "../../../shared/engine/told.ts";
import type { Event, ServerFrameOf } from "../../../shared/protocol/server.ts";
import type { Claims } from "../connections.ts";
import type { Learner } from "../learner.ts";
import { observed } from "../wire.ts";

/** What one connection may see of a list of events: an owner all, an observer their cut (rule 8). */
export function seenBy(learner: Learner, claims: Claims, items: readonly Event[]): Event[] {
  if (claims.role === "owner") return items.map((event) => toldEvent(learner, event));
  return items
    .filter((event) => event.seq > claims.sinceSeq)
    .flatMap((event) => observed(learner.stem, learner.state, event, claims) ?? []);
}

/** Sealed fields go back to their owner with their places (SPEC SE8). */
function toldEvent({ stem, state }: Learner, event: Event): Event {
  switch (event.kind) {
    case "answer":
    case "answer_edited": {
      const block = stem.byKey.get(event.blockId) ?? stem.retired.get(event.blockId);
      return block === undefined || event.value === undefined
        ? event
        : { ...event, value: withPlaces(state, block, event.value) };
    }
    case "tool_saved":
      return event.tool === "competency_assessment"
        ? event
        : { ...event, value: withPlaces(state, standalone(event.tool, event.instanceId), event.value) };
    case "practice": {
      const { practice, day, note } = event;
      if (!isEnvelope(note)) return event;
      return {
        ...event,
        note: told({ table: "user_practice_log", column: "note", rowId: `${practice}/${day}` }, note),
      };
    }
    default:
      return event;
  }
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
