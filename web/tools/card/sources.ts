import type { Recall, RecallRow } from "../../../shared/content/block.ts";

/** Where a card's rows came from, each label once; rows that are shown under their label need no second word. */
export const sourcesOf = (recalls: readonly Recall[]): string[] => [
  ...new Set(recalls.filter((one) => one.use !== "show" && one.rows.length > 0).map((one) => one.label)),
];

/** The rows of the recalls with one use, each id once: the first to bring it names it. */
export function rowsFor(recalls: readonly Recall[], use: Recall["use"]): RecallRow[] {
  const byId = new Map<string, RecallRow>();
  for (const recall of recalls) {
    if (recall.use !== use) continue;
    for (const row of recall.rows) if (!byId.has(row.id) && row.text.trim() !== "") byId.set(row.id, row);
  }
  return [...byId.values()];
}
