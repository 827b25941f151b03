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
 */
export function usingUp(
  db: Database,
  id: string,
  kind: TokenKind,
  now: string,
  payload: string | null = null,
) {
  // Not the time: two may come in one millisecond.
  const mark = `${now} ${crypto.randomUUID()}`;
  return {
    use: db
      .update(auth_tokens)
      .set({ used_at: mark, payload })
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
