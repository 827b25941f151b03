import { eq, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { user_wallet } from "./schema/index.ts";

export interface StoredWallet {
  readonly walletJson: string;
  readonly signature: string | null;
  readonly exportedAt: string;
}

export async function walletOf(db: Database, userId: string): Promise<StoredWallet | null> {
  const [row] = await db.select().from(user_wallet).where(eq(user_wallet.user_id, userId)).limit(1);
  if (row === undefined) return null;
  return { walletJson: row.wallet_json, signature: row.signature, exportedAt: row.exported_at };
}

/** Learners with an answer whose data changed since their last wallet; a page, in the order of their ids. */
export async function learnersDueWallet(db: Database, after: string, limit: number): Promise<string[]> {
  const rows = await db.all<{ userId: string }>(sql`
    SELECT "s"."user_id" AS "userId" FROM "user_streams" AS "s"
    LEFT JOIN "user_wallet" AS "w" ON "w"."user_id" = "s"."user_id"
    WHERE "s"."user_id" > ${after}
      AND EXISTS (SELECT 1 FROM "user_responses" AS "r" WHERE "r"."user_id" = "s"."user_id")
      AND EXISTS (SELECT 1 FROM "user_ops" AS "o"
        WHERE "o"."user_id" = "s"."user_id" AND "o"."n" = "s"."n" AND "o"."at" > coalesce("w"."exported_at", ''))
    ORDER BY "s"."user_id" LIMIT ${limit}`);
  return rows.map(({ userId }) => userId);
}
