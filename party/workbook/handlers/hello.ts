import { position } from "../../../shared/engine/position.ts";
import type { Hello } from "../../../shared/protocol/client.ts";
import { limits } from "../../../shared/protocol/limits.ts";
import type { ServerFrameOf } from "../../../shared/protocol/server.ts";
import { isoTime } from "../clock.ts";
import { send, type Claims, type Connection } from "../connections.ts";
import type { Journal } from "../journal/journal.ts";
import type { Learner } from "../learner.ts";
import { inRanges, parted, snapshotItems } from "../snapshot.ts";
import { eventsOf, positionOf } from "../wire.ts";
import { settingsOf } from "../settings.ts";
import { draftFrame } from "./draft.ts";
import { eventsFrame, seenBy } from "./view.ts";

interface Greeting {
  readonly learner: Learner;
  readonly journal: Journal;
  readonly savedSeq: number;
  readonly store: "ok" | "degraded";
  readonly live: ServerFrameOf<"live">;
  readonly nowMs: number;
}

/** Answers a hello: welcome, then what the client has missed, or everything (rule 6). */
export function greet(connection: Connection, claims: Claims, frame: Hello, greeting: Greeting): void {
  const { learner, journal, savedSeq, store, live } = greeting;
  const isOwner = claims.role === "owner";
  const behind = learner.headSeq - frame.lastSeq;
  const delta = frame.epoch === learner.epoch && behind >= 0 && behind <= limits.deltaEvents;
  send(connection, {
    t: "welcome",
    v: 1,
    role: claims.role,
    userId: isOwner ? claims.userId : claims.participantId,
    epoch: learner.epoch,
    headSeq: learner.headSeq,
    savedSeq,
    mode: delta ? "delta" : "snapshot",
    contentVersion: learner.stem.version,
    position: seenPosition(learner, claims),
    frontier: isOwner ? learner.state.frontier : null,
  });
  if (delta) sendDelta(connection, learner, journal, claims, frame.lastSeq);
  else sendSnapshot(connection, claims, greeting);
  if (!isOwner) return;
  if (store === "degraded") send(connection, { t: "status", store });
  // A snapshot has them in its state.
  if (!delta) return;
  for (const draft of journal.drafts.all()) send(connection, draftFrame(learner, draft));
  send(connection, live);
}

function seenPosition(learner: Learner, claims: Claims) {
  const at = positionOf(position(learner.stem, learner.state));
  if (claims.role === "owner" || at === null) return at;
  return claims.modules.includes(`${at.part}.${at.module}`) ? at : null;
}

function sendDelta(
  connection: Connection,
  learner: Learner,
  journal: Journal,
  claims: Claims,
  lastSeq: number,
): void {
  const items = journal
    .after(lastSeq)
    .flatMap((op) => eventsOf(learner.stem, learner.state, op))
    .filter((event) => event.seq > lastSeq);
  for (const { range, part, more } of inRanges(items, lastSeq + 1, learner.headSeq)) {
    if (range.to >= range.from) send(connection, eventsFrame(learner, claims, range, part, more));
  }
}

function sendSnapshot(
  connection: Connection,
  claims: Claims,
  { learner, journal, live, nowMs }: Greeting,
): void {
  const { t: _t, ...together } = live;
  const items = seenBy(learner, claims, snapshotItems(learner, journal, isoTime(nowMs)));
  const parts = parted(items, limits.snapshotPartBytes);
  const drafts = journal.drafts.all().map((draft) => {
    const { t: _t, ...state } = draftFrame(learner, draft);
    return { ...state, at: draft.at };
  });
  parts.forEach((part, i) => {
    const first = i === 0 && claims.role === "owner";
    send(connection, {
      t: "snapshot",
      part: i + 1,
      of: parts.length,
      items: part,
      ...(first ? { state: { settings: settingsOf(learner.settings), drafts, live: together } } : {}),
    });
  });
}
