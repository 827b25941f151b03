import type { LogEvent } from "../../../shared/engine/events.ts";
import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { LogEntry, LoggedOp, PendingOp } from "./journal.ts";
import type { Sql } from "./sql.ts";
import { superseded } from "./superseded.ts";

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

const opOf = (row: OpRow): LoggedOp => ({
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
  events: row.events === null ? null : (JSON.parse(row.events) as LogEvent[]),
});

/** The operations, one row each. `changes` are what D1 still has to learn of it: null once it has. */
export class Ops {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
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
      events === null ? null : JSON.stringify(events),
      changes === null ? null : JSON.stringify(changes),
    );
  }

  last(): LoggedOp | null {
    const [row] = this.#sql.all<OpRow>("SELECT * FROM ops ORDER BY n DESC LIMIT 1");
    return row === undefined ? null : opOf(row);
  }

  firstUnsaved(): LoggedOp | null {
    const [row] = this.#sql.all<OpRow>("SELECT * FROM ops WHERE changes IS NOT NULL ORDER BY n LIMIT 1");
    return row === undefined ? null : opOf(row);
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
    return row === undefined ? null : opOf(row);
  }

  after(seq: number): LoggedOp[] {
    return this.#sql.all<OpRow>("SELECT * FROM ops WHERE last_seq > ? ORDER BY n", seq).map(opOf);
  }

  *before(seq: number): Iterable<LoggedOp> {
    for (const row of this.#sql.each<OpRow>("SELECT * FROM ops WHERE first_seq < ? ORDER BY n DESC", seq)) {
      yield opOf(row);
    }
  }

  pending(bytes: number): PendingOp[] {
    const found: PendingOp[] = [];
    let size = 0;
    const rows = this.#sql.each<OpRow>("SELECT * FROM ops WHERE changes IS NOT NULL ORDER BY n");
    for (const row of rows) {
      size += utf8.encode(row.changes ?? "").length;
      if (found.length > 0 && size > bytes) break;
      found.push({ ...opOf(row), changes: JSON.parse(row.changes ?? "[]") as RowChange[] });
    }
    return found;
  }

  lastSeqOf(n: number): number | undefined {
    return this.#sql.all<{ last_seq: number }>("SELECT last_seq FROM ops WHERE n = ?", n)[0]?.last_seq;
  }

  saved(n: number, newestRev: (key: string) => number): void {
    const rows = this.#sql.all<{ n: number; events: string }>(
      `SELECT n, events FROM ops WHERE changes IS NOT NULL AND n <= ?
         AND (events LIKE '%"kind":"answer%' OR events LIKE '%"kind":"tool_saved%')`,
      n,
    );
    for (const row of rows) {
      const events = JSON.parse(row.events) as LogEvent[];
      const kept = superseded(events, newestRev);
      if (kept !== events)
        this.#sql.run("UPDATE ops SET events = ? WHERE n = ?", JSON.stringify(kept), row.n);
    }
    this.#sql.run("UPDATE ops SET changes = NULL WHERE changes IS NOT NULL AND n <= ?", n);
  }

  /** Another value has replaced this operation's value; where D1 has not got it yet, `saved` does this (decision 10). */
  supersede(n: number, key: string, rev: number): void {
    const row = this.#sql.all<{ events: string | null }>(
      "SELECT events FROM ops WHERE n = ? AND changes IS NULL",
      n,
    )[0];
    if (row === undefined || row.events === null) return;
    const events = JSON.parse(row.events) as LogEvent[];
    const kept = superseded(events, (id) => (id === key ? rev + 1 : 0));
    if (kept !== events) this.#sql.run("UPDATE ops SET events = ? WHERE n = ?", JSON.stringify(kept), n);
  }
}
