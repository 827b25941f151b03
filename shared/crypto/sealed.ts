/**
 * The columns that are sealed wherever they are written (decision 6). Content that saves a private field to a
 * column which is not here does not build. `user_lists.name`, `user_list_items.content` and
 * `user_responses.response_text` are sealed by placement (`stem.private`).
 */
export const sealedColumns: Readonly<Record<string, readonly string[]>> = {
  user_budget: [
    "monthly_expenses",
    "annual_needs",
    "hourly_batna",
    "benefits_needed",
    "notes",
    "lines",
    "currency",
  ],
  user_contacts: ["name", "title", "notes", "linkedin_url"],
  user_locations: ["name", "traits_liked", "traits_disliked", "notes"],
  user_values: ["life_values"],
  user_failure_reframes: [
    "situation",
    "initial_feelings",
    "what_learned",
    "what_would_change",
    "silver_lining",
    "next_step",
    "reframed_statement",
  ],
  user_career_options: ["notes"],
  user_jobs: ["notes"],
  user_profile: ["life_dashboard_notes"],
  user_practice_log: ["note"],
};

export const isSealedColumn = (table: string, column: string): boolean =>
  sealedColumns[table]?.includes(column) ?? false;

/**
 * Tables with one row per learner: what is sealed there is bound to the learner's id. Permanent, like every
 * place: an envelope is opened only where it was sealed.
 */
const oneRowTables: ReadonlySet<string> = new Set(["user_profile", "user_values", "user_budget"]);

export const hasOneRow = (table: string): boolean => oneRowTables.has(table);
