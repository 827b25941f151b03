import { data_objects } from "../../party/db/schema/index.ts";
import { column, notIn, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.6. Nothing refers to a row by its id (recalls name the object), so ids are places in the file. */
export const loadDataObjects: Load = ({ workbook: { reference }, at }) => {
  const rows = reference.objects.map(({ name, created_in, reused_in, data_type, sealed, notes }, i) => ({
    id: i + 1,
    name,
    created_in,
    reused_in: reused_in.join(", "),
    data_type,
    implementation_notes:
      [...(sealed ? ["Sealed."] : []), ...(notes === undefined ? [] : [notes])].join(" ") || null,
    updated_at: at,
  }));
  return [
    `DELETE FROM ${tableName(data_objects)} WHERE ${notIn(
      column(data_objects, "id"),
      rows.map((row) => row.id),
    )};`,
    ...upsert(data_objects, rows),
  ];
};
