import { seals } from "../../shared/engine/sealing.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { InstanceTool } from "../../shared/protocol/client.ts";
import type { Closed, ClientView } from "../model/client.ts";
import type { Drafts } from "./drafts.ts";
import { hasEnvelope, unopened } from "./unopened.ts";

/** What the screens are told of private fields. */
export interface PrivacyView extends Pick<
  ClientView,
  "keys" | "hasAccount" | "closed" | "closedDrafts" | "locksSoon"
> {
  readonly drafts: Drafts;
  /**
   * Any value of a placement's or, with its tool, of an instance's; undefined where it does not open.
   * @param about as in `ClientView.sending`
   */
  value(about: string, value: unknown, tool?: InstanceTool): unknown;
}
export interface Seen {
  /** The learner's state as far as it can be read. */
  readonly opened: LearnerState | null;
  readonly privacy: PrivacyView;
}

/** What can be told while the code that opens is on its way, or nobody's thread is here. */
export function unseen(state: LearnerState | null, drafts: Drafts): Seen {
  const sealed = [...drafts].filter(([, one]) => hasEnvelope(one.value)).map(([key]) => key);
  const none = state === null ? null : unopened(state);
  return {
    opened: none?.state ?? null,
    privacy: {
      keys: "unknown",
      hasAccount: null,
      closed: none?.closed ?? new Map(),
      closedDrafts: new Map(sealed.map((key): [string, Closed] => [key, "opening"])),
      locksSoon: false,
      drafts: new Map([...drafts].filter(([key]) => !sealed.includes(key))),
      value: (_about, value) => (hasEnvelope(value) ? undefined : value),
    },
  };
}

/** Whether what seals and opens is needed now, and not only at some time. */
export const isPrivate = ({ closed, closedDrafts, waiting }: ClientView): boolean =>
  closed.size > 0 || closedDrafts.size > 0 || (waiting !== null && seals(waiting));
