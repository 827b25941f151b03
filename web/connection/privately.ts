import { seals } from "../../shared/engine/sealing.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Closed, ClientView } from "../model/client.ts";
import type { Privacy } from "../crypto/privacy.ts";
import type { Drafts } from "./drafts.ts";
import type { Model } from "./model.ts";
import type { Stems } from "./stemView.ts";
import { hasEnvelope, unopened } from "./unopened.ts";

/** What the screens are told of private fields. */
export interface PrivacyView extends Pick<
  ClientView,
  "keys" | "hasAccount" | "closed" | "closedDrafts" | "locksSoon"
> {
  readonly drafts: Drafts;
  /** Any value of a placement's; undefined where it does not open. */
  value(blockId: string, value: unknown): unknown;
}
interface Seen {
  /** The learner's state as far as it can be read. */
  readonly opened: LearnerState | null;
  readonly privacy: PrivacyView;
}

/** @param inside null while the code that opens is not here */
export function privately(
  inside: Privacy | null,
  model: Model | null,
  stems: Stems | null,
  state: LearnerState | null,
): Seen {
  const drafts: Drafts = model?.drafts ?? new Map();
  if (inside === null || model === null || stems === null || state === null) return unseen(state, drafts);
  inside.look(model);
  const { state: opened, closed } = inside.opened(stems.shown, state);
  const own = inside.drafts(stems.shown, state, drafts);
  return {
    opened,
    privacy: {
      keys: inside.ring.state(),
      hasAccount: inside.ring.hasAccount(),
      closed,
      closedDrafts: own.closed,
      locksSoon: inside.ring.rests(),
      drafts: own.drafts,
      value: (blockId, value) => inside.value(stems.shown, state, blockId, value),
    },
  };
}

function unseen(state: LearnerState | null, drafts: Drafts): Seen {
  const sealed = [...drafts].filter(([, one]) => hasEnvelope(one.value)).map(([key]) => key);
  const readable = new Map([...drafts].filter(([key]) => !sealed.includes(key)));
  const none = state === null ? null : unopened(state);
  return {
    opened: none?.state ?? null,
    privacy: {
      keys: "unknown",
      hasAccount: null,
      closed: none?.closed ?? new Map(),
      closedDrafts: new Map(sealed.map((key): [string, Closed] => [key, "opening"])),
      locksSoon: false,
      drafts: readable,
      value: (_blockId, value) => (hasEnvelope(value) ? undefined : value),
    },
  };
}

/** Whether what seals and opens is needed now, and not only at some time. */
export const isPrivate = ({ closed, closedDrafts, waiting }: ClientView): boolean =>
  closed.size > 0 || closedDrafts.size > 0 || (waiting !== null && seals(waiting));
