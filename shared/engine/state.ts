import type { InstanceTool } from "../protocol/client.ts";
import type { Facilitator } from "../protocol/room.ts";
import type { Stem } from "./stem.ts";

/** The newest answer to one placement, as the ledger holds it (decision 3). */
export interface Answer {
  /** 0 while skipped and never answered; then counts up with every edit. */
  readonly rev: number;
  readonly value: unknown;
  readonly skipped: boolean;
  readonly onlyMe: boolean;
  readonly erased: boolean;
  /** ISO 8601, the operation's `at` (decision 30). */
  readonly respondedAt: string;
  readonly createdAt: string;
  readonly device: string | null;
  /** Keyed hashes of the sealed rows, by row id (decision 9). */
  readonly hashes: Readonly<Record<string, string>> | null;
  /** The operation that wrote it. */
  readonly opN: number;
  readonly contentVersion: number;
}

/** What a tool holds outside the thread (decision 10). */
export interface Instance {
  readonly tool: InstanceTool;
  /** Counts on with every change, deletion and undo included. */
  readonly rev: number;
  /** Null while it is deleted. */
  readonly value: unknown;
  readonly respondedAt: string;
  readonly createdAt: string;
  readonly device: string | null;
  readonly hashes: Readonly<Record<string, string>> | null;
  /** The operation that wrote it. */
  readonly opN: number;
}

/** One practice on one day (decision 13). */
export interface PracticeEntry {
  /** The practice's key. */
  readonly practice: string;
  /** The learner's local day, YYYY-MM-DD. */
  readonly day: string;
  readonly done: boolean;
  /** An envelope, or null. */
  readonly note: unknown;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a facilitator wrote to this learner. */
export interface Note {
  readonly from: string;
  readonly text: string;
  readonly blockId: string | null;
  readonly at: string;
  readonly seen: boolean;
}

/** Where somebody saw it: the thread, a session's report, or on the room's projector. */
export type LookedAt = "thread" | "report" | "projector";

/** Somebody saw what this learner shares (`GET /api/audit`). */
export interface Look {
  readonly who: string;
  readonly what: LookedAt;
  readonly modules: readonly string[];
  readonly since: string;
  /** Null while they watch. */
  readonly until: string | null;
}

/**
 * `waiting`: not let in yet, nothing is shared. `in`: shared from `sinceSeq` on. `left` by the learner, `removed` by a
 * facilitator: nothing is, nor was. `ended`: what was shared stands in the report until `keepUntil`.
 */
export type Stage = "waiting" | "in" | "left" | "removed" | "ended";

/** A live session that this learner has joined (decision 37). */
export interface Stay {
  readonly liveId: string;
  readonly alias: string;
  readonly title: string;
  readonly modules: readonly string[];
  /** As they were when the learner agreed. */
  readonly facilitators: readonly Facilitator[];
  /** The wording that was agreed to. */
  readonly consentId: string;
  /** Facilitators see what comes after this event. */
  readonly sinceSeq: number;
  readonly since: string;
  readonly stage: Stage;
  readonly leftAt: string | null;
  readonly keepUntil: string | null;
}

/** One coach whom this learner lets read along (protocol section 3). */
export interface Share {
  /** A keyed hash of what is in the link. */
  readonly tokenKey: string;
  readonly modules: readonly string[];
  readonly until: string;
  readonly consentId: string;
  readonly sinceSeq: number;
  readonly since: string;
  /** Null until the link was opened. */
  readonly coach: Facilitator | null;
  readonly endedAt: string | null;
}

/** Who may see what of this learner's: the only place that says so. */
export interface Sharing {
  /** By participant id; at most one is `waiting` or `in`. */
  readonly stays: ReadonlyMap<string, Stay>;
  /** By share id, which is the participant's id, too. */
  readonly shares: ReadonlyMap<string, Share>;
  /** Accounts that the learner does not want to meet again, and since when. */
  readonly blocked: ReadonlyMap<string, string>;
}
export const nothingShared: Sharing = { stays: new Map(), shares: new Map(), blocked: new Map() };

export interface OwnSkill {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly status: "pending" | "approved" | "rejected";
}

/** Everything about a learner's conversation that the engine knows. A plain value: no clock, no I/O. */
export interface LearnerState {
  readonly userId: string;
  readonly answers: ReadonlyMap<string, Answer>;
  /** The placement at which the main line waits; null past the last one (decision 21). */
  readonly frontier: string | null;
  /** The last block of the main line that was sent, by its place in the stem; −1 before the first. */
  readonly delivered: number;
  /** Earlier placements that were asked after the main line had passed them (decision 21). */
  readonly askedLate: ReadonlySet<string>;
  /** Module id → when it was first completed; never taken away (decision 22). */
  readonly completedModules: ReadonlyMap<string, string>;
  readonly completedExercises: ReadonlySet<string>;
  readonly unlocked: ReadonlySet<string>;
  readonly workbookComplete: boolean;
  /** Resolved rows of prompts that save into a many-row table (decision 5): block key → row id. */
  readonly rowIds: ReadonlyMap<string, string>;
  readonly ownSkills: ReadonlyMap<string, OwnSkill>;
  /** By instance id; deleted ones stay, so that a deletion can be undone. */
  readonly instances: ReadonlyMap<string, Instance>;
  /** By `practiceKey`. */
  readonly practices: ReadonlyMap<string, PracticeEntry>;
  /** By note id. */
  readonly notes: ReadonlyMap<string, Note>;
  /** By look id. */
  readonly looks: ReadonlyMap<string, Look>;
  readonly sharing: Sharing;
}

/** Where one practice on one day stands; also the `rowId` of its sealed note (decision 13). */
export const practiceKey = (practice: string, day: string): string => `${practice}/${day}`;

export function newLearner(userId: string, stem: Pick<Stem, "placements">): LearnerState {
  return {
    userId,
    answers: new Map(),
    frontier: stem.placements[0]?.id ?? null,
    delivered: -1,
    askedLate: new Set(),
    completedModules: new Map(),
    completedExercises: new Set(),
    unlocked: new Set(),
    workbookComplete: false,
    rowIds: new Map(),
    ownSkills: new Map(),
    instances: new Map(),
    practices: new Map(),
    notes: new Map(),
    looks: new Map(),
    sharing: nothingShared,
  };
}

/** The name of a skill as this learner sees it, of the master list or their own. */
export const skillNameOf =
  (stem: Stem, state: LearnerState) =>
  (id: string): string | undefined =>
    stem.skills.get(id)?.name ?? state.ownSkills.get(id)?.name;
