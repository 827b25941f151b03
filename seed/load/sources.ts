import { content_sources } from "../../party/db/schema/index.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { referenceId } from "./references.ts";
import { column, notIn, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 6.2: which exercise uses which work, and how (decision 39). Versioned exercise ids (decision 16). */
export const loadSources: Load = ({ workbook: { exercises } }) => {
  const rows = exercises.flatMap(({ id, sources }) =>
    sources.map(({ slug, usage }) => ({
      id: uuid5("content_source", id, slug),
      exercise_id: `${id}.v1`,
      reference_id: referenceId(slug),
      usage_type: usage,
      notes: null,
    })),
  );
  return [
    `DELETE FROM ${tableName(content_sources)} WHERE ${notIn(
      column(content_sources, "id"),
      rows.map((row) => row.id),
    )};`,
    ...upsert(content_sources, rows),
  ];
};
