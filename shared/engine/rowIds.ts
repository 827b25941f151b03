import type { StemBlock } from "../content/block.ts";
import { uuid5 } from "../ids/uuid5.ts";
import { listItemId } from "../tools/list_builder/tool.ts";
import { rowsOf } from "./recall.ts";
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
 * The row a prompt saves into, resolved once at first delivery (decision 5): a named slot, or the n-th row of
 * an earlier answer. Undefined where the learner has no such row: the answer then stays in the ledger alone.
 */
export function resolveRowId(stem: Stem, state: LearnerState, block: StemBlock): string | undefined {
  const { save } = block;
  if (save?.row === undefined) return undefined;
  if ("slot" in save.row) return slotId(state.userId, save.table, save.row.slot);
  const row = rowsOf(stem, state, save.row.from)[save.row.pick - 1];
  return row === undefined ? undefined : rowIdIn(save.table, state.userId, row.id, save.row.from);
}

const slotId = (userId: string, table: string, slot: string): string => uuid5("slot", userId, table, slot);

/** The row that is known: as it was resolved, or a slot's, which is the same at any time. */
export function savedRowId(
  who: Pick<LearnerState, "userId" | "rowIds">,
  block: Pick<StemBlock, "id" | "save">,
): string | undefined {
  const target = block.save?.row;
  const resolved = who.rowIds.get(block.id);
  if (resolved !== undefined || block.save === undefined || target === undefined) return resolved;
  return "slot" in target ? slotId(who.userId, block.save.table, target.slot) : undefined;
}
