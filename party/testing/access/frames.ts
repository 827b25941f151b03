import type { ClientFrame } from "../../../shared/protocol/client.ts";

/* For tests only. */

interface FrameRow {
  /** Observers may send this kind too (rule 8). */
  readonly observers: boolean;
  /** A frame of this kind that parses. */
  readonly frame: () => object;
}
const opId = () => crypto.randomUUID();
const blockId = "1.0.0.mood";

/** Every kind of frame, and who may send it: a kind without a row does not type-check. */
export const frameRows: { readonly [T in ClientFrame["t"]]: FrameRow } = {
  hello: {
    observers: true,
    frame: () => ({ v: 1, deviceId: opId(), epoch: null, lastSeq: 0, zone: "UTC" }),
  },
  history: { observers: true, frame: () => ({ before: 10, limit: 5 }) },
  presence: { observers: true, frame: () => ({ state: "idle" }) },
  reply: { observers: false, frame: () => ({ opId: opId(), blockId, value: 3 }) },
  skip: { observers: false, frame: () => ({ opId: opId(), blockId }) },
  edit: { observers: false, frame: () => ({ opId: opId(), blockId, baseRev: 1, value: 3 }) },
  visibility: { observers: false, frame: () => ({ opId: opId(), blockId, onlyMe: true }) },
  tool: {
    observers: false,
    frame: () => ({
      opId: opId(),
      tool: "list_builder",
      instanceId: opId(),
      baseRev: 0,
      value: { rows: [{ id: opId(), text: "words" }] },
    }),
  },
  practice: {
    observers: false,
    frame: () => ({
      opId: opId(),
      practice: "quiet-minutes",
      day: new Date().toISOString().slice(0, 10),
      done: true,
    }),
  },
  note_seen: { observers: false, frame: () => ({ opId: opId(), noteId: opId() }) },
  hand: { observers: false, frame: () => ({ raised: true }) },
  draft: { observers: false, frame: () => ({ blockId, baseDraftRev: 0, value: 3 }) },
};
