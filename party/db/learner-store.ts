import type { RowChange } from "../../shared/engine/project/rows.ts";
import {
  FencedError,
  type FlushBatch,
  type FlushResult,
  type LearnerStore,
  type StoredLearner,
} from "../workbook/store.ts";
import { isTableName, type TableName } from "./learner-tables.ts";
import { deleteSql, upsertSql, writeOrder } from "./rows.ts";
import { appendOpsSql, moveStreamSql } from "./stream.ts";

/** Rows and deletions of a batch by table, the newest change of each row standing. */
function coalesced(changes: readonly RowChange[]): Map<TableName, Map<string, RowChange>> {
  const tables = new Map<TableName, Map<string, RowChange>>();
  for (const change of changes) {
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

const activeVersionSql = `SELECT "version" FROM "content_releases" WHERE "active" = 1`;

/**
 * The statements of one flush, in the order of `writeOrder`: deletes children first, rows parents first, then
 * the operations, then the head. All values travel as JSON (decision 30).
 */
function statements(d1: D1Database, batch: FlushBatch): D1PreparedStatement[] {
  const { userId, epoch, ops } = batch;
  const last = ops.at(-1);
  if (last === undefined) throw new Error("a flush without operations");
  const tables = coalesced(batch.changes);
  const deletes = writeOrder.toReversed().flatMap((table) => {
    const gone = [...(tables.get(table)?.values() ?? [])].filter((change) => change.op === "del");
    if (gone.length === 0) return [];
    return [
      d1.prepare(deleteSql(table)).bind(JSON.stringify(gone.map((change) => change.id)), userId, last.n),
    ];
  });
  const puts = writeOrder.flatMap((table) => {
    const rows = [...(tables.get(table)?.values() ?? [])].flatMap((change) =>
      change.op === "put" ? [change.row] : change.op === "set" ? [change.set] : [],
    );
    if (rows.length === 0) return [];
    return [d1.prepare(upsertSql(table)).bind(JSON.stringify(rows), userId, last.n)];
  });
  const appended = ops.map((op) => ({
    n: op.n,
    op_id: op.opId,
    first_seq: op.firstSeq,
    last_seq: op.lastSeq,
    payload_hash: op.payloadHash,
    at: op.at,
  }));
  return [
    ...deletes,
    ...puts,
    d1.prepare(appendOpsSql).bind(JSON.stringify(appended), userId),
    d1.prepare(moveStreamSql).bind(userId, epoch, last.n, last.lastSeq, last.frontier, last.contentVersion),
    d1.prepare(activeVersionSql),
  ];
}

const isFenced = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed: user_ops/.test(error.message);

/** D1 as a learner's object uses it: one batch per flush, one batch per load. */
export function learnerStore(d1: D1Database): LearnerStore {
  return {
    async flush(batch): Promise<FlushResult> {
      try {
        const results = await d1.batch<{ version: number }>(statements(d1, batch));
        return { activeVersion: results.at(-1)?.results[0]?.version ?? null };
      } catch (error) {
        throw isFenced(error)
          ? new FencedError("another writer holds these numbers", { cause: error })
          : error;
      }
    },
    load: (userId) => load(d1, userId),
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

/** Everything of a learner that the log is rebuilt from, in one round trip. */
async function load(d1: D1Database, userId: string): Promise<StoredLearner | null> {
  const of = (sql: string) => d1.prepare(sql).bind(userId);
  const [users, settings, streams, ops, responses, modules, skills, revisions, active] = await d1.batch<
    Record<string, string | number | null>
  >([
    of(`SELECT "workbook_complete" FROM "users" WHERE "id" = ?1`),
    of(`SELECT * FROM "user_settings" WHERE "user_id" = ?1`),
    of(`SELECT * FROM "user_streams" WHERE "user_id" = ?1`),
    of(`SELECT * FROM "user_ops" WHERE "user_id" = ?1 ORDER BY "n"`),
    of(`SELECT * FROM "user_responses" WHERE "user_id" = ?1`),
    of(`SELECT * FROM "user_modules" WHERE "user_id" = ?1`),
    of(`SELECT * FROM "skills" WHERE "created_by" = ?1`),
    of(
      `SELECT * FROM "user_revisions" WHERE "user_id" = ?1 AND "stem_id" IS NOT NULL ORDER BY "stem_id", "rev"`,
    ),
    d1.prepare(activeVersionSql),
  ]);
  const [user] = users?.results ?? [];
  if (user === undefined) return null;
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const [stream] = streams?.results ?? [];
  const { created_at: _created, user_id: _user, ...own } = settings?.results[0] ?? {};
  return {
    settings: own,
    activeVersion: active?.results[0] === undefined ? null : Number(active.results[0]["version"]),
    workbookComplete: user["workbook_complete"] === 1,
    stream:
      stream === undefined
        ? null
        : {
            epoch: String(stream["epoch"]),
            n: Number(stream["n"]),
            lastSeq: Number(stream["last_seq"]),
            frontier: text(stream["frontier"]),
            contentVersion: Number(stream["content_version"]),
          },
    ops: (ops?.results ?? []).map((row) => ({
      n: Number(row["n"]),
      opId: String(row["op_id"]),
      firstSeq: Number(row["first_seq"]),
      lastSeq: Number(row["last_seq"]),
      payloadHash: String(row["payload_hash"]),
      at: String(row["at"]),
      contentVersion: Number(stream?.["content_version"] ?? 0),
    })),
    responses: (responses?.results ?? []).map((row) => ({
      stemId: Number(row["stem_id"]),
      text: text(row["response_text"]),
      opN: Number(row["op_n"]),
      rev: Number(row["rev"]),
      skipped: row["skipped"] === 1,
      onlyMe: row["only_me"] === 1,
      erased: row["erased"] === 1,
      rowId: text(row["row_id"]),
      hashes: text(row["hashes"]),
      device: text(row["device"]),
      contentVersion: row["content_version"] === null ? null : Number(row["content_version"]),
      respondedAt: String(row["responded_at"]),
      createdAt: String(row["created_at"]),
    })),
    modules: (modules?.results ?? []).map((row) => ({
      moduleId: String(row["module_id"]),
      completedAt: text(row["first_completed_at"]),
    })),
    skills: (skills?.results ?? []).map((row) => ({
      id: String(row["id"]),
      name: String(row["name"]),
      category: text(row["category"]),
      status: text(row["review_status"]) ?? "pending",
    })),
    revisions: (revisions?.results ?? []).map((row) => ({
      stemId: Number(row["stem_id"]),
      rev: Number(row["rev"]),
      value: text(row["value"]),
      device: text(row["device"]),
      at: String(row["at"]),
    })),
  };
}
