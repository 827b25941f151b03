import { integer, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";
import { stem } from "./content.ts";
import { users } from "./users.ts";

/** Deleted with the learner (spec section 8). */
export const owner = () =>
  text()
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** Single-row tables: the learner is the key. */
export const ownerKey = () =>
  text()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" });

/**
 * Where a projected row comes from (decision 9). `stem_id` is null for what was made outside the thread;
 * `origin` is the export's ("2.3.1.v1"); `content_hash` is a keyed hash where the row has sealed columns.
 * Rows of `stem` are retired, never deleted, so `stem_id` needs no index.
 */
export const provenance = () => ({
  stem_id: integer().references(() => stem.id),
  origin: text(),
  content_hash: text(),
  rev: integer().notNull().default(1),
  created_at: instant(),
  updated_at: instant(),
});
