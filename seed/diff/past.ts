import * as z from "zod/mini";
import { user_responses } from "../../party/db/schema/index.ts";
import type { Release } from "../../shared/content/release.ts";
import { column, json, literal, tableName } from "../load/sql.ts";

/**
 * For D1: how far learners are in a release, as rows `{furthest, learners}`: the place in its order, from 0, of the
 * last placement that they have answered or passed, and how many are there. Nothing of an answer is read.
 */
export function furthestQuery(release: Release): string {
  const places = literal(json(release.stem.map((block, i) => [block.stemId, i])));
  const own = `SELECT r.${column(user_responses, "user_id")}, MAX(p."value"->>1) AS "furthest"
    FROM ${tableName(user_responses)} r JOIN json_each(${places}) p ON p."value"->>0 = r.${column(user_responses, "stem_id")}
    GROUP BY r.${column(user_responses, "user_id")}`;
  return `SELECT "furthest", COUNT(*) AS "learners" FROM (${own}) GROUP BY "furthest" ORDER BY "furthest";`;
}
const rows = z.array(z.object({ furthest: z.int(), learners: z.int() }));
type Furthest = z.infer<typeof rows>;
/** What `wrangler d1 execute --json` prints. */
const printed = z.array(z.object({ results: rows }));
export const readFurthest = (output: string): Furthest =>
  printed.parse(JSON.parse(output)).flatMap((one) => one.results);

/** How many learners have passed the place of each block of `release`, and how many there are. */
export function pastEach(
  release: Release,
  furthest: Furthest,
): { of: ReadonlyMap<string, number>; all: number } {
  const all = furthest.reduce((sum, one) => sum + one.learners, 0);
  const past = (place: number) =>
    furthest.reduce((sum, one) => sum + (one.furthest >= place ? one.learners : 0), 0);
  return { of: new Map(release.stem.map((block, i) => [block.id, past(i)])), all };
}
