import type { RowChange } from "../../shared/engine/project/rows.ts";
import { FencedError, type FlushBatch, type FlushResult, type LearnerStore } from "../workbook/store.ts";
import { countRows, deleteAccount } from "./account.ts";
import { foreignIds } from "./foreign.ts";
import { loadLearner } from "./load-learner.ts";
import { isTableName, type TableName } from "./learner-tables.ts";
import { deleteSql, forgetSealedSql, tableShape, upsertSql, writeOrder } from "./rows.ts";
import { activeVersionSql, appendOpsSql, moveStreamSql, redactOpsSql } from "./stream.ts";

/** Rows and deletions of a batch by table, the newest change of each row standing. */
function coalesced(changes: readonly RowChange[]): Map<TableName, Map<string, RowChange>> {
  const tables = new Map<TableName, Map<string, RowChange>>();
  for (const change of changes) {
    if (change.op === "redact" || change.op === "forget") continue;
    if (!isTableName(change.table)) throw new Error(`not a learner's table: ${change.table}`);
    const rows = tables.get(change.table) ?? new Map<string, RowChange>();
    const before = rows.get(change.id);
    rows.set(
      change.id,
      before?.op === "set" && change.op === "set"
        ? { ...change, set: { ...before.set, ...change.set } }
        : change,
    );
    tables.set(change.table, rows);
  }
  return tables;
}

/** Decision 30: at most this much in one batch. */
const batchStatements = 30;
const batchBytes = 1_500_000;
/** Rows of one statement: a bound value has at most 2 MB. */
const statementBytes = 500_000;
/** The operations, redactions and the head come with the last batch. */
const closingStatements = 3;

interface Sized {
  readonly statement: D1PreparedStatement;
  readonly bytes: number;
}

/** The rows of one table as statements: one, unless they are many. */
function sized(sql: string, rows: readonly unknown[], d1: D1Database, userId: string, n: number): Sized[] {
  const made: Sized[] = [];
  let texts: string[] = [];
  let bytes = 0;
  const close = () => {
    if (texts.length === 0) return;
    made.push({ statement: d1.prepare(sql).bind(`[${texts.join(",")}]`, userId, n), bytes });
    texts = [];
    bytes = 0;
  };
  for (const row of rows) {
    const text = JSON.stringify(row);
    const own = text.length * 3;
    if (bytes + own > statementBytes) close();
    texts.push(text);
    bytes += own;
  }
  close();
  return made;
}

/**
 * The statements of one flush, in the order of `writeOrder`: deletes children first, rows parents first, then
 * the operations, then the head. All values travel as JSON (decision 30).
 * @returns almost always one batch; where an operation is too large for one, several, the operations and the head
 *   in the last. A crash in between repeats it from the first: rows are idempotent.
 */
function batches(d1: D1Database, batch: FlushBatch): D1PreparedStatement[][] {
  const { userId, epoch, ops } = batch;
  const last = ops.at(-1);
  if (last === undefined) throw new Error("a flush without operations");
  const tables = coalesced(batch.changes);
  const deletes = writeOrder.toReversed().flatMap((table) => {
    const gone = [...(tables.get(table)?.values() ?? [])].filter((change) => change.op === "del");
    if (gone.length === 0) return [];
    const ids = gone.map(({ id }) => (tableShape(table).key.length > 1 ? (JSON.parse(id) as unknown) : id));
    return sized(deleteSql(table), ids, d1, userId, last.n);
  });
  const puts = writeOrder.flatMap((table) => {
    const rows = [...(tables.get(table)?.values() ?? [])].flatMap((change) =>
      change.op === "put" ? [change.row] : change.op === "set" ? [change.set] : [],
    );
    return rows.length === 0 ? [] : sized(upsertSql(table), rows, d1, userId, last.n);
  });
  const appended = ops.map((op) => ({
    n: op.n,
    op_id: op.opId,
    first_seq: op.firstSeq,
    last_seq: op.lastSeq,
    payload_hash: op.payloadHash,
    at: op.at,
  }));
  const redacted = batch.changes.flatMap((change) => (change.op === "redact" ? [Number(change.id)] : []));
  const forgotten = batch.changes.flatMap((change) => (change.op === "forget" ? [change.id] : []));
  const all: D1PreparedStatement[][] = [
    forgotten.length === 0 ? [] : [d1.prepare(forgetSealedSql).bind(JSON.stringify(forgotten), userId)],
  ];
  let bytes = 0;
  for (const one of [...deletes, ...puts]) {
    const full = (all.at(-1)?.length ?? 0) + closingStatements >= batchStatements;
    if (full || bytes + one.bytes > batchBytes) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(one.statement);
    bytes += one.bytes;
  }
  all
    .at(-1)
    ?.push(
      d1.prepare(appendOpsSql).bind(JSON.stringify(appended), userId),
      ...(redacted.length === 0 ? [] : [d1.prepare(redactOpsSql).bind(JSON.stringify(redacted), userId)]),
      d1.prepare(moveStreamSql).bind(userId, epoch, last.n, last.lastSeq, last.frontier, last.contentVersion),
    );
  return all;
}

const isFenced = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed: user_ops/.test(error.message);

/** D1 as a learner's object uses it: a batch per flush, one batch per load. */
export function learnerStore(d1: D1Database): LearnerStore {
  return {
    async flush(batch): Promise<FlushResult> {
      try {
        let results: D1Result<{ version: number | null }>[] = [];
        for (const statements of batches(d1, batch)) results = await d1.batch(statements);
        return { activeVersion: results.at(-1)?.results[0]?.version ?? null };
      } catch (error) {
        throw isFenced(error)
          ? new FencedError("another writer holds these numbers", { cause: error })
          : error;
      }
    },
    load: (userId) => loadLearner(d1, userId),
    foreign: (userId, rows) => foreignIds(d1, userId, rows),
    counts: (userId) => countRows(d1, userId),
    deleteAccount: (userId) => deleteAccount(d1, userId),
    async active() {
      return (await d1.prepare(activeVersionSql).first<{ version: number }>())?.version ?? null;
    },
    async alert(userId, { id, code, detail, at }) {
      const sql = `INSERT OR IGNORE INTO "operator_alerts" ("id", "code", "user_id", "detail", "created_at")
        VALUES (?1, ?2, (SELECT "id" FROM "users" WHERE "id" = ?3), ?4, ?5)`;
      await d1.prepare(sql).bind(id, code, userId, JSON.stringify(detail), at).run();
    },
  };
}
