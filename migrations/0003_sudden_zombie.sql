PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_user_sealed` (
	`user_id` text NOT NULL,
	`generation` integer NOT NULL,
	`key` text NOT NULL,
	`at` text NOT NULL,
	`env` text NOT NULL,
	`until` text NOT NULL,
	PRIMARY KEY(`user_id`, `generation`, `key`, `at`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_user_sealed`("user_id", "generation", "key", "at", "env", "until") SELECT "user_id", "generation", '', "at", "env", "until" FROM `user_sealed`;--> statement-breakpoint
DROP TABLE `user_sealed`;--> statement-breakpoint
ALTER TABLE `__new_user_sealed` RENAME TO `user_sealed`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `user_sealed_until` ON `user_sealed` (`until`);