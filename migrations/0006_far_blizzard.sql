CREATE TABLE `user_looks` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`who` text NOT NULL,
	`modules` text NOT NULL,
	`since` text NOT NULL,
	`until` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_looks_user` ON `user_looks` (`user_id`);