import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { content_releases, live_sessions, operator_alerts, skills } from "./schema/index.ts";

export interface ReviewedSkill {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly status: string;
  readonly createdAt: string;
}

/** Custom skills by status, the oldest first. */
export async function customSkills(
  db: Database,
  status: "pending" | "approved" | "rejected",
): Promise<ReviewedSkill[]> {
  const rows = await db
    .select()
    .from(skills)
    .where(and(eq(skills.is_custom, 1), eq(skills.review_status, status)))
    .orderBy(skills.created_at)
    .limit(200);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    category: row.category,
    status: row.review_status ?? "pending",
    createdAt: row.created_at,
  }));
}

/** @returns whose it is, null where the maker has gone; undefined where there is no such custom skill */
export async function reviewSkill(
  db: Database,
  id: string,
  status: "pending" | "approved" | "rejected",
): Promise<string | null | undefined> {
  const [row] = await db
    .update(skills)
    .set({ review_status: status })
    .where(and(eq(skills.id, id), eq(skills.is_custom, 1)))
    .returning({ maker: skills.created_by });
  return row === undefined ? undefined : row.maker;
}

/** What an operator should know, the newest first; never content (decision 37). */
export async function openAlerts(db: Database) {
  const rows = await db
    .select()
    .from(operator_alerts)
    .where(isNull(operator_alerts.resolved_at))
    .orderBy(desc(operator_alerts.created_at))
    .limit(200);
  return rows.map(({ id, code, detail, created_at: at }) => ({
    id,
    code,
    detail: detail === null ? null : (JSON.parse(detail) as unknown),
    at,
  }));
}

/** Those of these live sessions that go on. */
export async function openAmong(db: Database, liveIds: readonly string[]): Promise<string[]> {
  if (liveIds.length === 0) return [];
  const rows = await db
    .select({ id: live_sessions.id })
    .from(live_sessions)
    .where(
      and(
        sql`${live_sessions.id} IN (SELECT "value" FROM json_each(${JSON.stringify(liveIds)}))`,
        isNull(live_sessions.ended_at),
      ),
    );
  return rows.map(({ id }) => id);
}

export async function resolveAlert(db: Database, id: string, now: string): Promise<boolean> {
  const rows = await db
    .update(operator_alerts)
    .set({ resolved_at: now })
    .where(and(eq(operator_alerts.id, id), isNull(operator_alerts.resolved_at)))
    .returning({ id: operator_alerts.id });
  return rows.length > 0;
}

/** For an operator to look at (decision 37). */
export async function raiseAlert(
  db: Database,
  alert: { readonly id: string; readonly code: string; readonly detail: object; readonly at: string },
): Promise<void> {
  const { id, code, detail, at } = alert;
  await db
    .insert(operator_alerts)
    .values({ id, code, detail: JSON.stringify(detail), created_at: at })
    .onConflictDoNothing();
}

/** The active release, how many learners there are, and the ten largest: how many bytes, not whose. */
export async function totals(db: Database) {
  const [active] = await db
    .select({ version: content_releases.version })
    .from(content_releases)
    .where(eq(content_releases.active, 1))
    .limit(1);
  const [learners] = await db.all<{ n: number }>(sql`SELECT count(*) AS "n" FROM "user_streams"`);
  const largest = await db.all<{ bytes: number }>(sql`
    SELECT sum(length("response_text")) AS "bytes" FROM "user_responses"
    GROUP BY "user_id" ORDER BY 1 DESC LIMIT 10`);
  return {
    activeRelease: active?.version ?? null,
    learners: learners?.n ?? 0,
    largestBytes: largest.map(({ bytes }) => bytes ?? 0),
  };
}
