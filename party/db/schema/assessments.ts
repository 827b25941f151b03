import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { between, instant } from "./columns.ts";
import { competencies } from "./reference.ts";
import { owner, provenance } from "./owned.ts";

/** Decision 12: one assessment, in the thread or repeated outside it; complete at fifteen scores. */
export const user_assessments = sqliteTable(
  "user_assessments",
  {
    id: text().primaryKey(),
    user_id: owner(),
    completed_at: text(),
    ...provenance(),
  },
  (t) => [index("user_assessments_user").on(t.user_id)],
);

/**
 * Spec 3.17. The spec's UNIQUE(user_id, competency_id) would forget the last assessment; it is unique within
 * one assessment instead (decision 12).
 */
export const user_competency_scores = sqliteTable(
  "user_competency_scores",
  {
    id: text().primaryKey(),
    user_id: owner(),
    assessment_id: text()
      .notNull()
      .references(() => user_assessments.id, { onDelete: "cascade" }),
    competency_id: text()
      .notNull()
      .references(() => competencies.id),
    score: integer().notNull(),
    assessed_at: instant(),
  },
  (t) => [
    unique("user_competency_scores_once").on(t.user_id, t.assessment_id, t.competency_id),
    index("user_competency_scores_assessment").on(t.assessment_id),
    index("idx_user_competency_scores_user").on(t.user_id),
    between(t.score, 1, 5),
  ],
);
