/*
 * What the spec says in its CREATE statements (data-architecture.md, Section 12), without CHECKs, which
 * `checks.test.ts` has. A record to test against: it changes only when the spec does.
 */

/** Table, then its columns. */
export const specTables = `
users: id TEXT PRIMARY KEY, is_anonymous INTEGER NOT NULL DEFAULT 1, workbook_complete INTEGER NOT NULL
  DEFAULT 0, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
auth: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, type TEXT NOT NULL, password_hash TEXT, wrapped_data_key
  TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
emails: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, email TEXT NOT NULL UNIQUE, is_active INTEGER NOT NULL
  DEFAULT 1, added_at TEXT NOT NULL
sessions: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, created_at TEXT NOT NULL, last_seen_at TEXT NOT NULL
user_settings: user_id TEXT PRIMARY KEY, background_color TEXT NOT NULL DEFAULT 'cream', text_color TEXT NOT
  NULL DEFAULT 'charcoal', font TEXT NOT NULL DEFAULT 'system', personality_type TEXT, created_at TEXT NOT
  NULL, updated_at TEXT NOT NULL
user_modules: user_id TEXT NOT NULL, module_id TEXT NOT NULL, first_completed_at TEXT NOT NULL,
  last_modified_at TEXT NOT NULL
user_profile: user_id TEXT PRIMARY KEY, headline TEXT, summary TEXT, identity_story TEXT, allegory TEXT,
  value_proposition TEXT, life_dashboard_work INTEGER, life_dashboard_play INTEGER, life_dashboard_love
  INTEGER, life_dashboard_health INTEGER, life_dashboard_notes TEXT, created_at TEXT NOT NULL, updated_at
  TEXT NOT NULL
user_values: user_id TEXT PRIMARY KEY, work_values TEXT, life_values TEXT, compass_statement TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_skills: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, skill_id TEXT NOT NULL, category TEXT, mastery
  INTEGER, evidence TEXT, rank INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_stories: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, experience_id TEXT, title TEXT, situation TEXT,
  obstacle TEXT, action TEXT, result TEXT, evaluation TEXT, discovery TEXT, story_type TEXT, created_at TEXT
  NOT NULL, updated_at TEXT NOT NULL
user_failure_reframes: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, situation TEXT, initial_feelings TEXT,
  what_learned TEXT, what_would_change TEXT, silver_lining TEXT, next_step TEXT, reframed_statement TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_experiences: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, title TEXT NOT NULL, organization TEXT,
  experience_type TEXT, start_date TEXT, end_date TEXT, description TEXT, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
user_experience_skills: id TEXT PRIMARY KEY, experience_id TEXT NOT NULL, skill_id TEXT NOT NULL, created_at
  TEXT NOT NULL
user_locations: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT NOT NULL, rank INTEGER, traits_liked
  TEXT, traits_disliked TEXT, notes TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_career_options: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, title TEXT NOT NULL, description TEXT, rank
  INTEGER, coherence_score INTEGER, work_needs_score INTEGER, life_needs_score INTEGER, unknowns_score
  INTEGER, notes TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_milestones: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, year INTEGER NOT NULL, quarter INTEGER, title
  TEXT NOT NULL, category TEXT, description TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_budget: user_id TEXT PRIMARY KEY, monthly_expenses INTEGER, annual_needs INTEGER, hourly_batna INTEGER,
  benefits_needed TEXT, notes TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_flow_logs: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, activity TEXT NOT NULL, energy INTEGER, focus
  INTEGER, logged_date TEXT NOT NULL, created_at TEXT NOT NULL
user_companies: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT NOT NULL, status TEXT, research_notes
  TEXT, url TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_contacts: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, company_id TEXT, name TEXT NOT NULL, title TEXT,
  relationship_status TEXT, notes TEXT, linkedin_url TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT
  NULL
user_jobs: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, company_id TEXT, title TEXT NOT NULL, posting_url
  TEXT, application_status TEXT, notes TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_idea_trees: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT, root_node_id TEXT, created_at TEXT
  NOT NULL, updated_at TEXT NOT NULL
user_idea_nodes: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, content TEXT NOT NULL, created_at TEXT NOT NULL
user_idea_edges: id TEXT PRIMARY KEY, tree_id TEXT NOT NULL, from_node_id TEXT NOT NULL, to_node_id TEXT NOT
  NULL, created_at TEXT NOT NULL
user_competency_scores: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, competency_id TEXT NOT NULL, score
  INTEGER NOT NULL, assessed_at TEXT NOT NULL
user_responses: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, prompt_id TEXT NOT NULL, exercise_id TEXT,
  activity_id TEXT, response_text TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
user_lists: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT NOT NULL, context TEXT, created_at TEXT
  NOT NULL, updated_at TEXT NOT NULL
user_list_items: id TEXT PRIMARY KEY, list_id TEXT NOT NULL, content TEXT NOT NULL, position INTEGER NOT
  NULL, created_at TEXT NOT NULL
user_checklists: id TEXT PRIMARY KEY, user_id TEXT NOT NULL, prompt_id TEXT NOT NULL, exercise_id TEXT,
  checked INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
stem: id INTEGER PRIMARY KEY, part INTEGER NOT NULL, module INTEGER NOT NULL, exercise INTEGER NOT NULL,
  activity INTEGER NOT NULL, sequence INTEGER NOT NULL UNIQUE, block_type TEXT NOT NULL, content_id INTEGER,
  connection_id INTEGER
content_blocks: id INTEGER PRIMARY KEY, content_type TEXT NOT NULL, content TEXT NOT NULL, version INTEGER
  NOT NULL DEFAULT 1, is_active INTEGER NOT NULL DEFAULT 1
prompts: id INTEGER PRIMARY KEY, prompt_text TEXT NOT NULL, input_type TEXT NOT NULL, input_config TEXT,
  version INTEGER NOT NULL DEFAULT 1, is_active INTEGER NOT NULL DEFAULT 1
tools: id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, instructions TEXT, icon_name TEXT,
  has_reminder INTEGER NOT NULL DEFAULT 0, reminder_frequency TEXT, reminder_prompt TEXT,
  unlocks_at_exercise TEXT, version INTEGER NOT NULL DEFAULT 1, is_active INTEGER NOT NULL DEFAULT 1
connections: id INTEGER PRIMARY KEY, source_block_id INTEGER, target_block_id INTEGER, source_location TEXT,
  target_location TEXT, connection_type TEXT NOT NULL, data_object TEXT, source_tool_id INTEGER, transform
  TEXT, implementation_notes TEXT
data_objects: id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_in TEXT NOT NULL, reused_in TEXT,
  data_type TEXT NOT NULL, implementation_notes TEXT
ongoing_practices: id INTEGER PRIMARY KEY, name TEXT NOT NULL, established_in TEXT NOT NULL, used_by TEXT,
  frequency TEXT NOT NULL, purpose TEXT
personality_types: code TEXT PRIMARY KEY, name TEXT NOT NULL, summary TEXT NOT NULL
competencies: id TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL, category TEXT NOT NULL,
  sort_order INTEGER NOT NULL, relevant_modules TEXT
competency_levels: id TEXT PRIMARY KEY, competency_id TEXT NOT NULL, level INTEGER NOT NULL, description
  TEXT NOT NULL, job_context TEXT
skills: id TEXT PRIMARY KEY, name TEXT NOT NULL, category TEXT, is_custom INTEGER NOT NULL DEFAULT 0,
  created_by TEXT, review_status TEXT, created_at TEXT NOT NULL
references: id TEXT PRIMARY KEY, citation_number INTEGER NOT NULL UNIQUE, author_surname TEXT NOT NULL,
  full_citation TEXT NOT NULL, short_citation TEXT NOT NULL, category TEXT, metadata TEXT, created_at TEXT
  NOT NULL
content_sources: id TEXT PRIMARY KEY, exercise_id TEXT NOT NULL, reference_id TEXT NOT NULL, usage_type TEXT
  NOT NULL, notes TEXT
`;

/** Unique and composite keys. */
export const specKeys = [
  "user_modules PRIMARY KEY (user_id, module_id)",
  "user_skills UNIQUE(user_id, skill_id)",
  "user_experience_skills UNIQUE(experience_id, skill_id)",
  "user_idea_nodes UNIQUE(user_id, content)",
  "user_idea_edges UNIQUE(tree_id, from_node_id, to_node_id)",
  "user_competency_scores UNIQUE(user_id, competency_id)",
  "competency_levels UNIQUE(competency_id, level)",
];

/** Child column, parent column, on delete. */
export const specForeignKeys = [
  "auth.user_id users.id CASCADE",
  "emails.user_id users.id CASCADE",
  "sessions.user_id users.id CASCADE",
  "user_settings.user_id users.id CASCADE",
  "user_settings.personality_type personality_types.code NO ACTION",
  "user_modules.user_id users.id CASCADE",
  "user_profile.user_id users.id CASCADE",
  "user_values.user_id users.id CASCADE",
  "user_skills.user_id users.id CASCADE",
  "user_skills.skill_id skills.id NO ACTION",
  "user_stories.user_id users.id CASCADE",
  "user_stories.experience_id user_experiences.id SET NULL",
  "user_failure_reframes.user_id users.id CASCADE",
  "user_experiences.user_id users.id CASCADE",
  "user_experience_skills.experience_id user_experiences.id CASCADE",
  "user_experience_skills.skill_id skills.id NO ACTION",
  "user_locations.user_id users.id CASCADE",
  "user_career_options.user_id users.id CASCADE",
  "user_milestones.user_id users.id CASCADE",
  "user_budget.user_id users.id CASCADE",
  "user_flow_logs.user_id users.id CASCADE",
  "user_companies.user_id users.id CASCADE",
  "user_contacts.user_id users.id CASCADE",
  "user_contacts.company_id user_companies.id SET NULL",
  "user_jobs.user_id users.id CASCADE",
  "user_jobs.company_id user_companies.id SET NULL",
  "user_idea_trees.user_id users.id CASCADE",
  "user_idea_trees.root_node_id user_idea_nodes.id SET NULL",
  "user_idea_nodes.user_id users.id CASCADE",
  "user_idea_edges.tree_id user_idea_trees.id CASCADE",
  "user_idea_edges.from_node_id user_idea_nodes.id CASCADE",
  "user_idea_edges.to_node_id user_idea_nodes.id CASCADE",
  "user_competency_scores.user_id users.id CASCADE",
  "user_competency_scores.competency_id competencies.id NO ACTION",
  "user_responses.user_id users.id CASCADE",
  "user_responses.prompt_id prompts.id NO ACTION",
  "user_lists.user_id users.id CASCADE",
  "user_list_items.list_id user_lists.id CASCADE",
  "user_checklists.user_id users.id CASCADE",
  "user_checklists.prompt_id prompts.id NO ACTION",
  "stem.connection_id connections.id NO ACTION",
  "connections.source_block_id content_blocks.id NO ACTION",
  "connections.target_block_id content_blocks.id NO ACTION",
  "connections.source_tool_id tools.id NO ACTION",
  "competency_levels.competency_id competencies.id NO ACTION",
  "skills.created_by users.id SET NULL",
  "content_sources.reference_id references.id NO ACTION",
];

/** Indexes. */
export const specIndexes = [
  "idx_auth_user_id auth(user_id)",
  "idx_emails_user_id emails(user_id)",
  "idx_sessions_user_id sessions(user_id)",
  "idx_user_skills_user user_skills(user_id)",
  "idx_user_skills_category user_skills(user_id, category)",
  "idx_user_skills_rank user_skills(user_id, rank) WHERE rank IS NOT NULL",
  "idx_user_stories_user user_stories(user_id)",
  "idx_user_stories_type user_stories(user_id, story_type)",
  "idx_user_failure_reframes_user user_failure_reframes(user_id)",
  "idx_user_experiences_user user_experiences(user_id)",
  "idx_user_experiences_type user_experiences(user_id, experience_type)",
  "idx_user_experience_skills_experience user_experience_skills(experience_id)",
  "idx_user_experience_skills_skill user_experience_skills(skill_id)",
  "idx_user_locations_user user_locations(user_id)",
  "idx_user_locations_rank user_locations(user_id, rank) WHERE rank IS NOT NULL",
  "idx_user_career_options_user user_career_options(user_id)",
  "idx_user_milestones_user user_milestones(user_id)",
  "idx_user_milestones_year user_milestones(user_id, year)",
  "idx_user_flow_logs_user user_flow_logs(user_id)",
  "idx_user_flow_logs_date user_flow_logs(user_id, logged_date)",
  "idx_user_companies_user user_companies(user_id)",
  "idx_user_companies_status user_companies(user_id, status)",
  "idx_user_contacts_user user_contacts(user_id)",
  "idx_user_contacts_company user_contacts(company_id)",
  "idx_user_jobs_user user_jobs(user_id)",
  "idx_user_jobs_company user_jobs(company_id)",
  "idx_user_jobs_status user_jobs(user_id, application_status)",
  "idx_user_idea_trees_user user_idea_trees(user_id)",
  "idx_user_idea_nodes_user user_idea_nodes(user_id)",
  "idx_user_idea_edges_tree user_idea_edges(tree_id)",
  "idx_user_idea_edges_from user_idea_edges(from_node_id)",
  "idx_user_idea_edges_to user_idea_edges(to_node_id)",
  "idx_user_competency_scores_user user_competency_scores(user_id)",
  "idx_user_responses_user user_responses(user_id)",
  "idx_user_responses_prompt user_responses(user_id, prompt_id)",
  "idx_user_responses_exercise user_responses(user_id, exercise_id)",
  "idx_user_lists_user user_lists(user_id)",
  "idx_user_list_items_list user_list_items(list_id)",
  "idx_user_checklists_user user_checklists(user_id)",
  "idx_user_checklists_exercise user_checklists(user_id, exercise_id)",
  "idx_stem_sequence stem(sequence)",
  "idx_stem_location stem(part, module, exercise, activity)",
  "idx_stem_block_type stem(block_type, content_id)",
  "idx_content_blocks_type content_blocks(content_type)",
  "idx_content_blocks_active content_blocks(is_active)",
  "idx_prompts_type prompts(input_type)",
  "idx_prompts_active prompts(is_active)",
  "idx_tools_name tools(name)",
  "idx_tools_reminder tools(has_reminder, reminder_frequency)",
  "idx_connections_source connections(source_block_id)",
  "idx_connections_target connections(target_block_id)",
  "idx_connections_type connections(connection_type)",
  "idx_data_objects_name data_objects(name)",
  "idx_competencies_category competencies(category, sort_order)",
  "idx_competency_levels_competency competency_levels(competency_id)",
  "idx_skills_category skills(category)",
  "idx_skills_name skills(name)",
  "idx_skills_review skills(review_status) WHERE is_custom = 1",
  "idx_references_citation_number references(citation_number)",
  "idx_references_author_surname references(author_surname)",
  "idx_content_sources_exercise content_sources(exercise_id)",
  "idx_content_sources_reference content_sources(reference_id)",
];
