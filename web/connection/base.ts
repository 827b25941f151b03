import type { Recall, WireBlock } from "../../shared/content/block.ts";
import { newLearner, type LearnerState } from "../../shared/engine/state.ts";
import { defaultSettings } from "../../shared/protocol/defaults.ts";
import type { LearnersLive } from "../../shared/protocol/room.ts";
import type { Event, ServerFrameOf, Settings } from "../../shared/protocol/server.ts";
import type { Stems } from "./stemView.ts";

type Welcome = ServerFrameOf<"welcome">;

/** What the server has said about one learner, folded: the part of the view that is not optimistic. */
export interface Base {
  readonly userId: string;
  readonly epoch: string | null;
  readonly lastSeq: number;
  /** Everything up to here is in D1 (rule 2). */
  readonly savedSeq: number;
  readonly contentVersion: number | null;
  readonly state: LearnerState;
  /** `sequence` of the last block of the main line that was delivered; −1 before the first. */
  readonly deliveredSequence: number;
  /** The placement the server last asked, for when its surroundings are not loaded. */
  readonly asked: Asked | null;
  /** Blocks as they came: what the loaded content does not have yet. */
  readonly wire: ReadonlyMap<string, WireBlock>;
  readonly recalls: ReadonlyMap<string, readonly Recall[]>;
  /** What was said and is not in D1 as far as we know, by what it is about (`aboutOf`). */
  readonly unsaved: ReadonlyMap<string, Unsaved>;
  readonly settings: Settings;
  /** The room this learner is in and the coaches who may look, as last told; null before that. */
  readonly live: LearnersLive | null;
  /** Where the server's main line stood at `welcome.headSeq`, until the fold is there. */
  readonly atHead: { readonly seq: number; readonly frontier: string | null } | null;
  /** A snapshot on its way: it replaces everything only with its last part. */
  readonly incoming: {
    readonly welcome: Welcome;
    readonly parts: number;
    readonly items: readonly Event[];
    readonly settings?: Settings;
  } | null;
}
interface Asked {
  readonly blockId: string;
  readonly moduleId: string;
}
export interface Unsaved {
  /** Empty where the event does not name it. */
  readonly opId: string;
  readonly seq: number;
  /** When this client learned of it, in its own milliseconds. */
  readonly since: number;
}

/** Builds the stem for the blocks known so far. */
export interface StemsFor {
  (wire: ReadonlyMap<string, WireBlock>, around: number, version: number): Stems | null;
  /** The block stands in a loaded module: its copy from the wire is not needed. */
  loaded(blockId: string): boolean;
}

export const emptyBase = (userId: string): Base => ({
  userId,
  epoch: null,
  lastSeq: 0,
  savedSeq: 0,
  contentVersion: null,
  state: newLearner(userId, { placements: [] }),
  deliveredSequence: -1,
  asked: null,
  wire: new Map(),
  recalls: new Map(),
  unsaved: new Map(),
  settings: defaultSettings,
  live: null,
  atHead: null,
  incoming: null,
});
