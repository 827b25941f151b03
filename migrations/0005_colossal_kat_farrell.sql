CREATE TABLE `user_merges` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`other_user_id` text NOT NULL,
	`created_at` text NOT NULL,
	`kept_until` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_merges_user` ON `user_merges` (`user_id`);