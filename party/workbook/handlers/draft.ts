import type { Draft as DraftRequest } from "../../../shared/protocol/client.ts";
import { limits } from "../../../shared/protocol/limits.ts";
import type { ServerFrameOf } from "../../../shared/protocol/server.ts";
import { isoTime } from "../clock.ts";
import { send, type Connection, type Connections } from "../connections.ts";
import type { Draft } from "../journal/drafts.ts";
import type { Journal } from "../journal/journal.ts";
import type { Learner } from "../learner.ts";
import { sendNack } from "./nack.ts";

export function draftFrame(learner: Learner, draft: Draft): ServerFrameOf<"draft"> {
  const { key, rev, value, device, at } = draft;
  const name = learner.stem.byKey.has(key) ? { blockId: key } : { instanceId: key };
  return { t: "draft", ...name, draftRev: rev, value, deviceId: device, at };
}

/**
 * Keeps unsent work for the learner's other devices. A stale base gets the draft that stands instead: nothing
 * is overwritten that the sender had not seen.
 */
export function keepDraft(
  connection: Connection,
  frame: DraftRequest,
  room: { learner: Learner; journal: Journal; connections: Connections; nowMs: number; maxBytes: number },
): void {
  const { learner, journal, connections, nowMs, maxBytes } = room;
  const key = frame.blockId ?? frame.instanceId ?? "";
  if (new TextEncoder().encode(JSON.stringify(frame.value)).length > limits.draftBytes) {
    const message = "This draft is too long to keep";
    return sendNack(connection, null, { code: "too_large", message, path: "value" });
  }
  if (frame.value !== null && journal.bytes() > maxBytes) {
    const message = "There is no room left here; an account holds more, and old answers can be erased";
    return sendNack(connection, null, { code: "too_large", message, path: "value" });
  }
  const block = frame.blockId === undefined ? undefined : learner.stem.byKey.get(frame.blockId);
  if (frame.blockId !== undefined && (block === undefined || block.type === "content")) {
    const message = "There is no such question in this workbook";
    return sendNack(connection, null, { code: "unknown_block", message, path: "blockId" });
  }
  const known = journal.drafts.of(key);
  if (known !== null && known.rev !== frame.baseDraftRev) {
    return send(connection, draftFrame(learner, known));
  }
  const device = connection.state?.deviceId ?? "";
  const draft = { key, rev: frame.baseDraftRev + 1, value: frame.value, device, at: isoTime(nowMs) };
  journal.drafts.put(draft);
  connections.toOwners(draftFrame(learner, draft), connection.id);
}
