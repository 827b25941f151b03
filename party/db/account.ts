import { unmissedSkill } from "./rows.ts";

/**
 * Deletes an account, in one batch and in this order (spec section 8, decision 36): ?1 of the first is the
 * learner. Everything of theirs goes by cascade; approved custom skills stay without a maker; the second
 * statement takes the others, which the first has left without one (decision 19).
 */
export const deleteAccountSql = {
  user: `DELETE FROM "users" WHERE "id" = ?1`,
  orphanedSkills: `DELETE FROM "skills" WHERE "created_by" IS NULL AND ${unmissedSkill}`,
} as const;
