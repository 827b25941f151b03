import type { TabMessage } from "./model.ts";
import type { Ops, Op } from "./ops.ts";

/**
 * What this tab made and handed to the one with the socket, until that one shows to have it. It may have
 * closed in between: then the next one gets it. Operations are known by their id, twice does no harm.
 */
export function createHandover(tell: (message: TabMessage) => void) {
  let handed: Ops = [];
  const missingIn = (ops: Ops): Ops => handed.filter((op) => !ops.some((one) => one.opId === op.opId));
  return {
    add(op: Op) {
      handed = [...handed, op];
    },
    /** The outbox as the learner of this tab sees it. */
    with(ops: Ops): Ops {
      const missing = missingIn(ops);
      return missing.length === 0 ? ops : [...ops, ...missing];
    },
    shown(ops: Ops, heard: string | null) {
      handed = missingIn(ops).filter((op) => op.opId !== heard);
    },
    again() {
      for (const op of handed) tell({ say: "command", command: { do: "enqueue", op } });
    },
    /** This tab has the socket now. */
    take(): Ops {
      const all = handed;
      handed = [];
      return all;
    },
  };
}
