import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/**
 * Decision 37: what an operator should know, never content. Whoever raises one makes the `id`, so that a retry
 * is a no-op, and gives `user_id` as `(SELECT id FROM users WHERE id = ?)`, so that an alert about an account
 * that is gone still arrives.
 */
export const operator_alerts = sqliteTable(
  "operator_alerts",
  {
    id: text().primaryKey(),
    code: text().notNull(),
    user_id: text().references(() => users.id, { onDelete: "set null" }),
    /** JSON: counts, versions, error names. */
    detail: text(),
    created_at: instant(),
    resolved_at: text(),
  },
  (t) => [index("operator_alerts_user").on(t.user_id), index("operator_alerts_created").on(t.created_at)],
);
