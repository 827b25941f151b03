import type { LogEvent } from "../../../shared/engine/events.ts";
import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { LogEntry, LoggedOp, PendingOp } from "./journal.ts";
import type { Sql } from "./sql.ts";
import { compacted, erasedHash, says, withoutValues } from "./erased.ts";
import { superseded } from "./superseded.ts";
import { Texts } from "./texts.ts";

type OpRow = {
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
  events: string | null;
  changes: string | null;
};

const utf8 = new TextEncoder();

const entryOf = (row: Omit<OpRow, "events" | "changes">): LogEntry => ({
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

/** The operations, one row each. `changes` are what D1 still has to learn of it: null once it has. */
export class Ops {
  readonly #sql: Sql;
  readonly #texts: Texts;
  /** Unsaved operations of which another one has replaced a value. */
  readonly #unsavedReplaced: Set<number>;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#texts = new Texts(sql);
    // What an instance before this one knew of them: all of them may be.
    const unsaved = sql.all<{ n: number }>("SELECT n FROM ops WHERE changes IS NOT NULL");
    this.#unsavedReplaced = new Set(unsaved.map(({ n }) => n));
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

  append(entry: LogEntry, events: readonly LogEvent[] | null, changes: readonly RowChange[] | null): void {
    this.#sql.run(
      `INSERT INTO ops (n, op_id, first_seq, last_seq, payload_hash, at, device, rev, content_version, frontier,
         delivered, events, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      changes === null ? null : this.#texts.put(entry.n, "changes", JSON.stringify(changes)),
    );
  }

  last(): LogEntry | null {
    const [row] = this.#sql.all<OpRow>("SELECT * FROM ops ORDER BY n DESC LIMIT 1");
    return row === undefined ? null : entryOf(row);
  }

  firstUnsaved(): LogEntry | null {
    const [row] = this.#sql.all<OpRow>("SELECT * FROM ops WHERE changes IS NOT NULL ORDER BY n LIMIT 1");
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
    const row = this.#sql.all<OpRow>("SELECT * FROM ops WHERE op_id = ?", opId)[0];
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
    const found: PendingOp[] = [];
    let size = 0;
    const rows = this.#sql.each<OpRow>("SELECT * FROM ops WHERE changes IS NOT NULL ORDER BY n");
    for (const row of rows) {
      const changes = this.#texts.get(row.n, "changes", row.changes ?? "[]");
      size += utf8.encode(changes).length;
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
    this.#sql.run("UPDATE ops SET changes = NULL WHERE changes IS NOT NULL AND n <= ?", n);
    this.#texts.dropUpTo(n, "changes");
  }

  /** Another value has replaced a value of this operation's: it goes now, or when D1 has the operation. */
  supersede(n: number, key: string, rev: number): void {
    const [row] = this.#sql.all<{ unsaved: number }>(
      "SELECT changes IS NOT NULL AS unsaved FROM ops WHERE n = ?",
      n,
    );
    if (row?.unsaved === 1) this.#unsavedReplaced.add(n);
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
    for (const { of, changes } of compacted(this.pending(Infinity))) {
      const text = this.#texts.replace(of.n, "changes", JSON.stringify(changes));
      this.#sql.run("UPDATE ops SET changes = ? WHERE n = ?", text, of.n);
    }
  }
}
