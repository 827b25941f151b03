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
}

export function newLearner(userId: string, stem: Stem): LearnerState {
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
  };
}

/** The name of a skill as this learner sees it, of the master list or their own. */
export const skillNameOf =
  (stem: Stem, state: LearnerState) =>
  (id: string): string | undefined =>
    stem.skills.get(id)?.name ?? state.ownSkills.get(id)?.name;
