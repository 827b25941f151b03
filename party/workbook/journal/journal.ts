import type { LogEvent } from "../../../shared/engine/events.ts";
import type { Row, RowChange } from "../../../shared/engine/project/rows.ts";
import type { Answer, LearnerState } from "../../../shared/engine/state.ts";
import type { Fact } from "./facts.ts";
import type { Files } from "./files.ts";
import type { Drafts } from "./drafts.ts";
import type { OwedAlerts } from "./owed.ts";

/** One committed operation: its events, and the row changes that D1 still has to learn. */
export interface LogEntry {
  readonly n: number;
  readonly opId: string;
  readonly firstSeq: number;
  /** `firstSeq` − 1 for an operation without events. */
  readonly lastSeq: number;
  readonly payloadHash: string;
  readonly at: string;
  readonly device: string | null;
  /** The answer's `rev` after it, where it has one. */
  readonly rev: number | null;
  readonly contentVersion: number;
  readonly frontier: string | null;
  /** The key of the main line's last delivered block. */
  readonly delivered: string | null;
}

/** An earlier value, kept when another replaces it (decision 10). */
export interface Revision {
  /** The placement's key, or the instance's id. */
  readonly key: string;
  readonly rev: number;
  readonly value: unknown;
  readonly device: string | null;
  readonly at: string;
}

/** Everything one operation writes, in one transaction (rule 1). */
export interface Commit {
  readonly entry: LogEntry;
  readonly events: readonly LogEvent[];
  readonly changes: readonly RowChange[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly facts: readonly Fact[];
  /** All settings, when the operation changed one. */
  readonly settings: Row | null;
  readonly revisions: readonly Revision[];
  /** The operations and revisions whose values this one replaces. */
  readonly supersedes: readonly { n: number; key: string; rev: number }[];
  /** Revisions that are too many now. */
  readonly forget: readonly { key: string; rev: number }[];
  /** The log goes on under another name: its devices begin again with a snapshot (decision 29). */
  readonly epoch: string | null;
  /** What is to be found nowhere in the log any more (decision 36). */
  readonly erases: readonly string[];
  /** Answered or saved: their drafts are not needed any more. */
  readonly clearDrafts: readonly string[];
}

export interface LoggedOp extends LogEntry {
  /** Null in an operation that was loaded from D1: D1 has operations, not events. */
  readonly events: readonly LogEvent[] | null;
}

export interface PendingOp extends LogEntry {
  readonly changes: readonly RowChange[];
}

/** What the log knows when an object wakes. */
export interface Resumed {
  readonly epoch: string;
  readonly n: number;
  readonly headSeq: number;
  /** Every operation up to this one is in D1. */
  readonly savedN: number;
  readonly savedSeq: number;
  readonly contentVersion: number;
  /** The state, but for `delivered`, which is a place in a release. */
  readonly state: Omit<LearnerState, "delivered">;
  readonly delivered: string | null;
  readonly settings: Row | null;
  /** The newest `at` per device: an operation's time never goes back. */
  readonly lastAt: ReadonlyMap<string, string>;
}

/** What D1 gives to an empty log (decision 4). */
export interface Rebuilt extends Resumed {
  readonly ops: readonly Omit<LogEntry, "frontier" | "delivered" | "device" | "rev">[];
  readonly revisions: readonly Revision[];
}

/**
 * The operation was not kept, as far as anybody knows: it is refused as `busy` and comes again (rule 11). The log has
 * forgotten everything and begins again from D1, which alone can say.
 */
export class NotKeptError extends Error {
  override readonly name = "NotKeptError";
}

/**
 * The learner's write-ahead log. Everything that was acked is here first; it is never wiped (rule 1). An
 * implementation commits `Commit` whole or not at all.
 */
export interface Journal {
  /** Whether what is committed is in D1 already: `ack` and `saved` coincide, and nothing is ever pending. */
  readonly writesThrough: boolean;
  /** The log's name as of its last commit; null when it is empty. */
  readonly epoch: string | null;
  /** Null when the log is empty. */
  resume(userId: string): Resumed | null;
  /** Starts an empty log: a new learner, or what D1 has. */
  begin(epoch: string, settings: Row, rebuilt: Rebuilt | null): void;
  /**
   * Resolves when the operation may be acked: at once where the platform holds answers back until it is durable.
   * @throws NotKeptError
   */
  commit(commit: Commit): void | Promise<void>;
  find(opId: string): LoggedOp | null;
  /** Operations whose events end after `seq`, oldest first. */
  after(seq: number): LoggedOp[];
  /** Operations that begin before `seq`, newest first, read as they are needed. */
  before(seq: number): Iterable<LoggedOp>;
  /** Unsaved operations, oldest first, up to about `bytes` of row changes (at least one). */
  pending(bytes: number): PendingOp[];
  firstUnsaved(): LogEntry | null;
  /** When the newest operation was made; null in an empty log. */
  newestAt(): string | null;
  /** D1 has everything up to `n`: the changes go, and superseded values with them (decision 10). */
  saved(n: number, newestRev: (key: string) => number): void;
  revisions(key: string): Omit<Revision, "value">[];
  allRevisions(): Revision[];
  /** The operations that wrote this, and those of which the log does not know what they wrote. */
  writersOf(key: string): number[];
  lastSeqOf(n: number): number | undefined;
  /** Whether this log was fenced off and has not flushed since (decision 4). */
  fenced(): boolean;
  setFenced(fenced: boolean): void;
  /** What the live object said last (`live/told.ts`): the room's, not the learner's. */
  live(): string | null;
  setLive(told: string): void;
  /** The account is being deleted: nothing is answered from this log any more (decision 36). */
  leaving(): boolean;
  setLeaving(): void;
  /** How many operations and drafts there are, for the receipt. */
  counts(): { operations: number; drafts: number };
  /** What an operator is still to be told. */
  readonly alerts: OwedAlerts;
  readonly drafts: Drafts;
  readonly files: Files;
  /** Bytes the learner's log holds (decision 10). */
  bytes(): number;
  /** Whether it holds more; cheaper to ask. */
  holdsMoreThan(bytes: number): boolean;
}
