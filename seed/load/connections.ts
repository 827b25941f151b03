import { connections, stem_connections } from "../../party/db/schema/index.ts";
import { connectionRows } from "./connection-rows.ts";
import { tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.5. The links from blocks go first and come back with the stem, so that what is gone can be deleted there. */
export const loadConnections: Load = ({ release, at }) => [
  `DELETE FROM ${tableName(stem_connections)};`,
  ...upsert(
    connections,
    connectionRows(release, at).map(({ row }) => row),
  ),
];
