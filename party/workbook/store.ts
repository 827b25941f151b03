import type { Look, Note, Sharing } from "../../shared/engine/state.ts";
import type { RowChange } from "../../shared/engine/project/rows.ts";
import type { LogEntry, Rebuilt } from "./journal/journal.ts";
import type { Row } from "../../shared/engine/project/rows.ts";

/** One batch for D1: the coalesced row changes of some operations, and the operations themselves. */
export interface FlushBatch {
  readonly userId: string;
  readonly epoch: string;
  readonly ops: readonly LogEntry[];
  readonly changes: readonly RowChange[];
}

export interface FlushResult {
  /** The content version that is active in D1 (decision 28). */
  readonly activeVersion: number | null;
}

/** Somebody else wrote operations at our numbers (decision 4). */
export class FencedError extends Error {
  override readonly name = "FencedError";
}

/** The kind of an error of the store, for a log line: its message may hold what somebody wrote. */
export const kindOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return /^(D1_ERROR|D1_EXEC_ERROR|Network connection lost)/.exec(error.message)?.[0] ?? error.name;
};

/** What an operator should know, never content (decision 37). */
export interface Alert {
  readonly id: string;
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly at: string;
}

/** The system of record, as a learner's object sees it. Every call may fail, hang, or commit and then fail. */
export interface LearnerStore {
  /** Null when D1 does not know the learner. Operations and answers may be empty. */
  load(userId: string): Promise<StoredLearner | null>;
  flush(batch: FlushBatch): Promise<FlushResult>;
  /** The content version that is active (decision 28). */
  active(): Promise<number | null>;
  /** Those of these rows, ids by table, that are somebody else's. */
  foreign(userId: string, rows: ReadonlyMap<string, readonly string[]>): Promise<string[]>;
  /** Tables that have rows of this learner, with how many (decision 36: the receipt). */
  counts(userId: string): Promise<Record<string, number>>;
  /** Every row of this learner; again is a no-op. */
  deleteAccount(userId: string): Promise<void>;
  /** Again with the same `id` is a no-op. */
  alert(userId: string, alert: Alert): Promise<void>;
}

export interface StoredLearner {
  readonly settings: Row;
  readonly activeVersion: number | null;
  /** Null for a learner without a single operation. */
  readonly stream: {
    readonly epoch: string;
    readonly n: number;
    readonly lastSeq: number;
    readonly frontier: string | null;
    readonly contentVersion: number;
  } | null;
  readonly ops: Rebuilt["ops"];
  readonly responses: readonly StoredResponse[];
  readonly modules: readonly { readonly moduleId: string; readonly completedAt: string | null }[];
  readonly skills: readonly {
    readonly id: string;
    readonly name: string;
    readonly category: string | null;
    readonly status: string;
  }[];
  readonly instances: readonly StoredInstance[];
  readonly assessments: readonly StoredAssessment[];
  readonly practices: readonly {
    readonly practiceId: number;
    readonly day: string;
    readonly done: boolean;
    readonly note: string | null;
    readonly createdAt: string;
    readonly updatedAt: string;
  }[];
  readonly looks: readonly (Look & { readonly id: string })[];
  readonly notes: readonly (Note & { readonly id: string })[];
  readonly sharing: Sharing;
  readonly revisions: readonly {
    /** Of an answer, or of an instance. */
    readonly stemId: number | null;
    readonly instanceId: string | null;
    readonly rev: number;
    readonly value: string | null;
    readonly device: string | null;
    readonly at: string;
  }[];
  readonly workbookComplete: boolean;
}

export interface StoredResponse {
  readonly stemId: number;
  readonly text: string | null;
  readonly opN: number;
  readonly rev: number;
  readonly skipped: boolean;
  readonly onlyMe: boolean;
  readonly erased: boolean;
  readonly rowId: string | null;
  readonly hashes: string | null;
  readonly device: string | null;
  readonly contentVersion: number | null;
  readonly respondedAt: string;
  readonly createdAt: string;
}

export interface StoredInstance {
  readonly id: string;
  readonly toolId: number;
  readonly value: string | null;
  readonly rev: number;
  readonly hashes: string | null;
  readonly device: string | null;
  readonly opN: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An assessment made outside the thread, with the level of each competency. */
export interface StoredAssessment {
  readonly id: string;
  readonly rev: number;
  readonly scores: Readonly<Record<string, number>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}
