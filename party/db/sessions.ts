import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { Database } from "./client.ts";
import { sessions, user_settings, users } from "./schema/index.ts";

export interface Session {
  /** Hex SHA-256 of the cookie's token. */
  readonly id: string;
  readonly userId: string;
  /** Stays through rotation; tags the sockets of this session. */
  readonly publicId: string;
  readonly anonymous: boolean;
  readonly lastSeenAt: string;
  readonly label: string | null;
}

/** A live session by the hash of its token, or null. */
export async function findSession(db: Database, id: string, now: string): Promise<Session | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.id, id),
        gt(sessions.idle_expires_at, now),
        or(isNull(sessions.expires_at), gt(sessions.expires_at, now)),
        or(isNull(sessions.revoked_at), gt(sessions.revoked_at, now)),
      ),
    )
    .limit(1);
  if (row === undefined) return null;
  return {
    id: row.id,
    userId: row.user_id,
    publicId: row.public_id,
    anonymous: row.kind === "anon",
    lastSeenAt: row.last_seen_at,
    label: row.label,
  };
}

/** A new anonymous learner, with a session and default settings, in one batch (decision 35). */
export async function createAnonymous(
  db: Database,
  made: { id: string; userId: string; publicId: string; label: string; now: string; idleExpiresAt: string },
): Promise<void> {
  const { id, userId, publicId, label, now, idleExpiresAt } = made;
  await db.batch([
    db.insert(users).values({ id: userId, is_anonymous: 1, created_at: now, updated_at: now }),
    db.insert(user_settings).values({ user_id: userId, created_at: now, updated_at: now }),
    db.insert(sessions).values({
      id,
      user_id: userId,
      public_id: publicId,
      kind: "anon",
      created_at: now,
      last_seen_at: now,
      idle_expires_at: idleExpiresAt,
      label,
    }),
  ]);
}

export async function touchSession(
  db: Database,
  id: string,
  now: string,
  idleExpiresAt: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ last_seen_at: now, idle_expires_at: idleExpiresAt })
    .where(eq(sessions.id, id));
}

export async function deleteSession(db: Database, id: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, id));
}

/** Whether D1 answers at all. */
export async function pingDatabase(db: Database): Promise<void> {
  await db.select({ id: users.id }).from(users).limit(1);
}
