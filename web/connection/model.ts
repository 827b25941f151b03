import type { OperationFrame } from "../../shared/protocol/client.ts";
import type { ServerFrame } from "../../shared/protocol/server.ts";
import type { Notice } from "../model/client.ts";
import type { Base, StemsFor } from "./base.ts";
import type { Draft, Drafts } from "./drafts.ts";
import { eventsArrived, savedUpTo, snapshotPart, welcomed } from "./fold.ts";
import type { Op, Ops } from "./ops.ts";

/** How the line to the server stands; the same in every tab. */
export interface Line {
  readonly connection: "connecting" | "online" | "offline";
  readonly store: "ok" | "degraded";
  readonly notices: readonly Notice[];
  readonly devices: readonly { deviceId: string; label: string; state: string }[];
  readonly watching: readonly string[];
  /** This learner's hand in that room: as the server told it, or as it was just asked for here. */
  readonly hand: boolean;
  /** A terminal close: `stopped` may be tried again when the learner comes back to this tab. */
  readonly ended: "signed_out" | "too_old" | "stopped" | null;
}

/** Everything about one learner that the tabs of this browser share. Plain data: it can be posted and stored. */
export interface Model {
  readonly base: Base;
  readonly ops: Ops;
  readonly drafts: Drafts;
  readonly line: Line;
}

export const emptyLine: Line = {
  connection: "connecting",
  store: "ok",
  notices: [],
  devices: [],
  watching: [],
  hand: false,
  ended: null,
};

/** What a tab asks of the one that holds the socket. */
export type Command =
  | { readonly do: "enqueue"; readonly op: Op }
  | { readonly do: "retry"; readonly opId: string }
  | { readonly do: "takeBack"; readonly opId: string }
  | {
      readonly do: "settle";
      readonly opId: string;
      /** The change that puts mine on top of theirs; null to let mine go. */
      readonly frame: OperationFrame | null;
    }
  | { readonly do: "dismiss"; readonly noticeId: string }
  | { readonly do: "presence"; readonly state: "active" | "idle" | "away" | "typing" }
  | { readonly do: "hand"; readonly raised: boolean };

/** What tabs say to each other. */
export type TabMessage =
  | { readonly say: "join" }
  | { readonly say: "model"; readonly model: Model }
  | { readonly say: "frame"; readonly frame: ServerFrame }
  | { readonly say: "soft"; readonly ops: Ops; readonly line: Line; readonly heard: string | null }
  | { readonly say: "draft"; readonly about: string; readonly draft: Draft | null; readonly typed: boolean }
  | { readonly say: "command"; readonly command: Command }
  | { readonly say: "left" };

/**
 * The base after a frame. Every tab folds the same frames (protocol rules 1, 2, 6).
 * @returns null when events are missing before these
 */
export function folded(base: Base, frame: ServerFrame, stemsFor: StemsFor, now: number): Base | null {
  switch (frame.t) {
    case "welcome":
      return welcomed(base, frame);
    case "snapshot":
      return snapshotPart(base, frame, stemsFor, now);
    case "events":
      // The server sends nothing between the parts; after a snapshot these are told again by their numbers.
      return base.incoming === null ? eventsArrived(base, frame, stemsFor, now) : base;
    case "saved":
      return base.incoming === null
        ? savedUpTo(base, frame.seq)
        : {
            ...base,
            incoming: { ...base.incoming, welcome: { ...base.incoming.welcome, savedSeq: frame.seq } },
          };
    case "recall":
      return { ...base, recalls: new Map(base.recalls).set(frame.blockId, frame.recall) };
    case "live":
      return { ...base, live: { session: frame.session, shares: frame.shares } };
    case "page":
    case "ack":
    case "nack":
    case "draft":
    case "presence":
    case "status":
      return base;
  }
}
