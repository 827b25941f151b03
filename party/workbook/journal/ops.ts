import type { LogEvent } from "../../../shared/engine/events.ts";
import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { LogEntry, LoggedOp, PendingOp } from "./journal.ts";
import type { Sql } from "./sql.ts";
import { compacted, erasedHash, says, withoutValues } from "./erased.ts";
import { Fresh } from "./fresh.ts";
import { superseded } from "./superseded.ts";
import { Texts } from "./texts.ts";
import { Unsaved, unsavedColumns, type UnsavedRow } from "./unsaved.ts";

type EntryRow = {
  n: number;
  op_id: string;
  first_seq: number;
  last_seq: number;
  payload_hash: string;
  at: string;
  device: string | null;
  rev: number | null;
  content_version: number;
  frontier: string | null;
  delivered: string | null;
};
type OpRow = EntryRow & { events: string | null };

/** Without the events, which are most of a row. */
const entryColumns = `ops.n, op_id, first_seq, last_seq, payload_hash, at, device, rev, content_version, frontier,
  delivered`;

const entryOf = (row: EntryRow): LogEntry => ({
  n: row.n,
  opId: row.op_id,
  firstSeq: row.first_seq,
  lastSeq: row.last_seq,
  payloadHash: row.payload_hash,
  at: row.at,
  device: row.device,
  rev: row.rev,
  contentVersion: row.content_version,
  frontier: row.frontier,
  delivered: row.delivered,
});

/** The operations, one row each, and which of them D1 still has to learn. */
export class Ops {
  readonly #sql: Sql;
  readonly #texts: Texts;
  readonly #unsaved: Unsaved;
  /** Of all operations, once it was asked for: one is looked up only when its id is known. */
  #ids: Set<string> | null = null;
  /** Unsaved operations of which another one has replaced a value. */
  readonly #unsavedReplaced: Set<number>;
  readonly #fresh: Fresh;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#texts = new Texts(sql);
    this.#unsaved = new Unsaved(sql, this.#texts);
    // What an instance before this one knew of them: all of them may be.
    this.#unsavedReplaced = new Set(this.#unsaved.all());
    this.#fresh = new Fresh(this.#unsavedReplaced.size === 0);
  }

  #opOf(row: OpRow): LoggedOp {
    return { ...entryOf(row), events: this.#eventsOf(row) };
  }

  #eventsOf({ n, events }: Pick<OpRow, "n" | "events">): LogEvent[] | null {
    return events === null ? null : (JSON.parse(this.#texts.get(n, "events", events)) as LogEvent[]);
  }

  #putEvents(n: number, events: readonly LogEvent[]): void {
    const text = this.#texts.replace(n, "events", JSON.stringify(events));
    this.#sql.run("UPDATE ops SET events = ? WHERE n = ?", text, n);
  }

  /** @param changes as JSON; null where D1 has them */
  append(entry: LogEntry, events: readonly LogEvent[] | null, changes: string | null): void {
    this.#sql.run(
      `INSERT INTO ops (n, op_id, first_seq, last_seq, payload_hash, at, device, rev, content_version, frontier,
         delivered, events) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.n,
      entry.opId,
      entry.firstSeq,
      entry.lastSeq,
      entry.payloadHash,
      entry.at,
      entry.device,
      entry.rev,
      entry.contentVersion,
      entry.frontier,
      entry.delivered,
      events === null ? null : this.#texts.put(entry.n, "events", JSON.stringify(events)),
    );
    if (changes !== null) this.#unsaved.put(entry.n, changes);
    this.#ids?.add(entry.opId);
  }

  /** What was appended is committed. */
  committed(entry: LogEntry, changes: string): void {
    this.#fresh.add(entry, changes);
  }

  last(): LogEntry | null {
    const [row] = this.#sql.all<EntryRow>(`SELECT ${entryColumns} FROM ops ORDER BY n DESC LIMIT 1`);
    return row === undefined ? null : entryOf(row);
  }

  firstUnsaved(): LogEntry | null {
    const [row] = this.#sql.all<EntryRow>(
      `SELECT ${entryColumns} FROM ops WHERE n = (SELECT min(n) FROM unsaved)`,
    );
    return row === undefined ? null : entryOf(row);
  }

  /** The newest `at` of each device. */
  lastAt(): Map<string, string> {
    const rows = this.#sql.all<{ device: string; at: string }>(
      "SELECT device, max(at) AS at FROM ops WHERE device IS NOT NULL GROUP BY device",
    );
    return new Map(rows.map(({ device, at }) => [device, at]));
  }

  find(opId: string): LoggedOp | null {
    this.#ids ??= new Set(this.#sql.all<{ op_id: string }>("SELECT op_id FROM ops").map((row) => row.op_id));
    if (!this.#ids.has(opId)) return null;
    const [row] = this.#sql.all<OpRow>("SELECT * FROM ops WHERE op_id = ?", opId);
    return row === undefined ? null : this.#opOf(row);
  }

  after(seq: number): LoggedOp[] {
    return this.#sql
      .all<OpRow>("SELECT * FROM ops WHERE last_seq > ? ORDER BY n", seq)
      .map((row) => this.#opOf(row));
  }

  *before(seq: number): Iterable<LoggedOp> {
    for (const row of this.#sql.each<OpRow>("SELECT * FROM ops WHERE first_seq < ? ORDER BY n DESC", seq)) {
      yield this.#opOf(row);
    }
  }

  pending(bytes: number): PendingOp[] {
    return this.#fresh.pending(bytes) ?? this.#stored(bytes);
  }

  #stored(bytes: number): PendingOp[] {
    const found: PendingOp[] = [];
    let size = 0;
    const rows = this.#sql.each<EntryRow & UnsavedRow>(
      `SELECT ${entryColumns}, ${unsavedColumns} FROM unsaved JOIN ops ON ops.n = unsaved.n ORDER BY unsaved.n`,
    );
    for (const row of rows) {
      const { changes, bytes: own } = this.#unsaved.of(row);
      size += own;
      if (found.length > 0 && size > bytes) break;
      found.push({ ...entryOf(row), changes: JSON.parse(changes) as RowChange[] });
    }
    return found;
  }

  lastSeqOf(n: number): number | undefined {
    return this.#sql.all<{ last_seq: number }>("SELECT last_seq FROM ops WHERE n = ?", n)[0]?.last_seq;
  }

  /** D1 has the operations up to `n`: their changes go, and values that a later one has replaced (decision 10). */
  saved(n: number, newestRev: (key: string) => number): void {
    for (const replaced of this.#unsavedReplaced) {
      if (replaced > n) continue;
      this.#strip(replaced, newestRev);
      this.#unsavedReplaced.delete(replaced);
    }
    this.#unsaved.dropUpTo(n);
  }

  /** That is committed as well. */
  forgotten(n: number): void {
    this.#fresh.saved(n, () => this.#unsaved.isEmpty());
  }

  /** Another value has replaced a value of this operation's: it goes now, or when D1 has the operation. */
  supersede(n: number, key: string, rev: number): void {
    if (this.#unsaved.has(n)) this.#unsavedReplaced.add(n);
    else this.#strip(n, (id) => (id === key ? rev + 1 : 0));
  }

  #strip(n: number, newestRev: (key: string) => number): void {
    const [row] = this.#sql.all<Pick<OpRow, "n" | "events">>("SELECT n, events FROM ops WHERE n = ?", n);
    const events = row === undefined ? null : this.#eventsOf(row);
    if (events === null) return;
    const kept = superseded(events, newestRev);
    if (kept !== events) this.#putEvents(n, kept);
  }

  writersOf(key: string): number[] {
    const rows = this.#sql.all<Pick<OpRow, "n" | "events">>(
      "SELECT n, events FROM ops WHERE events IS NULL OR events = '' OR instr(events, ?) > 0",
      JSON.stringify(key),
    );
    return rows.filter((row) => says(this.#eventsOf(row), key)).map(({ n }) => n);
  }

  /** Takes every value of `key` out of the events, the payload hashes and what D1 still has to learn. */
  erase(key: string): void {
    for (const n of this.writersOf(key)) {
      const [row] = this.#sql.all<Pick<OpRow, "n" | "events">>("SELECT n, events FROM ops WHERE n = ?", n);
      const events = row === undefined ? null : this.#eventsOf(row);
      if (events !== null) this.#putEvents(n, withoutValues(events, key));
      this.#sql.run("UPDATE ops SET payload_hash = ? WHERE n = ?", erasedHash, n);
    }
    this.#fresh.forget();
    for (const { of, changes } of compacted(this.pending(Infinity))) this.#unsaved.replace(of.n, changes);
  }
}
