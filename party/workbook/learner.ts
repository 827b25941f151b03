import { accept, type Operation } from "../../shared/engine/accept.ts";
import type { Decision, Nack } from "../../shared/engine/decision.ts";
import type { LogEvent } from "../../shared/engine/events.ts";
import { dayIn, knownZone } from "../../shared/engine/days.ts";
import { layered } from "../../shared/engine/layered.ts";
import { projectAll } from "../../shared/engine/project/project.ts";
import type { Projection, Row } from "../../shared/engine/project/rows.ts";
import { sharedFrom } from "../../shared/engine/sharing.ts";
import { newLearner, type LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { clampAt, isoTime } from "./clock.ts";
import { commitOf, tookMs, type Decided } from "./commit.ts";
import { erasedHash } from "./journal/erased.ts";
import type { Files } from "./journal/files.ts";
import {
  NotKeptError,
  type Commit,
  type Journal,
  type LogEntry,
  type Rebuilt,
  type Resumed,
  type Revision,
} from "./journal/journal.ts";
import { payloadHash } from "./payload.ts";
import { settingsOf } from "./settings.ts";
import { placeIn, remembered, type Releases } from "./releases.ts";

export interface Committed {
  readonly entry: LogEntry;
  readonly events: readonly LogEvent[];
  /** From when the question waited to its answer; null where that is not known. */
  readonly tookMs: number | null;
}
export type Outcome =
  | { ok: true; dup: boolean; seq: number; rev: number | null; committed: Committed | null }
  | { ok: false; nack: Nack };

interface Sender {
  readonly device?: string | null;
  readonly claimedAt?: string;
  readonly maxBytes?: number;
  /** The IANA time zone that the device or request named. */
  readonly zone?: string | null;
}

const busy: Outcome = { ok: false, nack: { code: "busy", message: "One moment" } };

const stateIn = (stem: Stem, { state, delivered }: Resumed): LearnerState => ({
  ...state,
  ...placeIn(stem, state.answers, state.frontier, delivered),
});

/** Times of ISO 8601 in UTC are in order as texts. */
function lastAnswered({ answers }: LearnerState): string | null {
  let last: string | null = null;
  for (const { createdAt } of answers.values()) if (last === null || createdAt > last) last = createdAt;
  return last;
}

/**
 * One learner's conversation in memory, and the only way to change it: an operation is decided by the engine
 * and committed to the journal whole, or refused and leaves nothing.
 */
export class Learner {
  readonly #journal: Journal;
  #stem: Stem;
  #state: LearnerState;
  #projection: Projection;
  #settings: Row;
  #n: number;
  #headSeq: number;
  readonly #lastAt: Map<string, string>;
  #epoch: string;
  #arrivedAt: string | null;
  #adrift = false;

  private constructor(journal: Journal, stem: Stem, state: LearnerState, resumed: Omit<Resumed, "state">) {
    this.#journal = journal;
    this.#stem = stem;
    this.#state = { ...state, answers: layered(state.answers) };
    this.#projection = projectAll(stem, state);
    this.#settings = resumed.settings ?? {};
    this.#n = resumed.n;
    this.#headSeq = resumed.headSeq;
    this.#lastAt = new Map(resumed.lastAt);
    this.#epoch = resumed.epoch;
    this.#arrivedAt = lastAnswered(state);
  }

  /** From the object's own log; null when that is empty. */
  static resume(journal: Journal, releases: Releases, userId: string): Learner | null {
    const resumed = journal.resume(userId);
    if (resumed === null) return null;
    const stem = resumed.n === 0 ? releases.newest() : remembered(releases, resumed.contentVersion);
    const state = resumed.n === 0 ? newLearner(userId, stem) : stateIn(stem, resumed);
    return new Learner(journal, stem, state, resumed);
  }

  /** Begins the log: with what D1 has, or with a new learner. */
  static begin(
    journal: Journal,
    stem: Stem,
    userId: string,
    epoch: string,
    settings: Row,
    rebuilt: Rebuilt | null,
  ): Learner {
    journal.begin(epoch, settings, rebuilt);
    const none = { n: 0, headSeq: 0, savedN: 0, savedSeq: 0, contentVersion: stem.version, delivered: null };
    const resumed = { ...(rebuilt ?? { ...none, lastAt: new Map() }), epoch, settings };
    const state = rebuilt === null ? newLearner(userId, stem) : stateIn(stem, rebuilt);
    return new Learner(journal, stem, state, resumed);
  }

  /** A commit has failed: what the log holds now is not what is in memory, and nothing more is decided from that. */
  get adrift(): boolean {
    return this.#adrift;
  }
  get stem(): Stem {
    return this.#stem;
  }
  get state(): LearnerState {
    return this.#state;
  }
  /** Names the incarnation of the log (rule 6). */
  get epoch(): string {
    return this.#epoch;
  }
  get n(): number {
    return this.#n;
  }
  get headSeq(): number {
    return this.#headSeq;
  }
  /** When the conversation came to the question that waits; null at the very beginning. */
  get arrivedAt(): string | null {
    return this.#arrivedAt;
  }
  /** The learner's rows in the spec's tables, by table. */
  rows(): ReadonlyMap<string, readonly Row[]> {
    return this.#projection.rows();
  }
  /** Whether this operation was committed before. */
  knows(opId: string): boolean {
    return this.#journal.find(opId) !== null;
  }
  /** Files that are kept for a while. */
  get files(): Files {
    return this.#journal.files;
  }
  /** Every earlier value that is kept. */
  revisions(): readonly Revision[] {
    return this.#journal.allRevisions();
  }
  /** Bytes that this learner's log holds (decision 10). */
  bytes(): number {
    return this.#journal.bytes();
  }
  get settings(): Row {
    return this.#settings;
  }

  /** The learner's zone: the one they pinned, else the one a device or request names, else UTC (decision 15). */
  zoneOf(named: string | null): string {
    return knownZone(settingsOf(this.#settings).time_zone ?? named);
  }

  /**
   * Runs one operation, one at a time (rule 4). What it resolves with may be sent at once: it is committed, or the
   * platform holds it back until it is (rule 1). `busy`: the log could not take it.
   * @param by who sent it: the device, its own time (clamped here), and how many bytes this learner may hold
   */
  async run(op: Operation, nowMs: number, by: Sender = {}): Promise<Outcome> {
    const { device = null, claimedAt, maxBytes = limits.learnerBytes, zone = null } = by;
    const hash = payloadHash(op);
    const known = this.#journal.find(op.opId);
    if (known !== null) {
      if (known.payloadHash === hash || known.payloadHash === erasedHash) {
        return {
          ok: true,
          dup: true,
          seq: known.lastSeq,
          rev: known.rev ?? this.#revOf(known.n),
          committed: null,
        };
      }
      const message = "This opId belongs to another operation";
      return { ok: false, nack: { code: "invalid", message, path: "opId" } };
    }
    if (this.#adrift) return busy;
    if ("value" in op && op.value !== null && this.#journal.holdsMoreThan(maxBytes)) {
      const message = "There is no room left here; an account holds more, and old answers can be erased";
      return { ok: false, nack: { code: "too_large", message, path: "value" } };
    }
    const at = clampAt(
      claimedAt,
      device === null ? undefined : this.#lastAt.get(device),
      sharedFrom(this.#state.sharing, isoTime(nowMs)),
      nowMs,
    );
    const stem = this.#stem;
    const hashes = "hashes" in op && op.hashes !== undefined ? { hashes: op.hashes } : {};
    const day = op.t === "practice" ? { today: dayIn(this.zoneOf(zone), nowMs) } : {};
    const place = { n: this.#n + 1, headSeq: this.#headSeq, contentVersion: stem.version };
    const earlierValues = (key: string) =>
      this.revisions().flatMap((one) => (one.key === key ? [one.value] : []));
    const context = { at, device, ...place, ...day, ...hashes, earlierValues };
    const decision = accept(stem, this.#state, op, context);
    if (!decision.ok) return decision;
    if (decision.events.length === 0 && (decision.rows ?? []).length === 0) {
      const { answers, instances } = this.#state;
      const stands =
        "blockId" in op && op.blockId !== null
          ? answers.get(op.blockId)
          : "instanceId" in op
            ? instances.get(op.instanceId)
            : undefined;
      const seq =
        stands === undefined ? this.#headSeq : (this.#journal.lastSeqOf(stands.opN) ?? this.#headSeq);
      return { ok: true, dup: false, seq, rev: decision.rev, committed: null };
    }
    const arrivedAt = this.#arrivedAt;
    const entry = await this.#commit(op.opId, hash, at, device, decision, isoTime(nowMs));
    if (entry === null) return busy;
    return {
      ok: true,
      dup: false,
      seq: entry.lastSeq,
      rev: entry.rev,
      committed: { entry, events: decision.events, tookMs: tookMs(arrivedAt, entry.at) },
    };
  }

  /** Switches to another release by an operation of its own (decision 28). */
  async switchTo(to: Stem, opId: string, nowMs: number): Promise<Outcome> {
    const from = this.#stem;
    this.#stem = to;
    let switched = false;
    try {
      const outcome = await this.run({ t: "content", opId, from }, nowMs);
      switched = outcome.ok;
      return outcome;
    } finally {
      if (!switched) this.#stem = from;
      this.#projection = projectAll(this.#stem, this.#state);
    }
  }

  /** @returns null when the log did not take it */
  async #commit(
    opId: string,
    hash: string,
    at: string,
    device: string | null,
    { events, state, rev, rows = [], revisions = [], drops }: Extract<Decision, { ok: true }>,
    now: string,
  ): Promise<LogEntry | null> {
    const entry: LogEntry = {
      n: this.#n + 1,
      opId,
      firstSeq: this.#headSeq + 1,
      lastSeq: this.#headSeq + events.length,
      payloadHash: hash,
      at,
      device,
      rev,
      contentVersion: this.#stem.version,
      frontier: state.frontier,
      delivered: this.#stem.blocks[state.delivered]?.id ?? null,
    };
    const commit = await this.#written({
      stem: this.#stem,
      before: this.#state,
      state,
      events,
      entry,
      now,
      arrivedAt: this.#arrivedAt,
      rows,
      revisions,
      dropsSealedDrafts: drops !== undefined,
    });
    if (commit === null) return null;
    this.#state = state;
    this.#settings = commit.settings ?? this.#settings;
    this.#epoch = commit.epoch ?? this.#epoch;
    this.#n = entry.n;
    this.#headSeq = entry.lastSeq;
    if (device !== null) this.#lastAt.set(device, at);
    if (events.some((event) => event.kind === "answer" || event.kind === "block")) this.#arrivedAt = at;
    return entry;
  }

  async #written(decided: Decided): Promise<Commit | null> {
    try {
      const commit = commitOf(decided, {
        projection: this.#projection,
        settings: this.#settings,
        revisionsOf: (key) => this.#journal.revisions(key),
        writersOf: (key) => this.#journal.writersOf(key),
        drafts: () => this.#journal.drafts.all(),
      });
      await this.#journal.commit(commit);
      return commit;
    } catch (error) {
      this.#adrift = true;
      // The projection has moved already; memory follows the log, never the other way round.
      this.#projection = projectAll(this.#stem, this.#state);
      if (error instanceof NotKeptError) return null;
      throw error;
    }
  }

  /** D1 keeps no `rev` of operations: one that came from there has that of what it last wrote. */
  #revOf(n: number): number | null {
    const { answers, instances } = this.#state;
    for (const one of [...answers.values(), ...instances.values()]) if (one.opN === n) return one.rev;
    return null;
  }
}
