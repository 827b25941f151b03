import { projectAll } from "../../shared/engine/project/project.ts";
import { ledgerValue } from "../../shared/engine/project/project.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";
import { newLearner, type Answer, type LearnerState } from "../../shared/engine/state.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { Rows, SqlRow } from "./database.ts";
import { release } from "./thread.ts";

const stem = indexRelease(release);
const byStemId = new Map(stem.blocks.map((block) => [block.stemId, block]));

/** The answers as the ledger of D1 has them. */
export function stateOf(rows: Rows, userId: string): LearnerState {
  const answers = new Map<string, Answer>();
  const rowIds = new Map<string, string>();
  for (const row of rows.all("SELECT * FROM user_responses WHERE user_id = ?", userId)) {
    const block = byStemId.get(Number(row["stem_id"]));
    if (block === undefined) throw new Error(`the ledger names an unknown placement ${row["stem_id"]}`);
    const text = row["response_text"] ?? null;
    answers.set(block.id, {
      rev: Number(row["rev"]),
      value: ledgerValue(block, text === null ? null : String(text)),
      skipped: row["skipped"] === 1,
      onlyMe: row["only_me"] === 1,
      erased: row["erased"] === 1,
      respondedAt: String(row["responded_at"]),
      createdAt: String(row["created_at"]),
      device: null,
      hashes: null,
      opN: Number(row["op_n"]),
      contentVersion: Number(row["content_version"]),
    });
    if (row["row_id"] !== null) rowIds.set(block.id, String(row["row_id"]));
  }
  const own = rows.all("SELECT * FROM skills WHERE created_by = ?", userId).map((row) => ({
    id: String(row["id"]),
    name: String(row["name"]),
    category: row["category"] === null ? null : String(row["category"]),
    status: "pending" as const,
  }));
  return {
    ...newLearner(userId, stem),
    answers,
    rowIds,
    ownSkills: new Map(own.map((one) => [one.id, one])),
  };
}

/** Null columns and the owner say nothing of what was projected. */
const filled = (row: SqlRow): string =>
  canonicalJson(
    Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && name !== "user_id")),
  );

/** Every projected table as the ledger makes it, and as it stands: the same (decision 5). */
export function projections(rows: Rows, userId: string): { made: unknown; stands: unknown } {
  const projected = projectAll(stem, stateOf(rows, userId)).rows();
  const made: Record<string, string[]> = {};
  const stands: Record<string, string[]> = {};
  for (const table of Object.keys(projectedTables)) {
    made[table] = (projected.get(table) ?? []).map(filled).sort();
    stands[table] = rows.all(`SELECT * FROM "${table}" WHERE user_id = ?`, userId).map(filled).sort();
  }
  return { made, stands };
}

/** Operations are numbered from 1 without a gap, and so are the events they own. */
export function gaps(rows: Rows, userId: string): string[] {
  const found: string[] = [];
  let seq = 0;
  let n = 0;
  for (const op of rows.all("SELECT * FROM user_ops WHERE user_id = ? ORDER BY n", userId)) {
    n += 1;
    if (op["n"] !== n) found.push(`operation ${n} is missing`);
    if (op["first_seq"] !== seq + 1)
      found.push(`operation ${n} begins at ${op["first_seq"]}, not ${seq + 1}`);
    seq = Number(op["last_seq"]);
  }
  const [stream] = rows.all("SELECT * FROM user_streams WHERE user_id = ?", userId);
  if (stream?.["n"] !== n || stream["last_seq"] !== seq) {
    found.push(`the stream is at ${stream?.["n"]}/${stream?.["last_seq"]}, the operations at ${n}/${seq}`);
  }
  return found;
}
