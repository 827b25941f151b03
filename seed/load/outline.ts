import { outline } from "../../party/db/schema/index.ts";
import { column, notIn, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Decision 16: parts, modules and exercises as the release has them. */
export const loadOutline: Load = ({ release, at }) => [
  `DELETE FROM ${tableName(outline)} WHERE ${notIn(
    column(outline, "id"),
    release.outline.map((row) => row.id),
  )};`,
  ...upsert(
    outline,
    release.outline.map((row) => ({ ...row, updated_at: at })),
  ),
];
