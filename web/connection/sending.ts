import type { Sending, SendState } from "../model/client.ts";
import type { Unsaved } from "./base.ts";
import { aboutOf, valueOf, type Op, type Ops } from "./ops.ts";

/** ux 3.8: after so long without an ack an operation is not confirmed. */
export const ackTimeoutMs = 8000;
/** ux 3.8: between ack and saved. */
const storingAfterMs = 2000;

export interface Conditions {
  readonly now: number;
  readonly online: boolean;
  readonly store: "ok" | "degraded";
}

/**
 * What the learner is told about each answer on its way, by what it is about; what is not here is saved
 * (rule 2).
 * @returns also how many ms from now the map says something else by itself; null when it does not
 */
export function sendStates(
  unsaved: ReadonlyMap<string, Unsaved>,
  savedSeq: number,
  ops: Ops,
  conditions: Conditions,
): { sending: ReadonlyMap<string, Sending>; changesInMs: number | null } {
  const sending = new Map<string, Sending>();
  let changesInMs: number | null = null;
  const changes = (ms: number) => {
    if (ms > 0 && (changesInMs === null || ms < changesInMs)) changesInMs = ms;
  };
  for (const [about, one] of unsaved) {
    changes(one.since + storingAfterMs - conditions.now);
    sending.set(about, { state: afterAck(one.since, conditions), opId: one.opId });
  }
  for (const op of ops) {
    if (op.state === "conflict" || (op.state === "acked" && (op.seq ?? 0) <= savedSeq)) continue;
    changes(
      (op.ackedAt ?? op.createdAt) + (op.ackedAt === null ? ackTimeoutMs : storingAfterMs) - conditions.now,
    );
    const tool = op.frame.t === "tool" ? { tool: op.frame.tool } : {};
    const refused = op.state === "failed" ? { reason: op.reason ?? "", value: valueOf(op), ...tool } : {};
    sending.set(aboutOf(op.frame), { state: stateOf(op, conditions), opId: op.opId, ...refused });
  }
  return { sending, changesInMs };
}

const afterAck = (since: number, { now, store }: Conditions): SendState =>
  store === "degraded" || now - since >= storingAfterMs ? "storing" : "kept";

function stateOf(op: Op, conditions: Conditions): SendState {
  switch (op.state) {
    case "failed":
      return "failed";
    case "acked":
      return afterAck(op.ackedAt ?? op.createdAt, conditions);
    case "queued":
    case "sent":
    case "conflict":
      if (!conditions.online) return "offline";
      return op.unconfirmed || conditions.now - op.createdAt >= ackTimeoutMs ? "unconfirmed" : "sending";
  }
}
