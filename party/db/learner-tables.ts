import * as schema from "./schema/index.ts";

/**
 * The tables that a learner's object writes, by name (decision 35). Beside them the object has only
 * `user_ops` and `user_streams` (`stream.ts`); `auth`, `emails`, `sessions` and `auth_tokens` are the worker's.
 */
export const tables = {
  users: schema.users,
  user_settings: schema.user_settings,
  user_modules: schema.user_modules,
  skills: schema.skills,
  user_responses: schema.user_responses,
  user_tool_instances: schema.user_tool_instances,
  user_revisions: schema.user_revisions,
  user_profile: schema.user_profile,
  user_values: schema.user_values,
  user_skills: schema.user_skills,
  user_experiences: schema.user_experiences,
  user_experience_skills: schema.user_experience_skills,
  user_stories: schema.user_stories,
  user_story_skills: schema.user_story_skills,
  user_failure_reframes: schema.user_failure_reframes,
  user_locations: schema.user_locations,
  user_career_options: schema.user_career_options,
  user_milestones: schema.user_milestones,
  user_budget: schema.user_budget,
  user_flow_logs: schema.user_flow_logs,
  user_companies: schema.user_companies,
  user_contacts: schema.user_contacts,
  user_jobs: schema.user_jobs,
  user_idea_nodes: schema.user_idea_nodes,
  user_idea_trees: schema.user_idea_trees,
  user_idea_edges: schema.user_idea_edges,
  user_lists: schema.user_lists,
  user_list_items: schema.user_list_items,
  user_checklists: schema.user_checklists,
  user_assessments: schema.user_assessments,
  user_competency_scores: schema.user_competency_scores,
  user_practice_log: schema.user_practice_log,
  user_notes: schema.user_notes,
  user_looks: schema.user_looks,
  user_sealed: schema.user_sealed,
  user_wallet: schema.user_wallet,
  live_participants: schema.live_participants,
  live_answers: schema.live_answers,
  live_shares: schema.live_shares,
  live_blocks: schema.live_blocks,
} as const;

export type TableName = keyof typeof tables;

export const isTableName = (name: string): name is TableName => Object.hasOwn(tables, name);

export const tableNames: readonly TableName[] = Object.keys(tables).filter(isTableName);
