import { typed } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import type { Command } from "./model.ts";
import { aboutOf, newOp } from "./ops.ts";
import * as outbox from "./outbox.ts";
import type { OwnerPort } from "./owner.ts";
import type { OwnerDrafts } from "./ownerDrafts.ts";

export interface Reach {
  readonly drafts: OwnerDrafts;
  /** Sends what may go out. */
  pump(): void;
  /** Connects at once where there is no line. */
  hurry(): void;
  presence(state: "active" | "idle" | "away" | "typing"): void;
  /** @returns false when it could not be told */
  hand(raised: boolean): boolean;
}

/** Does what a tab asked of the one that holds the socket. */
export function perform(env: Environment, port: OwnerPort, command: Command, reach: Reach): void {
  const { ops, line, drafts } = port.model();
  switch (command.do) {
    case "enqueue":
      port.set({ ops: outbox.enqueue(ops, command.op) });
      return reach.pump();
    case "retry":
      port.set({ ops: outbox.retried(ops, command.opId) });
      reach.hurry();
      return reach.pump();
    case "takeBack": {
      const op = ops.find((one) => one.opId === command.opId && one.state === "failed");
      if (op === undefined) return;
      const about = aboutOf(op.frame);
      port.set({ ops: outbox.without(ops, op.opId) });
      port.setDraft(about, typed(drafts.get(about), outbox.draftOf(op), env.now()));
      return reach.drafts.arm(about);
    }
    case "settle": {
      // Gone where another tab settled it, and this one had not heard yet: the word it chose is a later one.
      const rest = ops.filter((one) => one.opId !== command.opId || one.state !== "conflict");
      const order = Math.max(env.now(), ...ops.map((one) => one.order + 0.001));
      const mine = command.frame === null ? null : newOp(command.frame, env.now(), order);
      port.set({ ops: mine === null ? rest : outbox.enqueue(rest, mine) });
      return reach.pump();
    }
    case "dismiss":
      return port.set({ line: { notices: line.notices.filter((one) => one.id !== command.noticeId) } });
    case "presence":
      return reach.presence(command.state);
    case "hand":
      // A hand is for now: what does not get through is not raised later.
      if (reach.hand(command.raised)) port.set({ line: { hand: command.raised } });
      return;
  }
}
