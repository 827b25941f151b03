import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "./client.ts";
import { user_merges, users } from "./schema/index.ts";

export interface Merge {
  readonly id: string;
  readonly userId: string;
  readonly otherUserId: string;
  /** ISO 8601; null while it is open. */
  readonly keptUntil: string | null;
}

const mergeOf = (row: typeof user_merges.$inferSelect): Merge => ({
  id: row.id,
  userId: row.user_id,
  otherUserId: row.other_user_id,
  keptUntil: row.kept_until,
});

/** An open merge of these two, or a new one. */
export async function openMerge(
  db: Database,
  made: { id: string; userId: string; otherUserId: string; now: string },
): Promise<Merge> {
  const { id, userId, otherUserId, now } = made;
  const [open] = await db
    .select()
    .from(user_merges)
    .where(
      and(
        eq(user_merges.user_id, userId),
        eq(user_merges.other_user_id, otherUserId),
        isNull(user_merges.kept_until),
      ),
    )
    .limit(1);
  if (open !== undefined) return mergeOf(open);
  await db.insert(user_merges).values({ id, user_id: userId, other_user_id: otherUserId, created_at: now });
  return { id, userId, otherUserId, keptUntil: null };
}

/** A merge of this account's. */
export async function findMerge(db: Database, userId: string, id: string): Promise<Merge | null> {
  const [row] = await db
    .select()
    .from(user_merges)
    .where(and(eq(user_merges.id, id), eq(user_merges.user_id, userId)))
    .limit(1);
  return row === undefined ? null : mergeOf(row);
}

export async function closeMerge(db: Database, id: string, keptUntil: string): Promise<void> {
  await db
    .update(user_merges)
    .set({ kept_until: keptUntil })
    .where(and(eq(user_merges.id, id), isNull(user_merges.kept_until)));
}

export async function learnerExists(db: Database, userId: string): Promise<boolean> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).limit(1);
  return row !== undefined;
}
