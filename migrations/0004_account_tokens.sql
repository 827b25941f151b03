DROP INDEX `auth_one_per_type`;--> statement-breakpoint
CREATE UNIQUE INDEX `auth_one_per_type` ON `auth` (`user_id`,`type`) WHERE "auth"."type" <> 'sealed';--> statement-breakpoint
ALTER TABLE `auth_tokens` ADD `asked_by` text;--> statement-breakpoint
ALTER TABLE `auth_tokens` ADD `opened` text;