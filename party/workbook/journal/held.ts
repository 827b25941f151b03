import type { Row } from "../../../shared/engine/project/rows.ts";
import type { Answer } from "../../../shared/engine/state.ts";
import { erasedHash, says, withoutValues } from "./erased.ts";
import { factsOfState, stateOf, type Fact } from "./facts.ts";
import type { Commit, LoggedOp, Rebuilt, Resumed, Revision } from "./journal.ts";
import { superseded } from "./superseded.ts";

const utf8 = new TextEncoder();
const sizeOf = (value: unknown): number => utf8.encode(JSON.stringify(value ?? null)).length;

const revisionName = (key: string, rev: number): string => JSON.stringify([key, rev]);

/**
 * A log in memory, every operation of which is in D1: what was written since the object woke has its events, what
 * came from D1 has none.
 */
export class HeldLog {
  #epoch: string | null = null;
  #settings: Row | null = null;
  /** By `n`, which begins at 1 and has no gaps. */
  #ops: LoggedOp[] = [];
  readonly #byId = new Map<string, number>();
  readonly #answers = new Map<string, Answer>();
  readonly #facts = new Map<string, Fact & { readonly value: string }>();
  readonly #revisions = new Map<string, Revision>();
  #bytesAtMost = 0;

  get epoch(): string | null {
    return this.#epoch;
  }

  /** In place of whatever was here. */
  begin(epoch: string, settings: Row, rebuilt: Rebuilt | null): void {
    for (const part of [this.#byId, this.#answers, this.#facts, this.#revisions]) part.clear();
    this.#ops = [];
    this.#settings = settings;
    this.#epoch = epoch;
    for (const op of rebuilt?.ops ?? []) {
      const last = op.n === rebuilt?.n;
      this.#append({
        ...op,
        device: null,
        rev: null,
        frontier: last ? (rebuilt?.state.frontier ?? null) : null,
        delivered: last ? (rebuilt?.delivered ?? null) : null,
        events: null,
      });
    }
    if (rebuilt !== null) {
      for (const [key, answer] of rebuilt.state.answers) this.#answers.set(key, answer);
      for (const fact of factsOfState(rebuilt.state, rebuilt.ops.at(-1)?.at ?? "")) this.#putFact(fact);
      for (const revision of rebuilt.revisions) this.#putRevision(revision);
    }
    this.#bytesAtMost = this.bytes();
  }

  /** What D1 has now. */
  apply(commit: Commit): void {
    const { entry, events, answers, facts, settings, revisions } = commit;
    this.#append({ ...entry, events });
    for (const [key, answer] of answers) this.#answers.set(key, answer);
    for (const fact of facts) this.#putFact(fact);
    if (settings !== null) this.#settings = settings;
    for (const revision of revisions) this.#putRevision(revision);
    this.#bytesAtMost += sizeOf([entry, events, [...answers], facts, settings, revisions]);
    for (const { n, key, rev } of commit.supersedes) {
      this.#change(n, (op) => ({
        ...op,
        events: op.events && superseded([...op.events], (id) => (id === key ? rev + 1 : 0)),
      }));
    }
    for (const { key, rev } of commit.forget) this.#revisions.delete(revisionName(key, rev));
    for (const key of commit.erases) {
      for (const n of this.writersOf(key)) {
        this.#change(n, (op) => ({
          ...op,
          events: op.events && withoutValues(op.events, key),
          payloadHash: erasedHash,
        }));
      }
    }
    if (commit.epoch !== null) this.#epoch = commit.epoch;
  }

  #append(op: LoggedOp): void {
    this.#ops.push(op);
    this.#byId.set(op.opId, op.n);
  }

  #at(n: number | undefined): LoggedOp | null {
    return n === undefined ? null : (this.#ops[n - 1] ?? null);
  }

  #change(n: number, change: (op: LoggedOp) => LoggedOp): void {
    const op = this.#at(n);
    if (op !== null) this.#ops[n - 1] = change(op);
  }

  #putFact({ kind, key, value }: Fact): void {
    const name = JSON.stringify([kind, key]);
    if (value === null) this.#facts.delete(name);
    else this.#facts.set(name, { kind, key, value });
  }

  #putRevision(revision: Revision): void {
    this.#revisions.set(revisionName(revision.key, revision.rev), revision);
  }

  resume(userId: string): Resumed | null {
    if (this.#epoch === null) return null;
    const last = this.#ops.at(-1);
    const { n = 0, lastSeq = 0, contentVersion = 0, delivered = null, frontier = null } = last ?? {};
    return {
      epoch: this.#epoch,
      n,
      headSeq: lastSeq,
      savedN: n,
      savedSeq: lastSeq,
      contentVersion,
      delivered,
      settings: this.#settings,
      lastAt: this.#lastAt(),
      state: { userId, answers: new Map(this.#answers), frontier, ...stateOf([...this.#facts.values()]) },
    };
  }

  /** The newest `at` of each device. */
  #lastAt(): Map<string, string> {
    const newest = new Map<string, string>();
    for (const { device, at } of this.#ops) {
      if (device !== null && at > (newest.get(device) ?? "")) newest.set(device, at);
    }
    return newest;
  }

  find(opId: string): LoggedOp | null {
    return this.#at(this.#byId.get(opId));
  }

  after(seq: number): LoggedOp[] {
    return this.#ops.filter((op) => op.lastSeq > seq);
  }

  before(seq: number): Iterable<LoggedOp> {
    return this.#ops.filter((op) => op.firstSeq < seq).reverse();
  }

  newestAt(): string | null {
    return this.#ops.at(-1)?.at ?? null;
  }

  writersOf(key: string): number[] {
    return this.#ops.filter(({ events }) => says(events, key)).map(({ n }) => n);
  }

  lastSeqOf(n: number): number | undefined {
    return this.#at(n)?.lastSeq;
  }

  revisions(key: string): Omit<Revision, "value">[] {
    return this.allRevisions()
      .filter((revision) => revision.key === key)
      .map(({ value: _value, ...rest }) => rest);
  }

  allRevisions(): Revision[] {
    return [...this.#revisions.values()].toSorted(
      (a, b) => Number(a.key > b.key) - Number(a.key < b.key) || a.rev - b.rev,
    );
  }

  get operations(): number {
    return this.#ops.length;
  }

  bytes(): number {
    return sizeOf([
      this.#ops,
      [...this.#answers],
      [...this.#facts.values()],
      [...this.#revisions.values()],
      this.#settings,
    ]);
  }

  /** All of it is measured only when what was written since could have made it more. */
  holdsMoreThan(bytes: number): boolean {
    if (this.#bytesAtMost > bytes) this.#bytesAtMost = this.bytes();
    return this.#bytesAtMost > bytes;
  }
}
