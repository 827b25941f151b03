import type { StemBlock } from "../../shared/content/block.ts";
import { seals } from "../../shared/engine/sealing.ts";
import type { Closed } from "../model/client.ts";
import { useView } from "../ui/useClient.ts";
import { useHeldLock } from "./holding.ts";

/** What stands between the learner and a private placement; `choose`: there is no key yet. */
export type Lock = "open" | "choose" | Closed;

/** Whether this placement can be written in now. Nothing is ever typed over what cannot be read. */
export function useLock(block: StemBlock): Lock {
  const keys = useView((view) => view.keys);
  const closed = useView((view) => view.closed.get(block.id) ?? view.closedDrafts.get(block.id));
  const held = useHeldLock();
  if (held !== null && seals(block)) return held;
  if (closed !== undefined) return closed;
  if (!seals(block)) return "open";
  switch (keys) {
    case "open":
      return "open";
    case "none":
      return "choose";
    case "locked":
      return "locked";
    case "unknown":
      return "opening";
  }
}
