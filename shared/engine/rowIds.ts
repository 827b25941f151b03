import type { RowTarget, StemBlock } from "../content/block.ts";
import { uuid5 } from "../ids/uuid5.ts";
import { listItemId } from "../tools/list_builder/ids.ts";
import { rowsOf } from "./answerRows.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/**
 * The id of the table's row that an answer's row stands for: skills of a learner have a natural key, and an
 * item of a list has a row of that list's own.
 * @param from the placement whose answer has the row
 */
export function rowIdIn(table: string, userId: string, id: string, from: string): string {
  if (table === "user_skills") return uuid5("user_skill", userId, id);
  return table === "user_list_items" ? listItemId(userId, from, id) : id;
}

/**
 * The row that a placement names: a prompt's, into which it saves, or the career option to which a list of
 * milestones belongs.
 */
export function targetOf({
  save,
  tool,
  config,
}: Pick<StemBlock, "save" | "tool" | "config">): { table: string; row: RowTarget } | null {
  if (save?.row !== undefined) return { table: save.table, row: save.row };
  // A compiled config was parsed when it was built; the schema is not in a browser's first chunk.
  const path = tool === "list_builder" ? (config?.["path"] as RowTarget | undefined) : undefined;
  return path === undefined ? null : { table: "user_career_options", row: path };
}

/**
 * The row a placement names, resolved once at first delivery (decision 5): a named slot, or the n-th row of an
 * earlier answer. Undefined where the learner has no such row: the answer then stays in the ledger alone.
 */
export function resolveRowId(stem: Stem, state: LearnerState, block: StemBlock): string | undefined {
  const target = targetOf(block);
  if (target === null) return undefined;
  const { table, row } = target;
  if ("slot" in row) return slotId(state.userId, table, row.slot);
  const picked = rowsOf(stem, state, row.from)[row.pick - 1];
  return picked === undefined ? undefined : rowIdIn(table, state.userId, picked.id, row.from);
}

const slotId = (userId: string, table: string, slot: string): string => uuid5("slot", userId, table, slot);

/** The row that is known: as it was resolved, or a slot's, which is the same at any time. */
export function savedRowId(
  who: Pick<LearnerState, "userId" | "rowIds">,
  block: Pick<StemBlock, "id" | "save" | "tool" | "config">,
): string | undefined {
  const target = targetOf(block);
  const resolved = who.rowIds.get(block.id);
  if (resolved !== undefined || target === null) return resolved;
  return "slot" in target.row ? slotId(who.userId, target.table, target.row.slot) : undefined;
}
