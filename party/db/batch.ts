import { sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./client.ts";
import { users } from "./schema/index.ts";

/** The statements of one D1 batch: all of them or none. */
export type Statements = [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]];

/**
 * A statement that breaks its batch, which D1 then rolls back whole, unless the condition holds: batches on D1
 * have no IF. It would insert a learner without an id, which the table refuses.
 */
export const stopUnless = (db: Database, condition: SQL) =>
  db.insert(users).select(sql`SELECT NULL, 1, 0, '', '' WHERE NOT (${condition})`);

/** @returns false when a `stopUnless` of the batch stopped it */
export async function unlessStopped(batch: Promise<unknown>): Promise<boolean> {
  try {
    await batch;
    return true;
  } catch (error) {
    if (messagesOf(error).includes("NOT NULL constraint failed: users.id")) return false;
    throw error;
  }
}

/** The columns of a UNIQUE constraint that a batch broke; empty for any other error. */
export const brokenKey = (error: unknown): string =>
  /UNIQUE constraint failed: ([\w., ]+)/.exec(messagesOf(error))?.[1] ?? "";

/** Drizzle wraps what D1 says. */
function messagesOf(error: unknown): string {
  const all: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) all.push(at.message);
  return all.join("\n");
}
