import type { StemBlock } from "../content/block.ts";
import { uuid5 } from "../ids/uuid5.ts";
import { rowsOf } from "./recall.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** The id of the table's row that an answer's row stands for: skills of a learner have a natural key. */
export const rowIdIn = (table: string, userId: string, id: string): string =>
  table === "user_skills" ? uuid5("user_skill", userId, id) : id;

/**
 * The row a prompt saves into, resolved once at first delivery (decision 5): a named slot, or the n-th row of
 * an earlier answer. Undefined where the learner has no such row: the answer then stays in the ledger alone.
 */
export function resolveRowId(stem: Stem, state: LearnerState, block: StemBlock): string | undefined {
  const { save } = block;
  if (save?.row === undefined) return undefined;
  if ("slot" in save.row) return uuid5("slot", state.userId, save.table, save.row.slot);
  const row = rowsOf(stem, state, save.row.from)[save.row.pick - 1];
  return row === undefined ? undefined : rowIdIn(save.table, state.userId, row.id);
}
