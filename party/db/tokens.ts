import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { auth_tokens, type tokenKinds } from "./schema/index.ts";

type TokenKind = (typeof tokenKinds)[number];
export type Token = typeof auth_tokens.$inferSelect;

export interface NewToken {
  /** Hex SHA-256 of what the link carries. */
  readonly id: string;
  readonly userId: string;
  readonly kind: TokenKind;
  readonly email?: string;
  readonly askedBy?: string;
  readonly now: string;
  readonly expiresAt: string;
}

/** Stores a token; one of the same kind that was not used yet is no good any more. */
export async function putToken(db: Database, token: NewToken): Promise<void> {
  const { id, userId, kind, email, askedBy, now, expiresAt } = token;
  await db.batch([
    db
      .delete(auth_tokens)
      .where(and(eq(auth_tokens.user_id, userId), eq(auth_tokens.kind, kind), isNull(auth_tokens.used_at))),
    db.insert(auth_tokens).values({
      id,
      user_id: userId,
      kind,
      email,
      asked_by: askedBy,
      created_at: now,
      expires_at: expiresAt,
    }),
  ]);
}

const isGood = (id: string, kind: TokenKind, now: string) =>
  and(
    eq(auth_tokens.id, id),
    eq(auth_tokens.kind, kind),
    isNull(auth_tokens.used_at),
    gt(auth_tokens.expires_at, now),
  );

/** A token that can still be used, or null. */
export async function findToken(
  db: Database,
  id: string,
  kind: TokenKind,
  now: string,
): Promise<Token | null> {
  const [token] = await db
    .select()
    .from(auth_tokens)
    .where(isGood(id, kind, now))
    .limit(1);
  return token ?? null;
}

/**
 * For a batch: the statement that uses a token up, and the condition under which it was this batch that did
 * (`stopUnless`). Two batches at once are run one after the other, and the second finds it used.
 * @param owed kept with it, where something is still to be done
 */
export function usingUp(db: Database, { id, kind }: Pick<Token, "id" | "kind">, now: string, owed?: string) {
  // Not the time: two may come in one millisecond.
  const mark = `${now} ${crypto.randomUUID()}`;
  return {
    use: db
      .update(auth_tokens)
      .set({ used_at: mark, ...(owed === undefined ? {} : { payload: owed }) })
      .where(isGood(id, kind, now)),
    isMine: sql`EXISTS (SELECT 1 FROM "auth_tokens" WHERE "id" = ${id} AND "used_at" = ${mark})`,
  };
}

/** Used tokens of this kind that something is still owed for (docs/decisions/0023). */
export async function owedTokens(db: Database, userId: string, kind: TokenKind): Promise<Token[]> {
  return db
    .select()
    .from(auth_tokens)
    .where(and(eq(auth_tokens.user_id, userId), eq(auth_tokens.kind, kind), isNotNull(auth_tokens.used_at)));
}

export async function dropToken(db: Database, id: string): Promise<void> {
  await db.delete(auth_tokens).where(eq(auth_tokens.id, id));
}

/** A ticket of a handover, used or not, for the session that asked for it. */
export async function ticketOf(db: Database, id: string, askedBy: string): Promise<Token | null> {
  const [token] = await db
    .select()
    .from(auth_tokens)
    .where(and(eq(auth_tokens.id, id), eq(auth_tokens.kind, "handover"), eq(auth_tokens.asked_by, askedBy)))
    .limit(1);
  return token ?? null;
}

/** Leaves the sealed key for the second device; once, and while the ticket is good. @returns false otherwise */
export async function leaveWith(db: Database, id: string, askedBy: string, sealed: string, now: string) {
  const left = await db
    .update(auth_tokens)
    .set({ payload: sealed })
    .where(and(isGood(id, "handover", now), eq(auth_tokens.asked_by, askedBy), isNull(auth_tokens.payload)))
    .returning({ id: auth_tokens.id });
  return left.length > 0;
}

/** Uses a ticket up. What was left with it goes, for it has been given out. @returns false when it was used */
export async function takeTicket(db: Database, ticket: Token, opened: string, now: string): Promise<boolean> {
  const taken = await db
    .update(auth_tokens)
    .set({ used_at: now, payload: null, opened })
    .where(isGood(ticket.id, "handover", now))
    .returning({ id: auth_tokens.id });
  return taken.length > 0;
}
