/**
 * The tables a list can fill (decisions 5 and 17), by what their columns ask of a field. Columns not named here
 * hold text.
 */
interface ListTable {
  /** The column that names a row: its text wherever the row is brought back. */
  readonly label: string;
  /** Columns of whole numbers. */
  readonly whole?: readonly string[];
  /** Columns that point at rows of another table. */
  readonly links?: Readonly<Record<string, string>>;
}

export const listTargets = [
  "user_list_items",
  "user_experiences",
  "user_locations",
  "user_career_options",
  "user_milestones",
  "user_companies",
  "user_contacts",
  "user_jobs",
] as const;
export type ListTarget = (typeof listTargets)[number];

export const listTables: Readonly<Record<ListTarget, ListTable>> = {
  user_list_items: { label: "text" },
  user_experiences: { label: "title" },
  user_locations: { label: "name" },
  user_career_options: { label: "title" },
  user_milestones: {
    label: "title",
    whole: ["year", "quarter"],
    links: { career_option_id: "user_career_options" },
  },
  user_companies: { label: "name" },
  user_contacts: { label: "name", links: { company_id: "user_companies" } },
  user_jobs: { label: "title", links: { company_id: "user_companies" } },
};

export const isWhole = (target: ListTarget, column: string): boolean =>
  listTables[target].whole?.includes(column) ?? false;
