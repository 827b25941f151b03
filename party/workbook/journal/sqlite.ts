import type { LogEvent } from "../../../shared/engine/events.ts";
import { isAnswerEvent } from "../../../shared/engine/events.ts";
import type { Row, RowChange } from "../../../shared/engine/project/rows.ts";
import type { Answer } from "../../../shared/engine/state.ts";
import { factsOf, factsOfState, stateOf, type Fact } from "./facts.ts";
import type { Commit, Draft, Journal, LoggedOp, PendingOp, Rebuilt, Resumed, Revision } from "./journal.ts";
import type { Alert } from "../store.ts";
import { journalTables } from "./tables.ts";

/** What the journal needs of a Durable Object's storage. */
export type JournalStorage = Pick<DurableObjectStorage, "sql" | "transactionSync">;

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

/** The journal in the object's own SQLite, which the platform replicates before anything leaves the object. */
export class SqliteJournal implements Journal {
  readonly #storage: JournalStorage;

  constructor(storage: JournalStorage) {
    this.#storage = storage;
    for (const table of journalTables) storage.sql.exec(table);
  }

  #all<T extends Record<string, SqlStorageValue>>(sql: string, ...values: SqlStorageValue[]): T[] {
    return this.#storage.sql.exec<T>(sql, ...values).toArray();
  }

  #run(sql: string, ...values: SqlStorageValue[]): void {
    this.#storage.sql.exec(sql, ...values);
  }

  #meta(key: string): string | null {
    return this.#all<{ v: string }>("SELECT v FROM meta WHERE k = ?", key)[0]?.v ?? null;
  }

  #setMeta(key: string, value: string): void {
    this.#run(
      "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
      key,
      value,
    );
  }

  #putFact({ kind, key, value }: Fact): void {
    const sql = `INSERT INTO facts (kind, key, value) VALUES (?, ?, ?)
      ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`;
    this.#run(sql, kind, key, value);
  }

  #putAnswer(key: string, answer: Answer): void {
    const sql = `INSERT INTO answers (key, answer) VALUES (?, ?)
      ON CONFLICT (key) DO UPDATE SET answer = excluded.answer`;
    this.#run(sql, key, JSON.stringify(answer));
  }

  #putRevision({ blockId, rev, value, device, at }: Revision): void {
    const sql = "INSERT OR REPLACE INTO revisions (key, rev, value, device, at) VALUES (?, ?, ?, ?, ?)";
    this.#run(sql, blockId, rev, JSON.stringify(value ?? null), device, at);
  }

  resume(userId: string): Resumed | null {
    const epoch = this.#meta("epoch");
    if (epoch === null) return null;
    const last = this.#all<OpRow>("SELECT * FROM ops ORDER BY n DESC LIMIT 1")[0];
    const [unsaved] = this.#all<{ n: number; first_seq: number }>(
      "SELECT n, first_seq FROM ops WHERE changes IS NOT NULL ORDER BY n LIMIT 1",
    );
    const answers = this.#all<{ key: string; answer: string }>("SELECT key, answer FROM answers");
    const devices = this.#all<{ device: string; at: string }>(
      "SELECT device, max(at) AS at FROM ops WHERE device IS NOT NULL GROUP BY device",
    );
    const settings = this.#meta("settings");
    return {
      epoch,
      n: last?.n ?? 0,
      headSeq: last?.last_seq ?? 0,
      savedN: unsaved === undefined ? (last?.n ?? 0) : unsaved.n - 1,
      savedSeq: unsaved === undefined ? (last?.last_seq ?? 0) : unsaved.first_seq - 1,
      contentVersion: last?.content_version ?? 0,
      delivered: last?.delivered ?? null,
      settings: settings === null ? null : (JSON.parse(settings) as Row),
      lastAt: new Map(devices.map(({ device, at }) => [device, at])),
      state: {
        userId,
        answers: new Map(answers.map(({ key, answer }) => [key, JSON.parse(answer) as Answer])),
        frontier: last?.frontier ?? null,
        ...stateOf(
          this.#all<{ kind: string; key: string; value: string }>("SELECT kind, key, value FROM facts"),
        ),
      },
    };
  }

  begin(epoch: string, settings: Row, rebuilt: Rebuilt | null): void {
    this.#storage.transactionSync(() => {
      this.#setMeta("settings", JSON.stringify(settings));
      for (const op of rebuilt?.ops ?? []) {
        const last = op.n === rebuilt?.n;
        this.#run(
          `INSERT INTO ops (n, op_id, first_seq, last_seq, payload_hash, at, content_version, frontier, delivered)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          op.n,
          op.opId,
          op.firstSeq,
          op.lastSeq,
          op.payloadHash,
          op.at,
          op.contentVersion,
          last ? (rebuilt?.state.frontier ?? null) : null,
          last ? (rebuilt?.delivered ?? null) : null,
        );
      }
      if (rebuilt !== null) {
        for (const [key, answer] of rebuilt.state.answers) this.#putAnswer(key, answer);
        for (const fact of factsOfState(rebuilt.state, rebuilt.ops.at(-1)?.at ?? "")) this.#putFact(fact);
        for (const revision of rebuilt.revisions) this.#putRevision(revision);
      }
      // Last: a log is there only when all of it is.
      this.#setMeta("epoch", epoch);
    });
  }

  commit({
    entry,
    events,
    changes,
    answers,
    settings,
    revision,
    supersedes,
    forget,
    clearDrafts,
  }: Commit): void {
    this.#storage.transactionSync(() => {
      this.#run(
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
        JSON.stringify(events),
        JSON.stringify(changes),
      );
      for (const [key, answer] of answers) this.#putAnswer(key, answer);
      for (const event of events) for (const fact of factsOf(event, entry.at)) this.#putFact(fact);
      if (settings !== null) this.#setMeta("settings", JSON.stringify(settings));
      if (revision !== null) this.#putRevision(revision);
      if (supersedes !== null) this.#strip(supersedes.n, supersedes.blockId, supersedes.rev);
      for (const { blockId, rev } of forget) {
        this.#run("DELETE FROM revisions WHERE key = ? AND rev = ?", blockId, rev);
      }
      for (const key of clearDrafts) this.#run("DELETE FROM drafts WHERE key = ?", key);
    });
  }

  /** A saved event whose value an edit has replaced keeps its number and loses its value (decision 10). */
  #strip(n: number, blockId: string, rev: number): void {
    const row = this.#all<{ events: string | null }>(
      "SELECT events FROM ops WHERE n = ? AND changes IS NULL",
      n,
    )[0];
    if (row === undefined || row.events === null) return;
    const events = JSON.parse(row.events) as LogEvent[];
    const kept = stripped(events, (id) => (id === blockId ? rev + 1 : 0));
    if (kept !== events) this.#run("UPDATE ops SET events = ? WHERE n = ?", JSON.stringify(kept), n);
  }

  find(opId: string): LoggedOp | null {
    const row = this.#all<OpRow>("SELECT * FROM ops WHERE op_id = ?", opId)[0];
    return row === undefined ? null : opOf(row);
  }

  after(seq: number): LoggedOp[] {
    return this.#all<OpRow>("SELECT * FROM ops WHERE last_seq > ? ORDER BY n", seq).map(opOf);
  }

  *before(seq: number): Iterable<LoggedOp> {
    for (const row of this.#storage.sql.exec<OpRow>(
      "SELECT * FROM ops WHERE first_seq < ? ORDER BY n DESC",
      seq,
    )) {
      yield opOf(row);
    }
  }

  pending(bytes: number): PendingOp[] {
    const found: PendingOp[] = [];
    let size = 0;
    const rows = this.#storage.sql.exec<OpRow>("SELECT * FROM ops WHERE changes IS NOT NULL ORDER BY n");
    for (const row of rows) {
      size += utf8.encode(row.changes ?? "").length;
      if (found.length > 0 && size > bytes) break;
      found.push({ ...opOf(row), changes: JSON.parse(row.changes ?? "[]") as RowChange[] });
    }
    return found;
  }

  saved(n: number, newestRev: (blockId: string) => number): void {
    this.#storage.transactionSync(() => {
      const rows = this.#all<{ n: number; events: string }>(
        `SELECT n, events FROM ops WHERE changes IS NOT NULL AND n <= ? AND events LIKE '%"kind":"answer%'`,
        n,
      );
      for (const row of rows) {
        const events = JSON.parse(row.events) as LogEvent[];
        const kept = stripped(events, newestRev);
        if (kept !== events) this.#run("UPDATE ops SET events = ? WHERE n = ?", JSON.stringify(kept), row.n);
      }
      this.#run("UPDATE ops SET changes = NULL WHERE changes IS NOT NULL AND n <= ?", n);
    });
  }

  revisions(blockId: string): Omit<Revision, "value">[] {
    return this.#all<{ key: string; rev: number; device: string | null; at: string }>(
      "SELECT key, rev, device, at FROM revisions WHERE key = ? ORDER BY rev",
      blockId,
    ).map(({ key, rev, device, at }) => ({ blockId: key, rev, device, at }));
  }

  lastSeqOf(n: number): number | undefined {
    return this.#all<{ last_seq: number }>("SELECT last_seq FROM ops WHERE n = ?", n)[0]?.last_seq;
  }

  fenced(): boolean {
    return this.#meta("fenced") === "1";
  }

  setFenced(fenced: boolean): void {
    this.#setMeta("fenced", fenced ? "1" : "0");
  }

  alerts(): Alert[] {
    return JSON.parse(this.#meta("alerts") ?? "[]") as Alert[];
  }

  owe(alert: Alert): void {
    this.#setMeta("alerts", JSON.stringify([...this.alerts(), alert]));
  }

  delivered(alertId: string): void {
    this.#setMeta("alerts", JSON.stringify(this.alerts().filter((alert) => alert.id !== alertId)));
  }

  drafts(): Draft[] {
    type DraftRow = { key: string; rev: number; value: string; device: string; at: string };
    return this.#all<DraftRow>("SELECT * FROM drafts").map((row) => ({
      ...row,
      value: JSON.parse(row.value) as unknown,
    }));
  }

  draft(key: string): Draft | null {
    return this.drafts().find((one) => one.key === key) ?? null;
  }

  putDraft({ key, rev, value, device, at }: Draft): void {
    const sql = "INSERT OR REPLACE INTO drafts (key, rev, value, device, at) VALUES (?, ?, ?, ?, ?)";
    this.#run(sql, key, rev, JSON.stringify(value), device, at);
  }

  bytes(): number {
    return this.#storage.sql.databaseSize;
  }
}

/** The same array when nothing in it was replaced. */
function stripped(events: LogEvent[], newestRev: (blockId: string) => number): LogEvent[] {
  const old = (event: LogEvent) =>
    isAnswerEvent(event) && event.superseded !== true && event.rev < newestRev(event.blockId);
  if (!events.some(old)) return events;
  return events.map((event) => {
    if (!isAnswerEvent(event) || !old(event)) return event;
    const { value: _replaced, ...rest } = event;
    return { ...rest, superseded: true };
  });
}
