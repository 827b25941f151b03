import { and, eq, gt, isNull } from "drizzle-orm";
import { brokenKey, stopUnless, unlessStopped } from "./batch.ts";
import type { Database } from "./client.ts";
import { auth_tokens, emails } from "./schema/index.ts";
import { usingUp, type Token } from "./tokens.ts";

export interface Address {
  readonly email: string;
  /** ISO 8601; null while nobody has confirmed that letters arrive. */
  readonly verifiedAt: string | null;
}

/** The learner's active address, or null. */
export async function addressOf(db: Database, userId: string): Promise<Address | null> {
  const [row] = await db
    .select()
    .from(emails)
    .where(and(eq(emails.user_id, userId), eq(emails.is_active, 1)))
    .limit(1);
  return row === undefined ? null : { email: row.email, verifiedAt: row.verified_at };
}

/** Who can be reached at an address, for certain: null while it is unconfirmed, like one that is unknown. */
export async function confirmedOwner(db: Database, email: string): Promise<string | null> {
  const [row] = await db
    .select()
    .from(emails)
    .where(and(eq(emails.email, email), eq(emails.is_active, 1)))
    .limit(1);
  return row === undefined || row.verified_at === null ? null : row.user_id;
}

export async function isTaken(db: Database, email: string): Promise<boolean> {
  const rows = await db
    .select({ id: emails.id })
    .from(emails)
    .where(and(eq(emails.email, email), eq(emails.is_active, 1)))
    .limit(1);
  return rows.length > 0;
}

/** The address that a link is out for, or null. */
export async function pendingAddress(db: Database, userId: string, now: string): Promise<string | null> {
  const [row] = await db
    .select()
    .from(auth_tokens)
    .where(
      and(
        eq(auth_tokens.user_id, userId),
        eq(auth_tokens.kind, "confirm"),
        isNull(auth_tokens.used_at),
        gt(auth_tokens.expires_at, now),
      ),
    )
    .limit(1);
  return row?.email ?? null;
}

/** The statements that make an address the active one; the one before it stays in the history (decision 14). */
const moveTo = (db: Database, userId: string, email: string, verifiedAt: string | null, now: string) =>
  [
    db
      .update(emails)
      .set({ is_active: 0 })
      .where(and(eq(emails.user_id, userId), eq(emails.is_active, 1))),
    db
      .insert(emails)
      .values({ id: crypto.randomUUID(), user_id: userId, email, verified_at: verifiedAt, added_at: now }),
  ] as const;

/** Where nobody carries letters: at once, and unconfirmed. */
export async function changeAddress(
  db: Database,
  userId: string,
  email: string,
  now: string,
): Promise<"done" | "email_taken"> {
  try {
    await db.batch([...moveTo(db, userId, email, null, now)]);
    return "done";
  } catch (error) {
    return unlessTaken(error);
  }
}

/** Uses a token up and does what it confirms: that letters arrive, or a new address. */
export async function confirmAddress(
  db: Database,
  token: Token,
  now: string,
): Promise<"done" | "expired" | "email_taken"> {
  const { user_id: userId, email } = token;
  const active = await addressOf(db, userId);
  if (email === null || active === null) return "expired";
  const { use, isMine } = usingUp(db, token, now);
  const verified = db
    .update(emails)
    .set({ verified_at: now })
    .where(and(eq(emails.user_id, userId), eq(emails.email, email), eq(emails.is_active, 1)));
  const effect = email === active.email ? [verified] : moveTo(db, userId, email, now, now);
  try {
    return (await unlessStopped(db.batch([use, stopUnless(db, isMine), ...effect]))) ? "done" : "expired";
  } catch (error) {
    return unlessTaken(error);
  }
}

function unlessTaken(error: unknown): "email_taken" {
  if (brokenKey(error).includes("emails.email")) return "email_taken";
  throw error;
}
