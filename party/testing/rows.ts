import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { canonicalJson, uuid5 } from "../../shared/ids/uuid5.ts";
import { instanceRow, ledgerRow, practiceRow, projectAll } from "../../shared/engine/project/project.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";
import { nameOf } from "../db/own-ids.ts";
import type { TestLearner } from "./learner.ts";

/* For tests only: what D1 has of a learner, and what it ought to have: `project(ledger)`, table by table. */

export type D1Row = Record<string, string | number | null>;

/** A learner's rows of one table, without the owner, in a fixed order, by the names that the learner's devices know. */
export async function rowsIn(table: string, userId: string, owner = "user_id"): Promise<D1Row[]> {
  const { results } = await env.DB.prepare(`SELECT * FROM "${table}" WHERE "${owner}" = ?`)
    .bind(userId)
    .all<D1Row>();
  const named = (row: D1Row): D1Row =>
    Object.fromEntries(
      Object.entries(row).map(([column, one]) => [
        column,
        typeof one === "string" ? nameOf(userId, one) : one,
      ]),
    );
  return results
    .map(({ [owner]: _owner, ...row }) => named(row))
    .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

export const opsIn = async (userId: string) =>
  (await rowsIn("user_ops", userId)).toSorted((a, b) => Number(a["n"]) - Number(b["n"]));

/** Which operations the object's log has, and what of it. */
export const opsOf = (learner: TestLearner) =>
  learner.journal((_journal, state) =>
    state.storage.sql
      .exec<D1Row>(
        `SELECT n, op_id, first_seq, last_seq, payload_hash, at, n IN (SELECT n FROM unsaved) AS unsaved FROM ops ORDER BY n`,
      )
      .toArray(),
  );

/**
 * The same without the mark of what D1 does not have yet, which moves by itself, and without the looks of observers,
 * which say nothing in the thread (SPEC AU1).
 */
export const loggedBy = async (learner: TestLearner) =>
  (await opsOf(learner))
    .filter((op) => Number(op["last_seq"]) >= Number(op["first_seq"]))
    .map(({ unsaved: _unsaved, ...op }) => op);

const filled = (row: D1Row): string =>
  canonicalJson(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
const sorted = (rows: readonly D1Row[]) => rows.map(filled).toSorted();

/** Everything that D1 should have of a learner, by table, from the object's log alone. */
async function expected(learner: TestLearner): Promise<Record<string, string[]>> {
  return learner.fromLog((one) => {
    const { stem, state } = one;
    const projected = projectAll(stem, state).rows();
    const tables: Record<string, string[]> = {};
    for (const table of Object.keys(projectedTables))
      tables[table] = sorted((projected.get(table) ?? []) as D1Row[]);
    tables["user_responses"] = sorted(
      [...state.answers.keys()].flatMap((key) => {
        const row = ledgerRow(stem, state, key);
        return row === null ? [] : [row as D1Row];
      }),
    );
    tables["user_tool_instances"] = sorted(
      [...state.instances].flatMap(([id, instance]) => {
        const row = instanceRow(stem, id, instance);
        return row === null ? [] : [row as D1Row];
      }),
    );
    tables["user_practice_log"] = sorted(
      [...state.practices.values()].flatMap((entry) => {
        const row = practiceRow(stem, entry);
        return row === null ? [] : [row as D1Row];
      }),
    );
    tables["skills"] = sorted(
      [...state.ownSkills.values()].map(({ id, name, category, status }) => ({
        id,
        name,
        category,
        review_status: status,
      })),
    );
    return tables;
  });
}

async function actual(userId: string, tables: readonly string[]): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await rowsIn(table, userId, table === "skills" ? "created_by" : "user_id");
    all[table] = sorted(
      table === "skills"
        ? rows.map(({ id = null, name = null, category = null, review_status = null }) => ({
            id,
            name,
            category,
            review_status,
          }))
        : rows,
    );
  }
  return all;
}

/** D1 is the projection of the log, table by table; nothing is missing and nothing is too much (decision 5). */
export async function expectD1ToBeTheLog(learner: TestLearner): Promise<void> {
  const wanted = await expected(learner);
  const { userId } = learner;
  expect(await actual(userId, Object.keys(wanted))).toEqual(wanted);
  const ops = await opsOf(learner);
  expect(ops.filter((op) => op["unsaved"] === 1)).toEqual([]);
  expect(await opsIn(userId)).toEqual(ops.map(({ unsaved: _unsaved, ...op }) => op));
  const settings = await learner.fromLog((one) => one.settings);
  const stored = (await rowsIn("user_settings", userId))[0] ?? {};
  for (const [column, value] of Object.entries(settings)) {
    if (column !== "updated_at") expect(stored[column], `user_settings.${column}`).toBe(value);
  }
  const head = await learner.fromLog(({ epoch, n, headSeq, state, stem }) => ({
    epoch,
    n,
    last_seq: headSeq,
    frontier: state.frontier,
    content_version: stem.version,
  }));
  expect(await rowsIn("user_streams", userId)).toEqual([head]);
  const completed = await learner.fromLog(({ state }) => [...state.completedModules].toSorted());
  const modules = (await rowsIn("user_modules", userId)).flatMap((row) =>
    row["first_completed_at"] === null ? [] : [[row["module_id"], row["first_completed_at"]]],
  );
  expect(modules.toSorted()).toEqual(completed);
  const complete = await learner.fromLog(({ state }) => Number(state.workbookComplete));
  expect((await rowsIn("users", userId, "id"))[0]?.["workbook_complete"]).toBe(complete);
  const stemIds = await learner.fromLog(({ stem }) =>
    [...stem.retired.values(), ...stem.blocks].map((block) => [block.id, block.stemId] as const),
  );
  const byKey = new Map(stemIds);
  const kept = await learner.journal((_journal, state) =>
    state.storage.sql
      .exec<{ key: string; rev: number; value: string; device: string | null; at: string }>(
        "SELECT * FROM revisions",
      )
      .toArray(),
  );
  const text = (json: string) => {
    const value = JSON.parse(json) as unknown;
    return value === null ? null : typeof value === "string" ? value : JSON.stringify(value);
  };
  expect(sorted(await rowsIn("user_revisions", userId))).toEqual(
    sorted(
      kept.map(({ key, rev, value, device, at }) => ({
        id: uuid5("revision", userId, key, String(rev)),
        ...(byKey.has(key)
          ? { stem_id: byKey.get(key) ?? null, value: text(value) }
          : { instance_id: key, value: value === "null" ? null : value }),
        rev,
        device,
        at,
      })),
    ),
  );
}

/** Every table that holds anything of a learner, for "nothing has changed". */
export async function everythingOf(userId: string): Promise<string> {
  const tables = [
    "user_ops",
    "user_streams",
    "user_responses",
    "user_modules",
    "user_settings",
    "user_revisions",
    "user_tool_instances",
    "user_practice_log",
    "sessions",
    ...Object.keys(projectedTables),
  ];
  const all: Record<string, D1Row[]> = {};
  for (const table of tables) all[table] = await rowsIn(table, userId);
  all["skills"] = await rowsIn("skills", userId, "created_by");
  return canonicalJson(all);
}

/** At every moment: what was acked is in the log, `saved` is no more than D1 has, and D1 has each operation once. */
export async function expectInvariants(learner: TestLearner, acked: ReadonlySet<string>): Promise<void> {
  // The watermarks first: D1 only grows after.
  const saved = Math.max(
    0,
    ...learner.clients.flatMap((client) =>
      client.frames.flatMap((frame) =>
        frame.t === "saved" ? [frame.seq] : frame.t === "welcome" ? [frame.savedSeq] : [],
      ),
    ),
  );
  const inD1 = await opsIn(learner.userId);
  const log = await opsOf(learner);
  const logged = new Map(log.map((op) => [op["op_id"], op]));
  for (const opId of acked) expect(logged.has(opId), `acked ${opId} is in the log`).toBe(true);
  expect(saved).toBeLessThanOrEqual(Number(inD1.at(-1)?.["last_seq"] ?? 0));
  expect(inD1.map((op) => op["n"])).toEqual(inD1.map((_, i) => i + 1));
  for (const op of inD1) {
    const { unsaved: _unsaved, ...own } = logged.get(op["op_id"] ?? "") ?? {};
    // What was erased in the log is erased in D1 with the next flush.
    const hash = own["payload_hash"] === "erased" ? { payload_hash: "erased" } : {};
    expect(own).toEqual({ ...op, ...hash });
  }
  let seq = 0;
  for (const op of log) {
    expect(op["first_seq"]).toBe(seq + 1);
    seq = Number(op["last_seq"]);
  }
}

export const alertsOf = async (code: string) =>
  (await env.DB.prepare(`SELECT * FROM "operator_alerts" WHERE "code" = ?`).bind(code).all<D1Row>()).results;
