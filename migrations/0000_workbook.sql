CREATE TABLE `user_assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`completed_at` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_assessments_user` ON `user_assessments` (`user_id`);--> statement-breakpoint
CREATE TABLE `user_competency_scores` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`competency_id` text NOT NULL,
	`score` integer NOT NULL,
	`assessed_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `user_assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`competency_id`) REFERENCES `competencies`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_competency_scores_score_range" CHECK("user_competency_scores"."score" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE INDEX `user_competency_scores_assessment` ON `user_competency_scores` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `idx_user_competency_scores_user` ON `user_competency_scores` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_competency_scores_once` ON `user_competency_scores` (`user_id`,`assessment_id`,`competency_id`);--> statement-breakpoint
CREATE TABLE `content_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`exercise_id` text NOT NULL,
	`reference_id` text NOT NULL,
	`usage_type` text NOT NULL,
	`notes` text,
	FOREIGN KEY (`reference_id`) REFERENCES `references`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "content_sources_usage_type_known" CHECK("content_sources"."usage_type" IN ('direct_quote', 'framework', 'concept', 'adaptation', 'inspiration'))
);
--> statement-breakpoint
CREATE INDEX `idx_content_sources_exercise` ON `content_sources` (`exercise_id`);--> statement-breakpoint
CREATE INDEX `idx_content_sources_reference` ON `content_sources` (`reference_id`);--> statement-breakpoint
CREATE TABLE `references` (
	`id` text PRIMARY KEY NOT NULL,
	`citation_number` integer NOT NULL,
	`author_surname` text NOT NULL,
	`full_citation` text NOT NULL,
	`short_citation` text NOT NULL,
	`category` text,
	`metadata` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idx_references_citation_number` ON `references` (`citation_number`);--> statement-breakpoint
CREATE INDEX `idx_references_author_surname` ON `references` (`author_surname`);--> statement-breakpoint
CREATE TABLE `content_releases` (
	`version` integer PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`active` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	CONSTRAINT "content_releases_active_flag" CHECK("content_releases"."active" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `content_releases_one_active` ON `content_releases` (`active`) WHERE "content_releases"."active" = 1;--> statement-breakpoint
CREATE TABLE `data_objects` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_in` text NOT NULL,
	`reused_in` text,
	`data_type` text NOT NULL,
	`implementation_notes` text,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idx_data_objects_name` ON `data_objects` (`name`);--> statement-breakpoint
CREATE TABLE `ongoing_practices` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`established_in` text NOT NULL,
	`used_by` text,
	`frequency` text NOT NULL,
	`purpose` text,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ongoing_practices_key` ON `ongoing_practices` (`key`);--> statement-breakpoint
CREATE TABLE `outline` (
	`id` text PRIMARY KEY NOT NULL,
	`level` text NOT NULL,
	`title` text NOT NULL,
	`purpose` text,
	`minutes` integer,
	`position` integer NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "outline_level_known" CHECK("outline"."level" IN ('part', 'module', 'exercise', 'activity'))
);
--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_block_id` integer,
	`target_block_id` integer,
	`source_stem_id` integer,
	`target_stem_id` integer,
	`source_location` text,
	`target_location` text,
	`connection_type` text NOT NULL,
	`data_object` text,
	`source_tool_id` integer,
	`transform` text,
	`reveal` text DEFAULT 'shown' NOT NULL,
	`implementation_notes` text,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`source_block_id`) REFERENCES `content_blocks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_block_id`) REFERENCES `content_blocks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_tool_id`) REFERENCES `tools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "connections_connection_type_known" CHECK("connections"."connection_type" IN ('forward', 'backward', 'internal', 'resource', 'framework')),
	CONSTRAINT "connections_reveal_known" CHECK("connections"."reveal" IN ('shown', 'on_request', 'count'))
);
--> statement-breakpoint
CREATE INDEX `idx_connections_source` ON `connections` (`source_block_id`);--> statement-breakpoint
CREATE INDEX `idx_connections_target` ON `connections` (`target_block_id`);--> statement-breakpoint
CREATE INDEX `idx_connections_type` ON `connections` (`connection_type`);--> statement-breakpoint
CREATE INDEX `connections_source_stem` ON `connections` (`source_stem_id`);--> statement-breakpoint
CREATE INDEX `connections_target_stem` ON `connections` (`target_stem_id`);--> statement-breakpoint
CREATE TABLE `content_blocks` (
	`id` integer PRIMARY KEY NOT NULL,
	`content_type` text NOT NULL,
	`content` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`is_active` integer DEFAULT 1 NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "content_blocks_content_type_known" CHECK("content_blocks"."content_type" IN ('heading', 'instruction', 'note', 'quote', 'transition', 'celebration')),
	CONSTRAINT "content_blocks_is_active_flag" CHECK("content_blocks"."is_active" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_content_blocks_type` ON `content_blocks` (`content_type`);--> statement-breakpoint
CREATE INDEX `idx_content_blocks_active` ON `content_blocks` (`is_active`);--> statement-breakpoint
CREATE TABLE `prompts` (
	`id` integer PRIMARY KEY NOT NULL,
	`prompt_text` text NOT NULL,
	`input_type` text NOT NULL,
	`input_config` text,
	`version` integer DEFAULT 1 NOT NULL,
	`is_active` integer DEFAULT 1 NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "prompts_input_type_known" CHECK("prompts"."input_type" IN ('textarea', 'slider', 'checkbox', 'select')),
	CONSTRAINT "prompts_is_active_flag" CHECK("prompts"."is_active" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_prompts_type` ON `prompts` (`input_type`);--> statement-breakpoint
CREATE INDEX `idx_prompts_active` ON `prompts` (`is_active`);--> statement-breakpoint
CREATE TABLE `stem` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`part` integer NOT NULL,
	`module` integer NOT NULL,
	`exercise` integer NOT NULL,
	`activity` integer NOT NULL,
	`sequence` integer NOT NULL,
	`block_type` text NOT NULL,
	`content_id` integer,
	`connection_id` integer,
	`required` integer DEFAULT 0 NOT NULL,
	`private` integer DEFAULT 0 NOT NULL,
	`retired_in` integer,
	`config` text,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stem_block_type_known" CHECK("stem"."block_type" IN ('content', 'prompt', 'tool')),
	CONSTRAINT "stem_required_flag" CHECK("stem"."required" IN (0, 1)),
	CONSTRAINT "stem_private_flag" CHECK("stem"."private" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stem_key` ON `stem` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `stem_live_sequence` ON `stem` (`sequence`) WHERE "stem"."retired_in" IS NULL;--> statement-breakpoint
CREATE INDEX `idx_stem_sequence` ON `stem` (`sequence`);--> statement-breakpoint
CREATE INDEX `idx_stem_location` ON `stem` (`part`,`module`,`exercise`,`activity`);--> statement-breakpoint
CREATE INDEX `idx_stem_block_type` ON `stem` (`block_type`,`content_id`);--> statement-breakpoint
CREATE TABLE `stem_connections` (
	`stem_id` integer NOT NULL,
	`connection_id` integer NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`stem_id`, `connection_id`),
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stem_connections_connection` ON `stem_connections` (`connection_id`);--> statement-breakpoint
CREATE TABLE `tools` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`label` text NOT NULL,
	`description` text,
	`instructions` text,
	`icon_name` text,
	`has_reminder` integer DEFAULT 0 NOT NULL,
	`reminder_frequency` text,
	`reminder_prompt` text,
	`unlocks_at_exercise` text,
	`version` integer DEFAULT 1 NOT NULL,
	`is_active` integer DEFAULT 1 NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "tools_reminder_frequency_known" CHECK("tools"."reminder_frequency" IN ('daily', 'weekly', 'monthly')),
	CONSTRAINT "tools_has_reminder_flag" CHECK("tools"."has_reminder" IN (0, 1)),
	CONSTRAINT "tools_is_active_flag" CHECK("tools"."is_active" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_tools_name` ON `tools` (`name`);--> statement-breakpoint
CREATE INDEX `idx_tools_reminder` ON `tools` (`has_reminder`,`reminder_frequency`);--> statement-breakpoint
CREATE TABLE `auth` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`type` text NOT NULL,
	`password_hash` text,
	`wrapped_data_key` text,
	`locator` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "auth_type_known" CHECK("auth"."type" IN ('password', 'recovery', 'sealed')),
	CONSTRAINT "auth_locator_on_recovery" CHECK(("auth"."type" = 'recovery') = ("auth"."locator" IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX `idx_auth_user_id` ON `auth` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `auth_one_per_type` ON `auth` (`user_id`,`type`);--> statement-breakpoint
CREATE UNIQUE INDEX `auth_locator` ON `auth` (`locator`);--> statement-breakpoint
CREATE TABLE `auth_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`email` text,
	`payload` text,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "auth_tokens_kind_known" CHECK("auth_tokens"."kind" IN ('confirm', 'reset', 'handover'))
);
--> statement-breakpoint
CREATE INDEX `auth_tokens_user` ON `auth_tokens` (`user_id`);--> statement-breakpoint
CREATE INDEX `auth_tokens_expires_at` ON `auth_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `emails` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`email` text NOT NULL,
	`is_active` integer DEFAULT 1 NOT NULL,
	`verified_at` text,
	`added_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "emails_email_folded" CHECK("emails"."email" = lower(trim("emails"."email"))),
	CONSTRAINT "emails_is_active_flag" CHECK("emails"."is_active" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_emails_user_id` ON `emails` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `emails_active_email` ON `emails` (`email`) WHERE "emails"."is_active" = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `emails_one_active` ON `emails` (`user_id`) WHERE "emails"."is_active" = 1;--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`public_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	`idle_expires_at` text NOT NULL,
	`expires_at` text,
	`auth_at` text,
	`dev_key_enc` text,
	`label` text,
	`revoked_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "sessions_kind_known" CHECK("sessions"."kind" IN ('anon', 'auth'))
);
--> statement-breakpoint
CREATE INDEX `idx_sessions_user_id` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_idle_expires_at` ON `sessions` (`idle_expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_public_id` ON `sessions` (`public_id`) WHERE "sessions"."revoked_at" IS NULL;--> statement-breakpoint
CREATE TABLE `user_modules` (
	`user_id` text NOT NULL,
	`module_id` text NOT NULL,
	`first_completed_at` text,
	`last_modified_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `module_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `user_settings` (
	`user_id` text PRIMARY KEY NOT NULL,
	`background_color` text DEFAULT 'cream' NOT NULL,
	`text_color` text DEFAULT 'charcoal' NOT NULL,
	`font` text DEFAULT 'sans' NOT NULL,
	`personality_type` text,
	`locale` text DEFAULT 'en' NOT NULL,
	`enter_sends` text DEFAULT 'auto' NOT NULL,
	`reminders` integer DEFAULT 0 NOT NULL,
	`time_zone` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`personality_type`) REFERENCES `personality_types`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_settings_background_color_known" CHECK("user_settings"."background_color" IN ('cream', 'ivory', 'sage', 'charcoal', 'black')),
	CONSTRAINT "user_settings_text_color_known" CHECK("user_settings"."text_color" IN ('charcoal', 'black', 'brown', 'cream', 'ivory')),
	CONSTRAINT "user_settings_font_known" CHECK("user_settings"."font" IN ('sans', 'serif', 'system', 'mono', 'readable')),
	CONSTRAINT "user_settings_enter_sends_known" CHECK("user_settings"."enter_sends" IN ('auto', 'always', 'never')),
	CONSTRAINT "user_settings_reminders_flag" CHECK("user_settings"."reminders" IN (0, 1))
);
--> statement-breakpoint
CREATE TABLE `user_ops` (
	`user_id` text NOT NULL,
	`n` integer NOT NULL,
	`op_id` text NOT NULL,
	`first_seq` integer NOT NULL,
	`last_seq` integer NOT NULL,
	`payload_hash` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`user_id`, `n`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "user_ops_range" CHECK("user_ops"."n" >= 1 AND "user_ops"."first_seq" >= 1 AND "user_ops"."last_seq" >= "user_ops"."first_seq" - 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_ops_once` ON `user_ops` (`user_id`,`op_id`);--> statement-breakpoint
CREATE TABLE `user_streams` (
	`user_id` text PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`n` integer NOT NULL,
	`last_seq` integer NOT NULL,
	`frontier` text,
	`content_version` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `operator_alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`user_id` text,
	`detail` text,
	`created_at` text NOT NULL,
	`resolved_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `operator_alerts_user` ON `operator_alerts` (`user_id`);--> statement-breakpoint
CREATE INDEX `operator_alerts_created` ON `operator_alerts` (`created_at`);--> statement-breakpoint
CREATE TABLE `user_practice_log` (
	`user_id` text NOT NULL,
	`practice_id` integer NOT NULL,
	`day` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`note` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `practice_id`, `day`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`practice_id`) REFERENCES `ongoing_practices`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_practice_log_day_format" CHECK("user_practice_log"."day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "user_practice_log_done_flag" CHECK("user_practice_log"."done" IN (0, 1))
);
--> statement-breakpoint
CREATE TABLE `user_sealed` (
	`user_id` text NOT NULL,
	`generation` integer NOT NULL,
	`at` text NOT NULL,
	`env` text NOT NULL,
	`until` text NOT NULL,
	PRIMARY KEY(`user_id`, `generation`, `at`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_sealed_until` ON `user_sealed` (`until`);--> statement-breakpoint
CREATE TABLE `user_wallet` (
	`user_id` text PRIMARY KEY NOT NULL,
	`wallet_json` text NOT NULL,
	`schema_version` text NOT NULL,
	`signature` text,
	`exported_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `competencies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL,
	`category` text NOT NULL,
	`sort_order` integer NOT NULL,
	`relevant_modules` text,
	CONSTRAINT "competencies_category_known" CHECK("competencies"."category" IN ('delivery', 'interpersonal', 'strategic'))
);
--> statement-breakpoint
CREATE INDEX `idx_competencies_category` ON `competencies` (`category`,`sort_order`);--> statement-breakpoint
CREATE TABLE `competency_levels` (
	`id` text PRIMARY KEY NOT NULL,
	`competency_id` text NOT NULL,
	`level` integer NOT NULL,
	`description` text NOT NULL,
	`job_context` text,
	FOREIGN KEY (`competency_id`) REFERENCES `competencies`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "competency_levels_level_range" CHECK("competency_levels"."level" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE INDEX `idx_competency_levels_competency` ON `competency_levels` (`competency_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `competency_levels_one_per_level` ON `competency_levels` (`competency_id`,`level`);--> statement-breakpoint
CREATE TABLE `personality_types` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `skills` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`category` text,
	`is_custom` integer DEFAULT 0 NOT NULL,
	`created_by` text,
	`review_status` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "skills_category_known" CHECK("skills"."category" IN ('transferable', 'self_management', 'knowledge')),
	CONSTRAINT "skills_review_status_known" CHECK("skills"."review_status" IN ('pending', 'approved', 'rejected')),
	CONSTRAINT "skills_is_custom_flag" CHECK("skills"."is_custom" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_skills_category` ON `skills` (`category`);--> statement-breakpoint
CREATE INDEX `idx_skills_name` ON `skills` (`name`);--> statement-breakpoint
CREATE INDEX `idx_skills_review` ON `skills` (`review_status`) WHERE "skills"."is_custom" = 1;--> statement-breakpoint
CREATE INDEX `skills_created_by` ON `skills` (`created_by`);--> statement-breakpoint
CREATE TABLE `user_checklists` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`prompt_id` integer NOT NULL,
	`exercise_id` text,
	`checked` integer DEFAULT 0 NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`prompt_id`) REFERENCES `prompts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_checklists_checked_flag" CHECK("user_checklists"."checked" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_user_checklists_user` ON `user_checklists` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_checklists_exercise` ON `user_checklists` (`user_id`,`exercise_id`);--> statement-breakpoint
CREATE TABLE `user_list_items` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`list_id` text NOT NULL,
	`content` text,
	`position` integer NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`list_id`) REFERENCES `user_lists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_list_items_user` ON `user_list_items` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_list_items_list` ON `user_list_items` (`list_id`);--> statement-breakpoint
CREATE TABLE `user_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text,
	`context` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_lists_user` ON `user_lists` (`user_id`);--> statement-breakpoint
CREATE TABLE `user_responses` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`stem_id` integer NOT NULL,
	`prompt_id` integer,
	`tool_id` integer,
	`exercise_id` text,
	`activity_id` text,
	`response_text` text,
	`op_n` integer NOT NULL,
	`rev` integer NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`only_me` integer DEFAULT 0 NOT NULL,
	`erased` integer DEFAULT 0 NOT NULL,
	`row_id` text,
	`hashes` text,
	`content_version` integer,
	`device` text,
	`responded_at` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prompt_id`) REFERENCES `prompts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tool_id`) REFERENCES `tools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_responses_prompt_or_tool" CHECK(("user_responses"."prompt_id" IS NULL) <> ("user_responses"."tool_id" IS NULL)),
	CONSTRAINT "user_responses_skip_has_no_value" CHECK("user_responses"."skipped" = 0 OR "user_responses"."response_text" IS NULL),
	CONSTRAINT "user_responses_value_or_reason" CHECK("user_responses"."response_text" IS NOT NULL OR "user_responses"."skipped" = 1 OR "user_responses"."erased" = 1),
	CONSTRAINT "user_responses_skipped_flag" CHECK("user_responses"."skipped" IN (0, 1)),
	CONSTRAINT "user_responses_only_me_flag" CHECK("user_responses"."only_me" IN (0, 1)),
	CONSTRAINT "user_responses_erased_flag" CHECK("user_responses"."erased" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `idx_user_responses_user` ON `user_responses` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_responses_prompt` ON `user_responses` (`user_id`,`prompt_id`);--> statement-breakpoint
CREATE INDEX `idx_user_responses_exercise` ON `user_responses` (`user_id`,`exercise_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_responses_one_per_placement` ON `user_responses` (`user_id`,`stem_id`);--> statement-breakpoint
CREATE TABLE `user_revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`stem_id` integer,
	`instance_id` text,
	`rev` integer NOT NULL,
	`value` text,
	`device` text,
	`at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`instance_id`) REFERENCES `user_tool_instances`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "user_revisions_answer_or_instance" CHECK(("user_revisions"."stem_id" IS NULL) <> ("user_revisions"."instance_id" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `user_revisions_user` ON `user_revisions` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_revisions_of_answer` ON `user_revisions` (`user_id`,`stem_id`,`rev`) WHERE "user_revisions"."stem_id" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `user_revisions_of_instance` ON `user_revisions` (`user_id`,`instance_id`,`rev`) WHERE "user_revisions"."instance_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `user_revisions_instance` ON `user_revisions` (`instance_id`);--> statement-breakpoint
CREATE TABLE `user_tool_instances` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`tool_id` integer NOT NULL,
	`value` text,
	`rev` integer NOT NULL,
	`origin` text,
	`content_hash` text,
	`hashes` text,
	`device` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tool_id`) REFERENCES `tools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_tool_instances_value_or_deleted" CHECK("user_tool_instances"."value" IS NOT NULL OR "user_tool_instances"."deleted_at" IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX `user_tool_instances_user` ON `user_tool_instances` (`user_id`,`tool_id`);--> statement-breakpoint
CREATE TABLE `user_experience_skills` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`experience_id` text NOT NULL,
	`skill_id` text NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`experience_id`) REFERENCES `user_experiences`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`skill_id`) REFERENCES `skills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_experience_skills_experience` ON `user_experience_skills` (`experience_id`);--> statement-breakpoint
CREATE INDEX `idx_user_experience_skills_skill` ON `user_experience_skills` (`skill_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_experience_skills_once` ON `user_experience_skills` (`user_id`,`experience_id`,`skill_id`);--> statement-breakpoint
CREATE TABLE `user_experiences` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`organization` text,
	`experience_type` text,
	`start_date` text,
	`end_date` text,
	`description` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_experiences_experience_type_known" CHECK("user_experiences"."experience_type" IN ('job', 'education', 'project', 'other'))
);
--> statement-breakpoint
CREATE INDEX `idx_user_experiences_user` ON `user_experiences` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_experiences_type` ON `user_experiences` (`user_id`,`experience_type`);--> statement-breakpoint
CREATE TABLE `user_failure_reframes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`situation` text,
	`initial_feelings` text,
	`what_learned` text,
	`what_would_change` text,
	`silver_lining` text,
	`next_step` text,
	`reframed_statement` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_failure_reframes_user` ON `user_failure_reframes` (`user_id`);--> statement-breakpoint
CREATE TABLE `user_profile` (
	`user_id` text PRIMARY KEY NOT NULL,
	`headline` text,
	`summary` text,
	`identity_story` text,
	`allegory` text,
	`value_proposition` text,
	`life_dashboard_work` integer,
	`life_dashboard_play` integer,
	`life_dashboard_love` integer,
	`life_dashboard_health` integer,
	`life_dashboard_notes` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_profile_life_dashboard_work_range" CHECK("user_profile"."life_dashboard_work" BETWEEN 1 AND 10),
	CONSTRAINT "user_profile_life_dashboard_play_range" CHECK("user_profile"."life_dashboard_play" BETWEEN 1 AND 10),
	CONSTRAINT "user_profile_life_dashboard_love_range" CHECK("user_profile"."life_dashboard_love" BETWEEN 1 AND 10),
	CONSTRAINT "user_profile_life_dashboard_health_range" CHECK("user_profile"."life_dashboard_health" BETWEEN 1 AND 10)
);
--> statement-breakpoint
CREATE TABLE `user_skills` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`skill_id` text NOT NULL,
	`category` text,
	`mastery` integer,
	`evidence` text,
	`rank` integer,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`skill_id`) REFERENCES `skills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_skills_category_known" CHECK("user_skills"."category" IN ('transferable', 'self_management', 'knowledge')),
	CONSTRAINT "user_skills_mastery_range" CHECK("user_skills"."mastery" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE INDEX `idx_user_skills_user` ON `user_skills` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_skills_category` ON `user_skills` (`user_id`,`category`);--> statement-breakpoint
CREATE INDEX `user_skills_skill` ON `user_skills` (`skill_id`);--> statement-breakpoint
CREATE INDEX `idx_user_skills_rank` ON `user_skills` (`user_id`,`rank`) WHERE "user_skills"."rank" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `user_skills_one_per_skill` ON `user_skills` (`user_id`,`skill_id`);--> statement-breakpoint
CREATE TABLE `user_stories` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`experience_id` text,
	`title` text,
	`situation` text,
	`obstacle` text,
	`action` text,
	`result` text,
	`evaluation` text,
	`discovery` text,
	`story_type` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`experience_id`) REFERENCES `user_experiences`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_stories_story_type_known" CHECK("user_stories"."story_type" IN ('challenge', 'reframe', 'other'))
);
--> statement-breakpoint
CREATE INDEX `idx_user_stories_user` ON `user_stories` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_stories_type` ON `user_stories` (`user_id`,`story_type`);--> statement-breakpoint
CREATE INDEX `user_stories_experience` ON `user_stories` (`experience_id`);--> statement-breakpoint
CREATE TABLE `user_story_skills` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`story_id` text NOT NULL,
	`skill_id` text NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`story_id`) REFERENCES `user_stories`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`skill_id`) REFERENCES `skills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_story_skills_story` ON `user_story_skills` (`story_id`);--> statement-breakpoint
CREATE INDEX `user_story_skills_skill` ON `user_story_skills` (`skill_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_story_skills_once` ON `user_story_skills` (`user_id`,`story_id`,`skill_id`);--> statement-breakpoint
CREATE TABLE `user_values` (
	`user_id` text PRIMARY KEY NOT NULL,
	`work_values` text,
	`life_values` text,
	`compass_statement` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `user_companies` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text,
	`research_notes` text,
	`url` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_companies_user` ON `user_companies` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_companies_status` ON `user_companies` (`user_id`,`status`);--> statement-breakpoint
CREATE TABLE `user_contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`company_id` text,
	`name` text,
	`title` text,
	`relationship_status` text,
	`notes` text,
	`linkedin_url` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`company_id`) REFERENCES `user_companies`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_contacts_user` ON `user_contacts` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_contacts_company` ON `user_contacts` (`company_id`);--> statement-breakpoint
CREATE TABLE `user_jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`company_id` text,
	`title` text NOT NULL,
	`posting_url` text,
	`application_status` text,
	`notes` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`company_id`) REFERENCES `user_companies`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_jobs_user` ON `user_jobs` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_jobs_company` ON `user_jobs` (`company_id`);--> statement-breakpoint
CREATE INDEX `idx_user_jobs_status` ON `user_jobs` (`user_id`,`application_status`);--> statement-breakpoint
CREATE TABLE `user_budget` (
	`user_id` text PRIMARY KEY NOT NULL,
	`monthly_expenses` text,
	`annual_needs` text,
	`hourly_batna` text,
	`benefits_needed` text,
	`notes` text,
	`lines` text,
	`currency` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `user_career_options` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`rank` integer,
	`coherence_score` integer,
	`work_needs_score` integer,
	`life_needs_score` integer,
	`unknowns_score` integer,
	`notes` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_career_options_rank_range" CHECK("user_career_options"."rank" BETWEEN 1 AND 3)
);
--> statement-breakpoint
CREATE INDEX `idx_user_career_options_user` ON `user_career_options` (`user_id`);--> statement-breakpoint
CREATE TABLE `user_flow_logs` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`activity` text NOT NULL,
	`energy` integer,
	`focus` integer,
	`logged_date` text NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_flow_logs_energy_range" CHECK("user_flow_logs"."energy" BETWEEN -2 AND 2),
	CONSTRAINT "user_flow_logs_focus_range" CHECK("user_flow_logs"."focus" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE INDEX `idx_user_flow_logs_user` ON `user_flow_logs` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_flow_logs_date` ON `user_flow_logs` (`user_id`,`logged_date`);--> statement-breakpoint
CREATE TABLE `user_idea_edges` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`from_node_id` text NOT NULL,
	`to_node_id` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tree_id`) REFERENCES `user_idea_trees`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`from_node_id`) REFERENCES `user_idea_nodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`to_node_id`) REFERENCES `user_idea_nodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_idea_edges_tree` ON `user_idea_edges` (`tree_id`);--> statement-breakpoint
CREATE INDEX `idx_user_idea_edges_from` ON `user_idea_edges` (`from_node_id`);--> statement-breakpoint
CREATE INDEX `idx_user_idea_edges_to` ON `user_idea_edges` (`to_node_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_idea_edges_once` ON `user_idea_edges` (`user_id`,`tree_id`,`from_node_id`,`to_node_id`);--> statement-breakpoint
CREATE TABLE `user_idea_nodes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`content` text NOT NULL,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_idea_nodes_user` ON `user_idea_nodes` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_idea_nodes_one_per_concept` ON `user_idea_nodes` (`user_id`,`content`);--> statement-breakpoint
CREATE TABLE `user_idea_trees` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text,
	`root_node_id` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`root_node_id`) REFERENCES `user_idea_nodes`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_idea_trees_user` ON `user_idea_trees` (`user_id`);--> statement-breakpoint
CREATE INDEX `user_idea_trees_root` ON `user_idea_trees` (`root_node_id`);--> statement-breakpoint
CREATE TABLE `user_locations` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text,
	`rank` integer,
	`traits_liked` text,
	`traits_disliked` text,
	`notes` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_user_locations_user` ON `user_locations` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_locations_rank` ON `user_locations` (`user_id`,`rank`) WHERE "user_locations"."rank" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `user_milestones` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`career_option_id` text,
	`year` integer NOT NULL,
	`quarter` integer,
	`title` text NOT NULL,
	`category` text,
	`description` text,
	`stem_id` integer,
	`origin` text,
	`content_hash` text,
	`rev` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`career_option_id`) REFERENCES `user_career_options`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`stem_id`) REFERENCES `stem`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_milestones_quarter_range" CHECK("user_milestones"."quarter" BETWEEN 1 AND 4),
	CONSTRAINT "user_milestones_category_known" CHECK("user_milestones"."category" IN ('work', 'education', 'personal', 'skill'))
);
--> statement-breakpoint
CREATE INDEX `idx_user_milestones_user` ON `user_milestones` (`user_id`);--> statement-breakpoint
CREATE INDEX `idx_user_milestones_year` ON `user_milestones` (`user_id`,`year`);--> statement-breakpoint
CREATE INDEX `user_milestones_option` ON `user_milestones` (`career_option_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`is_anonymous` integer DEFAULT 1 NOT NULL,
	`workbook_complete` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "users_is_anonymous_flag" CHECK("users"."is_anonymous" IN (0, 1)),
	CONSTRAINT "users_workbook_complete_flag" CHECK("users"."workbook_complete" IN (0, 1))
);
