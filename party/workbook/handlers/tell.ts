import { recallsOf, touchedBy } from "../../../shared/engine/recall.ts";
import type { Connections } from "../connections.ts";
import type { Committed, Learner } from "../learner.ts";
import { inRanges } from "../snapshot.ts";
import { eventsOf } from "../wire.ts";
import { eventsFrame } from "./view.ts";

/** Sends a committed operation to every device and observer, and what it changed under blocks they have. */
export function tell(connections: Connections, learner: Learner, { entry, events }: Committed): void {
  if (events.length === 0) return;
  const { stem, state } = learner;
  const items = eventsOf(stem, state, { ...entry, events });
  const parts = inRanges(items, entry.firstSeq, entry.lastSeq);
  let toOwners: readonly string[] | null = null;
  for (const { connection, state: own } of connections.all()) {
    if (!own.helloed) continue;
    const { claims } = own;
    const texts = () =>
      parts.map(({ range, part, more }) => JSON.stringify(eventsFrame(learner, claims, range, part, more)));
    // Every owner sees the same.
    const told = claims.role === "owner" ? (toOwners ??= texts()) : texts();
    for (const text of told) connection.send(text);
  }
  const delivered = new Set(events.flatMap((event) => (event.kind === "block" ? [event.blockId] : [])));
  const changed = events.flatMap((event) =>
    event.kind === "answer" || event.kind === "answer_edited" ? [event.blockId] : [],
  );
  for (const block of new Set(changed.flatMap((key) => touchedBy(stem, state, key)))) {
    if (delivered.has(block.id)) continue;
    connections.toOwners({ t: "recall", blockId: block.id, recall: recallsOf(stem, state, block) });
  }
}

/** Who else is here, and who is watching: derived from the sockets each time. */
export function tellPresence(connections: Connections): void {
  const observers = connections
    .observers()
    .flatMap(({ state }) =>
      state.helloed && state.claims.role === "observer" ? [{ name: state.claims.name }] : [],
    );
  const devices = connections
    .owners()
    .flatMap(({ state }) =>
      state.helloed && state.claims.role === "owner"
        ? [{ deviceId: state.deviceId ?? "", label: state.claims.label, state: state.presence }]
        : [],
    );
  connections.toOwners({ t: "presence", devices, observers });
}
