import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { areFlags, flag, instant } from "./columns.ts";

/** Spec 2.1. */
export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    is_anonymous: integer().notNull().default(1),
    workbook_complete: flag(),
    created_at: instant(),
    updated_at: instant(),
  },
  (t) => areFlags(t.is_anonymous, t.workbook_complete),
);
