CREATE TABLE `live_answers` (
	`user_id` text NOT NULL,
	`participant_id` text NOT NULL,
	`live_id` text NOT NULL,
	`block_key` text NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`value` text,
	`took_ms` integer,
	`at` text NOT NULL,
	PRIMARY KEY(`user_id`, `participant_id`, `block_key`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "live_answers_skipped_flag" CHECK("live_answers"."skipped" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `live_answers_live` ON `live_answers` (`live_id`);--> statement-breakpoint
CREATE TABLE `live_blocks` (
	`user_id` text NOT NULL,
	`blocked_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`user_id`, `blocked_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `live_coaches` (
	`share_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`since` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_coaches_user` ON `live_coaches` (`user_id`);--> statement-breakpoint
CREATE TABLE `live_facilitators` (
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`domain` text NOT NULL,
	`since` text NOT NULL,
	PRIMARY KEY(`live_id`, `user_id`),
	FOREIGN KEY (`live_id`) REFERENCES `live_sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_facilitators_user` ON `live_facilitators` (`user_id`);--> statement-breakpoint
CREATE TABLE `live_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`live_id` text NOT NULL,
	`user_id` text NOT NULL,
	`text` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`live_id`) REFERENCES `live_sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_notes_user` ON `live_notes` (`user_id`);--> statement-breakpoint
CREATE INDEX `live_notes_live` ON `live_notes` (`live_id`);--> statement-breakpoint
CREATE TABLE `live_participants` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`live_id` text NOT NULL,
	`alias` text NOT NULL,
	`title` text NOT NULL,
	`modules` text NOT NULL,
	`facilitators` text NOT NULL,
	`consent_id` text NOT NULL,
	`since_seq` integer NOT NULL,
	`since` text NOT NULL,
	`stage` text NOT NULL,
	`left_at` text,
	`keep_until` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "live_participants_stage_known" CHECK("live_participants"."stage" IN ('waiting', 'in', 'left', 'removed', 'ended'))
);
--> statement-breakpoint
CREATE INDEX `live_participants_user` ON `live_participants` (`user_id`);--> statement-breakpoint
CREATE INDEX `live_participants_live` ON `live_participants` (`live_id`);--> statement-breakpoint
CREATE TABLE `live_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`modules` text NOT NULL,
	`mode` text NOT NULL,
	`waiting_room` integer DEFAULT 0 NOT NULL,
	`code_key` text,
	`code_until` text,
	`opened_at` text NOT NULL,
	`ended_at` text,
	`keep_until` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "live_sessions_mode_known" CHECK("live_sessions"."mode" IN ('self', 'guided')),
	CONSTRAINT "live_sessions_waiting_room_flag" CHECK("live_sessions"."waiting_room" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `live_sessions_user` ON `live_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `live_sessions_keep` ON `live_sessions` (`keep_until`);--> statement-breakpoint
CREATE UNIQUE INDEX `live_sessions_code` ON `live_sessions` (`code_key`) WHERE "live_sessions"."code_key" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `live_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token_key` text NOT NULL,
	`modules` text NOT NULL,
	`until` text NOT NULL,
	`consent_id` text NOT NULL,
	`since_seq` integer NOT NULL,
	`since` text NOT NULL,
	`name` text,
	`domain` text,
	`ended_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_shares_user` ON `live_shares` (`user_id`);--> statement-breakpoint
CREATE INDEX `live_shares_token` ON `live_shares` (`token_key`);--> statement-breakpoint
CREATE TABLE `live_stars` (
	`live_id` text NOT NULL,
	`participant_id` text NOT NULL,
	`block_key` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`live_id`, `participant_id`, `block_key`),
	FOREIGN KEY (`live_id`) REFERENCES `live_sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `live_stars_user` ON `live_stars` (`user_id`);--> statement-breakpoint
ALTER TABLE `user_looks` ADD `what` text DEFAULT 'thread' NOT NULL;