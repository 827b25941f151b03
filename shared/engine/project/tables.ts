/**
 * The tables a learner's answers project into (decision 5), and the columns a row of each has besides its id
 * and the ones every Tier 1 row carries. A column that no placement has said is null, or its default here.
 */
interface ProjectedTable {
  /** Columns that placements own. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** One row per learner, keyed by `user_id` instead of `id`. */
  readonly oneRow?: boolean;
  /** Rows that hang on another row and carry no provenance of their own. */
  readonly bare?: boolean;
  /** Columns without which there is no row yet: D1 would refuse it. */
  readonly needs?: readonly string[];
}

const none = (...names: string[]): Record<string, null> =>
  Object.fromEntries(names.map((name) => [name, null]));

export const projectedTables: Readonly<Record<string, ProjectedTable>> = {
  user_experiences: {
    columns: none("title", "organization", "experience_type", "start_date", "end_date", "description"),
    needs: ["title"],
  },
  user_stories: {
    columns: none(
      "experience_id",
      "title",
      "situation",
      "obstacle",
      "action",
      "result",
      "evaluation",
      "discovery",
      "story_type",
    ),
  },
  user_skills: {
    columns: none("skill_id", "category", "mastery", "evidence", "rank"),
    needs: ["skill_id"],
  },
  user_experience_skills: { columns: none("experience_id", "skill_id") },
  user_story_skills: { columns: none("story_id", "skill_id") },
  user_lists: { columns: none("name", "context") },
  user_list_items: { columns: none("list_id", "content", "position") },
  user_checklists: { columns: { ...none("prompt_id", "exercise_id"), checked: 0 } },
  user_failure_reframes: {
    columns: none(
      "situation",
      "initial_feelings",
      "what_learned",
      "what_would_change",
      "silver_lining",
      "next_step",
      "reframed_statement",
    ),
  },
  user_locations: { columns: none("name", "rank", "traits_liked", "traits_disliked", "notes") },
  user_career_options: {
    columns: none(
      "title",
      "description",
      "rank",
      "coherence_score",
      "work_needs_score",
      "life_needs_score",
      "unknowns_score",
      "notes",
    ),
    needs: ["title"],
  },
  user_milestones: {
    columns: none("career_option_id", "year", "quarter", "title", "category", "description"),
    needs: ["year", "title"],
  },
  user_companies: { columns: none("name", "status", "research_notes", "url"), needs: ["name"] },
  user_contacts: {
    columns: none("company_id", "name", "title", "relationship_status", "notes", "linkedin_url"),
  },
  user_jobs: {
    columns: none("company_id", "title", "posting_url", "application_status", "notes"),
    needs: ["title"],
  },
  user_flow_logs: {
    columns: none("activity", "energy", "focus", "logged_date"),
    needs: ["activity", "logged_date"],
  },
  user_idea_nodes: { columns: none("content"), needs: ["content"] },
  user_idea_trees: { columns: none("name", "root_node_id") },
  user_idea_edges: { columns: { ...none("tree_id", "from_node_id", "to_node_id"), position: 0 } },
  user_budget: {
    columns: none(
      "monthly_expenses",
      "annual_needs",
      "hourly_batna",
      "benefits_needed",
      "notes",
      "lines",
      "currency",
    ),
    oneRow: true,
  },
  user_profile: {
    columns: none(
      "headline",
      "summary",
      "identity_story",
      "allegory",
      "value_proposition",
      "life_dashboard_work",
      "life_dashboard_play",
      "life_dashboard_love",
      "life_dashboard_health",
      "life_dashboard_notes",
    ),
    oneRow: true,
  },
  user_values: { columns: none("work_values", "life_values", "compass_statement"), oneRow: true },
  user_assessments: { columns: none("completed_at") },
  user_competency_scores: {
    columns: none("assessment_id", "competency_id", "score", "assessed_at"),
    bare: true,
  },
};
