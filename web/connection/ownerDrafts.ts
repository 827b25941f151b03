import type { ServerFrameOf } from "../../shared/protocol/server.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { instanceDraft, typed } from "./drafts.ts";
import { draftFrame, draftSent, told } from "./draftsTold.ts";
import type { Environment } from "./environment.ts";
import { aboutOf, valueOf } from "./ops.ts";
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

  function arm(about: string) {
    timers.get(about)?.();
    const cancel = env.after(draftAfterMs, () => sendNow(about));
    timers.set(about, cancel);
  }

  function sendNow(about: string) {
    const draft = port.model().drafts.get(about);
    if (draft === undefined || !draft.dirty) return;
    const frame = draftFrame(about, draft);
    if (frame === null) {
      if (draft.value === null) port.setDraft(about, null);
      return;
    }
    if (JSON.stringify(frame).length > limits.draftBytes || !send(frame)) return;
    // An empty draft has nothing to be kept for once the server has forgotten the old one.
    port.setDraft(about, draft.value === null ? null : draftSent(draft));
  }

  /** What has been sent as an answer is no draft any more, whoever still keeps it. */
  function isAnswered(about: string, value: unknown): boolean {
    const { base, ops } = port.model();
    const { answers, instances } = base.state;
    const sent = ops.filter((op) => aboutOf(op.frame) === about).map(valueOf);
    const text = JSON.stringify(instanceDraft(value)?.value ?? value);
    const standing = answers.get(about) ?? instances.get(about);
    return [standing?.value, ...sent].some((one) => JSON.stringify(one) === text);
  }

  return {
    arm,
    sendAll() {
      for (const about of port.model().drafts.keys()) sendNow(about);
    },
    heard({ blockId, instanceId, value, draftRev, deviceId: author, at }: DraftTold) {
      const about = blockId ?? instanceId ?? "";
      const { line, drafts } = port.model();
      const local = drafts.get(about);
      if (local === undefined && isAnswered(about, value)) return;
      const label = line.devices.find((one) => one.deviceId === author)?.label ?? "another device";
      const next = told(local, {
        value,
        rev: draftRev,
        at: at === undefined ? env.now() : Date.parse(at),
        from: author === deviceId ? null : label,
      });
      port.setDraft(about, next);
      if (next?.dirty === true) arm(about);
    },
    /** Its unsent work goes along (SPEC ER3); what is being typed here is new. */
    erased(about: string) {
      if (port.model().drafts.get(about)?.dirty === false) port.setDraft(about, null);
    },
    /** A refused text becomes a draft; what is being typed there stays, and the text stands beside it. */
    giveBack(about: string, value: unknown) {
      const before = port.model().drafts.get(about);
      const at = env.now();
      const other = { value, at, from: "your earlier answer", only: true } as const;
      const isTyped = before?.from === null;
      // Another device's would take it along with its next key.
      port.setDraft(about, isTyped ? { ...before, other } : typed(before, value, at));
      arm(about);
    },
    stop() {
      for (const cancel of timers.values()) cancel();
    },
  };
}
export type OwnerDrafts = ReturnType<typeof createOwnerDrafts>;
