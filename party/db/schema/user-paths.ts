import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { between, oneOf } from "./columns.ts";
import { owner, ownerKey, provenance } from "./owned.ts";

/* Tier 1 (spec section 3), continued: places, paths, money, energy and ideas. */

/** Spec 3.7; `name`, the traits and `notes` are sealed, so `name` is nullable (decision 6). */
export const user_locations = sqliteTable(
  "user_locations",
  {
    id: text().primaryKey(),
    user_id: owner(),
    name: text(),
    rank: integer(),
    traits_liked: text(),
    traits_disliked: text(),
    notes: text(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_locations_user").on(t.user_id),
    index("idx_user_locations_rank")
      .on(t.user_id, t.rank)
      .where(sql`${t.rank} IS NOT NULL`),
  ],
);

/** Spec 3.8; `notes` is sealed. */
export const user_career_options = sqliteTable(
  "user_career_options",
  {
    id: text().primaryKey(),
    user_id: owner(),
    title: text().notNull(),
    description: text(),
    rank: integer(),
    coherence_score: integer(),
    work_needs_score: integer(),
    life_needs_score: integer(),
    unknowns_score: integer(),
    notes: text(),
    ...provenance(),
  },
  (t) => [index("idx_user_career_options_user").on(t.user_id), between(t.rank, 1, 3)],
);

export const milestoneCategories = ["work", "education", "personal", "skill"] as const;

/** Spec 3.9; `career_option_id` by decision 5. */
export const user_milestones = sqliteTable(
  "user_milestones",
  {
    id: text().primaryKey(),
    user_id: owner(),
    career_option_id: text().references(() => user_career_options.id, { onDelete: "set null" }),
    year: integer().notNull(),
    quarter: integer(),
    title: text().notNull(),
    category: text({ enum: milestoneCategories }),
    description: text(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_milestones_user").on(t.user_id),
    index("idx_user_milestones_year").on(t.user_id, t.year),
    index("user_milestones_option").on(t.career_option_id),
    between(t.quarter, 1, 4),
    oneOf(t.category, milestoneCategories),
  ],
);

/** Spec 3.10; every value is an envelope, so the spec's INTEGER columns are TEXT (decision 6). */
export const user_budget = sqliteTable("user_budget", {
  user_id: ownerKey(),
  monthly_expenses: text(),
  annual_needs: text(),
  hourly_batna: text(),
  benefits_needed: text(),
  notes: text(),
  lines: text(),
  currency: text(),
  ...provenance(),
});

/** Spec 3.10 (the second so numbered). */
export const user_flow_logs = sqliteTable(
  "user_flow_logs",
  {
    id: text().primaryKey(),
    user_id: owner(),
    activity: text().notNull(),
    energy: integer(),
    focus: integer(),
    logged_date: text().notNull(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_flow_logs_user").on(t.user_id),
    index("idx_user_flow_logs_date").on(t.user_id, t.logged_date),
    between(t.energy, -2, 2),
    between(t.focus, 1, 5),
  ],
);

/** Spec 3.15, decision 18: `id` is UUIDv5 of learner and folded text. */
export const user_idea_nodes = sqliteTable(
  "user_idea_nodes",
  {
    id: text().primaryKey(),
    user_id: owner(),
    content: text().notNull(),
    ...provenance(),
  },
  (t) => [
    unique("user_idea_nodes_one_per_concept").on(t.user_id, t.content),
    index("idx_user_idea_nodes_user").on(t.user_id),
  ],
);

/** Spec 3.14. */
export const user_idea_trees = sqliteTable(
  "user_idea_trees",
  {
    id: text().primaryKey(),
    user_id: owner(),
    name: text(),
    root_node_id: text().references(() => user_idea_nodes.id, { onDelete: "set null" }),
    ...provenance(),
  },
  (t) => [index("idx_user_idea_trees_user").on(t.user_id), index("user_idea_trees_root").on(t.root_node_id)],
);

/** Spec 3.16, decision 18: a tree is its edges, in order. `user_id` is ours (decision 38). */
export const user_idea_edges = sqliteTable(
  "user_idea_edges",
  {
    id: text().primaryKey(),
    user_id: owner(),
    tree_id: text()
      .notNull()
      .references(() => user_idea_trees.id, { onDelete: "cascade" }),
    from_node_id: text()
      .notNull()
      .references(() => user_idea_nodes.id, { onDelete: "cascade" }),
    to_node_id: text()
      .notNull()
      .references(() => user_idea_nodes.id, { onDelete: "cascade" }),
    position: integer().notNull().default(0),
    ...provenance(),
  },
  (t) => [
    unique("user_idea_edges_once").on(t.user_id, t.tree_id, t.from_node_id, t.to_node_id),
    index("idx_user_idea_edges_tree").on(t.tree_id),
    index("idx_user_idea_edges_from").on(t.from_node_id),
    index("idx_user_idea_edges_to").on(t.to_node_id),
  ],
);
