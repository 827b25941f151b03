import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { areFlags, between, flag, instant, oneOf } from "./columns.ts";
import { users } from "./users.ts";

/** Spec 5.1. */
export const personality_types = sqliteTable("personality_types", {
  code: text().primaryKey(),
  name: text().notNull(),
  summary: text().notNull(),
});

export const competencyCategories = ["delivery", "interpersonal", "strategic"] as const;

/** Spec 5.2; ids are slugs (decision 16). */
export const competencies = sqliteTable(
  "competencies",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    definition: text().notNull(),
    category: text({ enum: competencyCategories }).notNull(),
    sort_order: integer().notNull(),
    relevant_modules: text(),
  },
  (t) => [
    index("idx_competencies_category").on(t.category, t.sort_order),
    oneOf(t.category, competencyCategories),
  ],
);

/** Spec 5.3. */
export const competency_levels = sqliteTable(
  "competency_levels",
  {
    id: text().primaryKey(),
    competency_id: text()
      .notNull()
      .references(() => competencies.id),
    level: integer().notNull(),
    description: text().notNull(),
    job_context: text(),
  },
  (t) => [
    index("idx_competency_levels_competency").on(t.competency_id),
    unique("competency_levels_one_per_level").on(t.competency_id, t.level),
    between(t.level, 1, 5),
  ],
);

export const skillCategories = ["transferable", "self_management", "knowledge"] as const;
export const reviewStatuses = ["pending", "approved", "rejected"] as const;

/**
 * Spec 5.4, decision 19: an approved custom skill outlives its maker with `created_by` null; a custom skill
 * that is not approved and has no maker is left over from a deleted account and goes with it
 * (`party/db/account.ts`).
 */
export const skills = sqliteTable(
  "skills",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    category: text({ enum: skillCategories }),
    is_custom: flag(),
    created_by: text().references(() => users.id, { onDelete: "set null" }),
    review_status: text({ enum: reviewStatuses }),
    created_at: instant(),
  },
  (t) => [
    index("idx_skills_category").on(t.category),
    index("idx_skills_name").on(t.name),
    index("idx_skills_review")
      .on(t.review_status)
      .where(sql`${t.is_custom} = 1`),
    // Without it every deleted account reads the whole list to set `created_by` null.
    index("skills_created_by").on(t.created_by),
    oneOf(t.category, skillCategories),
    oneOf(t.review_status, reviewStatuses),
    ...areFlags(t.is_custom),
  ],
);
