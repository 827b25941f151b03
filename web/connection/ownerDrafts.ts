import type { ServerFrameOf } from "../../shared/protocol/server.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { draftFrame, draftSent, told, typed } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import { valueOf } from "./outbox.ts";
import type { OwnerPort } from "./owner.ts";

/** ux 3.7: on the server so long after the last input. */
const draftAfterMs = 800;

type DraftTold = Omit<ServerFrameOf<"draft">, "t">;

/** Unsent work on its way to and from the learner's other devices. */
export function createOwnerDrafts(
  env: Environment,
  port: OwnerPort,
  deviceId: string,
  send: (frame: object) => boolean,
) {
  const timers = new Map<string, () => void>();

  function arm(blockId: string) {
    timers.get(blockId)?.();
    const cancel = env.after(draftAfterMs, () => sendNow(blockId));
    timers.set(blockId, cancel);
  }

  function sendNow(blockId: string) {
    const draft = port.model().drafts.get(blockId);
    if (draft === undefined || !draft.dirty) return;
    const frame = draftFrame(blockId, draft);
    if (JSON.stringify(frame).length > limits.draftBytes || !send(frame)) return;
    // An empty draft has nothing to be kept for once the server has forgotten the old one.
    port.setDraft(blockId, draft.value === null ? null : draftSent(draft));
  }

  /** What has been sent as an answer is no draft any more, whoever still keeps it. */
  function isAnswered(blockId: string, value: unknown): boolean {
    const { base, ops } = port.model();
    const sent = ops.filter((op) => op.frame.blockId === blockId).map(valueOf);
    const text = JSON.stringify(value);
    return [base.state.answers.get(blockId)?.value, ...sent].some((one) => JSON.stringify(one) === text);
  }

  return {
    arm,
    sendAll() {
      for (const blockId of port.model().drafts.keys()) sendNow(blockId);
    },
    heard({ blockId, value, draftRev, deviceId: author, at }: DraftTold) {
      // Instances outside the thread have no view here yet.
      if (blockId === undefined) return;
      const { line, drafts } = port.model();
      const local = drafts.get(blockId);
      if (local === undefined && isAnswered(blockId, value)) return;
      const label = line.devices.find((one) => one.deviceId === author)?.label ?? "another device";
      const next = told(local, {
        value,
        rev: draftRev,
        at: at === undefined ? env.now() : Date.parse(at),
        from: author === deviceId ? null : label,
      });
      port.setDraft(blockId, next);
      if (next?.dirty === true) arm(blockId);
    },
    /** A refused text becomes a draft; what is being typed there stays, and the text stands beside it. */
    giveBack(blockId: string, value: unknown) {
      const before = port.model().drafts.get(blockId);
      const at = env.now();
      const other = { value, at, from: "your earlier answer" };
      port.setDraft(blockId, before === undefined ? typed(undefined, value, at) : { ...before, other });
      arm(blockId);
    },
    stop() {
      for (const cancel of timers.values()) cancel();
    },
  };
}
export type OwnerDrafts = ReturnType<typeof createOwnerDrafts>;
