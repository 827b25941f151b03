import type { Rows, Section } from "./portrait.ts";

/** How a row came about is the export's; here is what it says. */
const hidden = new Set(["stem_id", "content_hash", "rev", "origin"]);

/** The profile as a file for other programs: what people read, and the rows it was made of. */
export const rowsFile = (sections: readonly Section[], rows: Rows) => ({
  what: "DreamTree, what was gathered",
  sections,
  tables: Object.fromEntries(
    [...rows].map(([table, all]) => [
      table,
      all.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !hidden.has(column)))),
    ]),
  ),
});
