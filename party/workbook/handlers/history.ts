import type { Event } from "../../../shared/protocol/server.ts";
import { send, type Claims, type Connection } from "../connections.ts";
import type { Journal } from "../journal/journal.ts";
import type { Learner } from "../learner.ts";
import { eventsOf } from "../wire.ts";
import { seenBy } from "./view.ts";

/** A page of older events, the newest `limit` of those before `before`. */
export function sendHistory(
  connection: Connection,
  claims: Claims,
  page: { before: number; limit: number },
  { learner, journal }: { learner: Learner; journal: Journal },
): void {
  const found: Event[] = [];
  for (const op of journal.before(page.before)) {
    found.unshift(...eventsOf(learner.stem, learner.state, op).filter((event) => event.seq < page.before));
    if (found.length > page.limit) break;
  }
  const items = found.slice(-page.limit);
  send(connection, {
    t: "page",
    before: page.before,
    items: seenBy(learner, claims, items),
    more: found.length > page.limit,
  });
}
