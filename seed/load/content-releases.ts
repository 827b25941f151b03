import { content_releases } from "../../party/db/schema/index.ts";
import { column, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Makes one release the active one; learners' objects switch at their next hello (decision 28). */
export function activate(version: number): string[] {
  const table = tableName(content_releases);
  const [active, id] = [column(content_releases, "active"), column(content_releases, "version")];
  return [
    `UPDATE ${table} SET ${active} = 0 WHERE ${active} = 1 AND ${id} <> ${version};`,
    `UPDATE ${table} SET ${active} = 1 WHERE ${active} = 0 AND ${id} = ${version};`,
  ];
}

/** The last of all: until `active` moves, nobody reads what was written before. */
export const loadContentReleases: Load = ({ release: { version }, sha256, at }) => [
  ...upsert(content_releases, [{ version, sha256, active: 0, created_at: at }], {
    keep: ["active", "created_at"],
  }),
  ...activate(version),
];
