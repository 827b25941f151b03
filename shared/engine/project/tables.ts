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
}

const none = (...names: string[]): Record<string, null> =>
  Object.fromEntries(names.map((name) => [name, null]));

export const projectedTables: Readonly<Record<string, ProjectedTable>> = {
  user_experiences: {
    columns: none("title", "organization", "experience_type", "start_date", "end_date", "description"),
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
  user_skills: { columns: none("skill_id", "category", "mastery", "evidence", "rank") },
  user_experience_skills: { columns: none("experience_id", "skill_id") },
  user_story_skills: { columns: none("story_id", "skill_id") },
  user_lists: { columns: none("name", "context") },
  user_list_items: { columns: none("list_id", "content", "position") },
  user_checklists: { columns: { ...none("prompt_id", "exercise_id"), checked: 0 } },
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
