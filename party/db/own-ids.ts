import type { TableName } from "./learner-tables.ts";

/*
 * A row that a client makes has its id from there: a name within one learner's data, which a key of D1's is not. Where
 * somebody else has a row by that name, the learner's stands beside it, as `<id>/<learner>`; outside D1 nobody knows of
 * that (docs/decisions/0041). In the SQL here ?2 is the learner.
 */

/** Tables whose ids are clients', or made of such an id alone. Elsewhere an id is made of the learner's own. */
const named: ReadonlySet<TableName> = new Set([
  "user_tool_instances",
  "user_experiences",
  "user_experience_skills",
  "user_stories",
  "user_story_skills",
  "user_failure_reframes",
  "user_locations",
  "user_career_options",
  "user_milestones",
  "user_flow_logs",
  "user_companies",
  "user_contacts",
  "user_jobs",
  "user_idea_trees",
  "user_assessments",
  "user_competency_scores",
]);

export const isNamed = (table: TableName): boolean => named.has(table);

const beside = (id: string): string => `${id} || '/' || ?2`;

/**
 * The id under which the learner's row stands, or will: a row that stands beside somebody else's stays there also when
 * theirs is gone.
 * @param id an SQL expression of the row's name
 */
export const standingId = (table: TableName, owner: string, id: string): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM "${table}" AS "o" WHERE "o"."id" IN (${id}, ${beside(id)}) ` +
  `AND ("o"."${owner}" IS NOT ?2 OR "o"."id" IS NOT ${id})) THEN ${beside(id)} ELSE ${id} END`;

/** The id of a row that another one points at, after that row was written. */
export const pointedAt = (table: TableName, id: string): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM "${table}" AS "o" WHERE "o"."id" = ${beside(id)}) THEN ${beside(id)} ELSE ${id} END`;

/** The ids of a JSON array `?1`, and where their rows may stand beside. */
export const eitherId = `SELECT "value" FROM json_each(?1) UNION ALL SELECT ${beside(`"value"`)} FROM json_each(?1)`;

/** The name of a row by the id that D1 has. */
export function nameOf(userId: string, id: string): string {
  const end = `/${userId}`;
  return id.endsWith(end) ? id.slice(0, -end.length) : id;
}
