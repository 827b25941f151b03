import type { ServerFrameOf } from "../../shared/protocol/server.ts";
import type { Environment } from "./environment.ts";
import type { Line } from "./model.ts";
import type { Ops } from "./ops.ts";
import * as outbox from "./outbox.ts";
import type { OwnerPort } from "./owner.ts";
import { ackTimeoutMs } from "./sending.ts";

/** The line as the outbox needs it. */
interface Way {
  /** False while there is no welcome on a living socket. */
  send(frame: object): boolean;
  renew(): void;
  /** A text that was refused with what it stood on is a draft again. */
  giveBack(about: string, value: unknown): void;
}

/** Operations on their way: in order, at most 8 un-acked, and what the server says to each (rule 13). */
export function createOwnerOutbox(env: Environment, port: OwnerPort, way: Way) {
  let pausedUntil = 0;
  const timers = new Set<() => void>();

  const after = (ms: number, task: () => void) => {
    const cancel = env.after(ms, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
  };
  const set = (ops: Ops) => {
    if (ops !== port.model().ops) port.set({ ops });
  };
  const settle = () => set(outbox.settled(port.model().ops, port.model().base.lastSeq));

  function pump() {
    if (env.now() < pausedUntil) return;
    for (const { opId, frame } of outbox.sendable(port.model().ops)) {
      if (!way.send(frame)) return;
      set(outbox.markSent(port.model().ops, opId, env.now()));
      after(ackTimeoutMs, () => doubt(opId));
    }
  }

  /** No ack in 8 s: a pong proves the socket, not the object behind it (platform 1.4). */
  function doubt(opId: string) {
    const op = port.model().ops.find((one) => one.opId === opId);
    // Sent again meanwhile: that sending has its own 8 s.
    if (op?.state !== "sent" || op.sentAt === null || env.now() - op.sentAt < ackTimeoutMs) return;
    way.renew();
  }

  return {
    pump,
    settle,
    acked({ opId, seq }: ServerFrameOf<"ack">) {
      set(outbox.acked(port.model().ops, opId, seq, env.now()));
      settle();
      pump();
    },
    nacked(frame: ServerFrameOf<"nack">) {
      const refused = outbox.nacked(port.model().ops, frame);
      for (const { about, value } of refused.drafts) way.giveBack(about, value);
      set(refused.ops);
      if (refused.pauseMs !== null) {
        pausedUntil = env.now() + refused.pauseMs;
        after(refused.pauseMs, pump);
      }
      pump();
    },
    /** The socket is gone, and so is what was on it: told in one go with how the line stands now. */
    lost(line: Partial<Line>) {
      port.set({ ops: outbox.socketLost(port.model().ops), line });
    },
    stop() {
      for (const cancel of timers) cancel();
    },
  };
}
