import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { between, oneOf } from "./columns.ts";
import { skillCategories, skills } from "./reference.ts";
import { owner, ownerKey, provenance } from "./owned.ts";

/*
 * Tier 1 (spec section 3): who the learner is and what they have done. `user-paths.ts` has where they may go.
 * Rows are a projection of the ledger (decision 5) and carry its provenance (decision 9).
 */

/** Spec 3.1; `life_dashboard_notes` is sealed (decision 6). */
export const user_profile = sqliteTable(
  "user_profile",
  {
    user_id: ownerKey(),
    headline: text(),
    summary: text(),
    identity_story: text(),
    allegory: text(),
    value_proposition: text(),
    life_dashboard_work: integer(),
    life_dashboard_play: integer(),
    life_dashboard_love: integer(),
    life_dashboard_health: integer(),
    life_dashboard_notes: text(),
    ...provenance(),
  },
  (t) => [
    between(t.life_dashboard_work, 1, 10),
    between(t.life_dashboard_play, 1, 10),
    between(t.life_dashboard_love, 1, 10),
    between(t.life_dashboard_health, 1, 10),
  ],
);

/** Spec 3.2; `life_values` is sealed. */
export const user_values = sqliteTable("user_values", {
  user_id: ownerKey(),
  work_values: text(),
  life_values: text(),
  compass_statement: text(),
  ...provenance(),
});

/** Spec 3.3. */
export const user_skills = sqliteTable(
  "user_skills",
  {
    id: text().primaryKey(),
    user_id: owner(),
    skill_id: text()
      .notNull()
      .references(() => skills.id),
    category: text({ enum: skillCategories }),
    mastery: integer(),
    evidence: text(),
    rank: integer(),
    ...provenance(),
  },
  (t) => [
    unique("user_skills_one_per_skill").on(t.user_id, t.skill_id),
    index("idx_user_skills_user").on(t.user_id),
    index("idx_user_skills_category").on(t.user_id, t.category),
    // Without it a skill that goes is looked for in every learner's row.
    index("user_skills_skill").on(t.skill_id),
    index("idx_user_skills_rank")
      .on(t.user_id, t.rank)
      .where(sql`${t.rank} IS NOT NULL`),
    oneOf(t.category, skillCategories),
    between(t.mastery, 1, 5),
  ],
);

export const experienceTypes = ["job", "education", "project", "other"] as const;

/** Spec 3.6 (the first of the two so numbered). */
export const user_experiences = sqliteTable(
  "user_experiences",
  {
    id: text().primaryKey(),
    user_id: owner(),
    title: text().notNull(),
    organization: text(),
    experience_type: text({ enum: experienceTypes }),
    start_date: text(),
    end_date: text(),
    description: text(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_experiences_user").on(t.user_id),
    index("idx_user_experiences_type").on(t.user_id, t.experience_type),
    oneOf(t.experience_type, experienceTypes),
  ],
);

/**
 * Spec 3.6 (the second). `user_id` is ours: every row is read and guarded by its learner (decision 38). It is
 * in the unique key, here and in the other tables below a learner's row, because ids of parents come from
 * clients: a row that names somebody else's parent must not be able to stop that learner's writes.
 */
export const user_experience_skills = sqliteTable(
  "user_experience_skills",
  {
    id: text().primaryKey(),
    user_id: owner(),
    experience_id: text()
      .notNull()
      .references(() => user_experiences.id, { onDelete: "cascade" }),
    skill_id: text()
      .notNull()
      .references(() => skills.id),
    ...provenance(),
  },
  (t) => [
    unique("user_experience_skills_once").on(t.user_id, t.experience_id, t.skill_id),
    index("idx_user_experience_skills_experience").on(t.experience_id),
    index("idx_user_experience_skills_skill").on(t.skill_id),
  ],
);

export const storyTypes = ["challenge", "reframe", "other"] as const;

/** Spec 3.4. */
export const user_stories = sqliteTable(
  "user_stories",
  {
    id: text().primaryKey(),
    user_id: owner(),
    experience_id: text().references(() => user_experiences.id, { onDelete: "set null" }),
    title: text(),
    situation: text(),
    obstacle: text(),
    action: text(),
    result: text(),
    evaluation: text(),
    discovery: text(),
    story_type: text({ enum: storyTypes }),
    ...provenance(),
  },
  (t) => [
    index("idx_user_stories_user").on(t.user_id),
    index("idx_user_stories_type").on(t.user_id, t.story_type),
    index("user_stories_experience").on(t.experience_id),
    oneOf(t.story_type, storyTypes),
  ],
);

/** Decision 19. */
export const user_story_skills = sqliteTable(
  "user_story_skills",
  {
    id: text().primaryKey(),
    user_id: owner(),
    story_id: text()
      .notNull()
      .references(() => user_stories.id, { onDelete: "cascade" }),
    skill_id: text()
      .notNull()
      .references(() => skills.id),
    ...provenance(),
  },
  (t) => [
    unique("user_story_skills_once").on(t.user_id, t.story_id, t.skill_id),
    index("user_story_skills_story").on(t.story_id),
    index("user_story_skills_skill").on(t.skill_id),
  ],
);

/** Spec 3.5; all texts are sealed. */
export const user_failure_reframes = sqliteTable(
  "user_failure_reframes",
  {
    id: text().primaryKey(),
    user_id: owner(),
    situation: text(),
    initial_feelings: text(),
    what_learned: text(),
    what_would_change: text(),
    silver_lining: text(),
    next_step: text(),
    reframed_statement: text(),
    ...provenance(),
  },
  (t) => [index("idx_user_failure_reframes_user").on(t.user_id)],
);
