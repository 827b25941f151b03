import type { Row } from "../../../shared/engine/project/rows.ts";
import type { Answer } from "../../../shared/engine/state.ts";
import { factsOfState, stateOf, type Fact } from "./facts.ts";
import type {
  Commit,
  Journal,
  LogEntry,
  LoggedOp,
  PendingOp,
  Rebuilt,
  Resumed,
  Revision,
} from "./journal.ts";
import { SqliteDrafts } from "./drafts.ts";
import { SqliteFiles } from "./files.ts";
import { Meta } from "./meta.ts";
import { Ops } from "./ops.ts";
import { OwedAlerts } from "./owed.ts";
import { Sql, type JournalStorage } from "./sql.ts";
import { journalTables } from "./tables.ts";

/** The journal in the object's own SQLite, which the platform replicates before anything leaves the object. */
export class SqliteJournal implements Journal {
  readonly writesThrough = false;
  readonly #sql: Sql;
  readonly #meta: Meta;
  readonly #ops: Ops;
  #epoch: string | null;
  readonly alerts: OwedAlerts;
  readonly drafts: SqliteDrafts;
  readonly files: SqliteFiles;

  constructor(storage: JournalStorage) {
    this.#sql = new Sql(storage);
    for (const table of journalTables) this.#sql.run(table);
    this.#meta = new Meta(this.#sql);
    this.#ops = new Ops(this.#sql);
    this.#epoch = this.#meta.get("epoch");
    this.alerts = new OwedAlerts(this.#meta);
    this.drafts = new SqliteDrafts(this.#sql);
    this.files = new SqliteFiles(this.#sql);
  }

  get epoch(): string | null {
    return this.#epoch;
  }

  #putFact({ kind, key, value }: Fact): void {
    if (value === null) return this.#sql.run("DELETE FROM facts WHERE kind = ? AND key = ?", kind, key);
    const sql = `INSERT INTO facts (kind, key, value) VALUES (?, ?, ?)
      ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`;
    this.#sql.run(sql, kind, key, value);
  }

  #putAnswer(key: string, answer: Answer): void {
    const sql = `INSERT INTO answers (key, answer) VALUES (?, ?)
      ON CONFLICT (key) DO UPDATE SET answer = excluded.answer`;
    this.#sql.run(sql, key, JSON.stringify(answer));
  }

  #putRevision({ key, rev, value, device, at }: Revision): void {
    const sql = "INSERT OR REPLACE INTO revisions (key, rev, value, device, at) VALUES (?, ?, ?, ?, ?)";
    this.#sql.run(sql, key, rev, JSON.stringify(value ?? null), device, at);
  }

  resume(userId: string): Resumed | null {
    const epoch = this.#epoch;
    if (epoch === null) return null;
    const last = this.#ops.last();
    const unsaved = this.#ops.firstUnsaved();
    const answers = this.#sql.all<{ key: string; answer: string }>("SELECT key, answer FROM answers");
    const settings = this.#meta.get("settings");
    return {
      epoch,
      n: last?.n ?? 0,
      headSeq: last?.lastSeq ?? 0,
      savedN: unsaved === null ? (last?.n ?? 0) : unsaved.n - 1,
      savedSeq: unsaved === null ? (last?.lastSeq ?? 0) : unsaved.firstSeq - 1,
      contentVersion: last?.contentVersion ?? 0,
      delivered: last?.delivered ?? null,
      settings: settings === null ? null : (JSON.parse(settings) as Row),
      lastAt: this.#ops.lastAt(),
      state: {
        userId,
        answers: new Map(answers.map(({ key, answer }) => [key, JSON.parse(answer) as Answer])),
        frontier: last?.frontier ?? null,
        ...stateOf(
          this.#sql.all<{ kind: string; key: string; value: string }>("SELECT kind, key, value FROM facts"),
        ),
      },
    };
  }

  begin(epoch: string, settings: Row, rebuilt: Rebuilt | null): void {
    this.#sql.transaction(() => {
      this.#meta.set("settings", JSON.stringify(settings));
      for (const op of rebuilt?.ops ?? []) {
        const last = op.n === rebuilt?.n;
        this.#ops.append(
          {
            ...op,
            device: null,
            rev: null,
            frontier: last ? (rebuilt?.state.frontier ?? null) : null,
            delivered: last ? (rebuilt?.delivered ?? null) : null,
          },
          null,
          null,
        );
      }
      if (rebuilt !== null) {
        for (const [key, answer] of rebuilt.state.answers) this.#putAnswer(key, answer);
        for (const fact of factsOfState(rebuilt.state, rebuilt.ops.at(-1)?.at ?? "")) this.#putFact(fact);
        for (const revision of rebuilt.revisions) this.#putRevision(revision);
      }
      // Last: a log is there only when all of it is.
      this.#meta.set("epoch", epoch);
    });
    this.#epoch = epoch;
  }

  commit(commit: Commit): void {
    const { entry, events, settings } = commit;
    const changes = JSON.stringify(commit.changes);
    this.#sql.transaction(() => {
      this.#ops.append(entry, events, changes);
      for (const [key, answer] of commit.answers) this.#putAnswer(key, answer);
      for (const fact of commit.facts) this.#putFact(fact);
      if (settings !== null) this.#meta.set("settings", JSON.stringify(settings));
      for (const revision of commit.revisions) this.#putRevision(revision);
      for (const { n, key, rev } of commit.supersedes) this.#ops.supersede(n, key, rev);
      for (const { key, rev } of commit.forget) {
        this.#sql.run("DELETE FROM revisions WHERE key = ? AND rev = ?", key, rev);
      }
      for (const key of commit.clearDrafts) this.drafts.clear(key);
      for (const key of commit.erases) this.#ops.erase(key);
      if (commit.erases.length > 0) this.files.clear();
      if (commit.epoch !== null) this.#meta.set("epoch", commit.epoch);
    });
    this.#epoch = commit.epoch ?? this.#epoch;
    if (commit.erases.length === 0) this.#ops.committed(entry, changes);
  }

  find(opId: string): LoggedOp | null {
    return this.#ops.find(opId);
  }

  after(seq: number): LoggedOp[] {
    return this.#ops.after(seq);
  }

  before(seq: number): Iterable<LoggedOp> {
    return this.#ops.before(seq);
  }

  pending(bytes: number): PendingOp[] {
    return this.#ops.pending(bytes);
  }

  firstUnsaved(): LogEntry | null {
    return this.#ops.firstUnsaved();
  }

  newestAt(): string | null {
    return this.#ops.last()?.at ?? null;
  }

  writersOf(key: string): number[] {
    return this.#ops.writersOf(key);
  }

  lastSeqOf(n: number): number | undefined {
    return this.#ops.lastSeqOf(n);
  }

  saved(n: number, newestRev: (key: string) => number): void {
    this.#sql.transaction(() => this.#ops.saved(n, newestRev));
    this.#ops.forgotten(n);
  }

  revisions(key: string): Omit<Revision, "value">[] {
    return this.#sql.all("SELECT key, rev, device, at FROM revisions WHERE key = ? ORDER BY rev", key);
  }

  allRevisions(): Revision[] {
    type Stored = { key: string; rev: number; value: string; device: string | null; at: string };
    return this.#sql
      .all<Stored>("SELECT * FROM revisions ORDER BY key, rev")
      .map((row) => ({ ...row, value: JSON.parse(row.value) as unknown }));
  }

  fenced(): boolean {
    return this.#meta.get("fenced") === "1";
  }

  setFenced(fenced: boolean): void {
    this.#meta.set("fenced", fenced ? "1" : "0");
  }

  live(): string | null {
    return this.#meta.get("live");
  }

  setLive(told: string): void {
    this.#meta.set("live", told);
  }

  leaving(): boolean {
    return this.#meta.get("leaving") === "1";
  }

  setLeaving(): void {
    this.#meta.set("leaving", "1");
  }

  counts(): { operations: number; drafts: number } {
    const of = (table: string) =>
      this.#sql.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? 0;
    return { operations: of("ops"), drafts: of("drafts") };
  }

  bytes(): number {
    return this.#sql.bytes;
  }

  holdsMoreThan(bytes: number): boolean {
    return this.#sql.holdsMoreThan(bytes);
  }
}
