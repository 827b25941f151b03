import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { projectAll } from "../../shared/engine/project/project.ts";
import { Projection, type RowChange } from "../../shared/engine/project/rows.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";
import type { Release } from "../../shared/content/release.ts";
import { allChanges, arbitraryMoves, userId, World, type Move } from "../../shared/engine/testing/history.ts";
import { testCompetencies, testPractices } from "../../shared/engine/testing/reference.ts";
import { arbitraryRelease, masterSkills } from "../../shared/engine/testing/releases.ts";
import { everyTable } from "../../shared/engine/testing/everyTable.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import { rowChanges } from "../workbook/changes.ts";
import { rowsIn, type D1Row } from "../testing/rows.ts";
import { learnerStore } from "./learner-store.ts";
import { insert, sampleRow, tableNamed } from "./sample-rows.ts";

/*
 * Whatever ten tools write, and whatever learners do with them, D1 takes it: its CHECKs, its NOT NULLs, its keys.
 * Random workbooks and histories, batch by batch into the real thing.
 */

const db = env.DB;
const store = learnerStore(db);
const ids = Array.from({ length: 400 }, (_, i) => i);
const at = "2026-01-01T00:00:00.000Z";

const sample = (name: string, row: object) => ({ ...sampleRow(tableNamed(name), "x"), ...row }) as D1Row;
const rowsOf = (name: string, of: readonly object[]) =>
  of.map((row) => insert(db, name, sample(name, row), "INSERT OR IGNORE"));

beforeAll(async () => {
  const custom = { created_by: null, is_custom: 0, review_status: null };
  const content = ids.flatMap((id) => [
    ...rowsOf("prompts", [{ id }]),
    ...rowsOf("tools", [{ id, name: `tool ${id}` }]),
    ...rowsOf("stem", [{ id, key: `k${id}`, sequence: id, content_id: id, connection_id: null }]),
  ]);
  const all = [
    ...rowsOf(
      "skills",
      masterSkills.map(({ id, name, category }) => ({ id, name, category, ...custom })),
    ),
    ...rowsOf("personality_types", [{ code: "INFP" }, { code: "ESTJ" }]),
    ...rowsOf(
      "ongoing_practices",
      testPractices.map(({ id, key, frequency }) => ({ id, key, frequency })),
    ),
    ...rowsOf(
      "competencies",
      testCompetencies.map(({ id, category }) => ({ id, category })),
    ),
    ...content,
  ];
  for (let from = 0; from < all.length; from += 100) await db.batch(all.slice(from, from + 100));
});

const sorted = (rows: readonly object[]): string[] =>
  rows
    .map((row) => canonicalJson(Object.fromEntries(Object.entries(row).filter(([, one]) => one !== null))))
    .toSorted();

/** A learner of whom D1 has nothing. */
const joined = (who: string) =>
  db.batch([
    db.prepare(`DELETE FROM "users" WHERE "id" = ?`).bind(who),
    insert(db, "users", sample("users", { id: who })),
    insert(db, "user_settings", sample("user_settings", { user_id: who, personality_type: null })),
  ]);

/** One learner's operations on their way to D1, some to a batch, as the object does it. */
function writing(release: Release, who: string) {
  const world = new World(release, { who });
  const projection = new Projection();
  let n = 0;
  let waiting: RowChange[] = [];
  const flush = async () => {
    n += 1;
    const op = {
      n,
      opId: `op ${n}`,
      firstSeq: n,
      lastSeq: n,
      payloadHash: "",
      at,
      device: null,
      rev: null,
      delivered: null,
    };
    const entry = { ...op, contentVersion: 1, frontier: null };
    await store.flush({ userId: who, epoch: "e", ops: [entry], changes: waiting });
    waiting = [];
  };
  const play = async (move: Move) => {
    const { decision, stem, state } = world.play(move);
    if (decision.ok) waiting.push(...rowChanges(stem, state, projection, decision.events, at, null));
    if (move.entropy % 3 === 0) await flush();
  };
  /** @returns the filled tables */
  const compare = async () => {
    await flush();
    const made = projectAll(world.stem, world.state).rows();
    const filled = new Set<string>();
    for (const table of Object.keys(projectedTables)) {
      const rows = await rowsIn(table, who);
      expect([table, sorted(rows)]).toEqual([table, sorted(made.get(table) ?? [])]);
      if (rows.length > 0) filled.add(table);
    }
    return filled;
  };
  return { world, play, compare };
}

/** Plays the moves; then D1 is compared. @returns the filled tables */
async function written(release: Release, moves: readonly Move[]): Promise<Set<string>> {
  await joined(userId);
  const { play, compare } = writing(release, userId);
  for (const move of moves) await play(move);
  return compare();
}

test(
  "PJ16: D1 takes whatever the ten tools write, and has what the answers make",
  { timeout: 300_000 },
  async () => {
    const runs = Number(env.FC_RUNS) > 0 ? Number(env.FC_RUNS) : 20;
    await fc.assert(
      fc.asyncProperty(arbitraryRelease, arbitraryMoves(allChanges, 60), async (release, moves) => {
        await written(release, moves);
      }),
      { numRuns: runs },
    );
  },
);

const walkOf = (round: number): Move[] =>
  everyTable.stem.map((_, i) => ({ what: "answer", entropy: i * 7 + round, device: 0, at: i, changes: [] }));

test("PJ16: walks through a workbook of everything fill every table", { timeout: 60_000 }, async () => {
  const filled = new Set<string>();
  for (const round of [1, 2, 3]) {
    for (const table of await written(everyTable, walkOf(round))) filled.add(table);
  }
  expect([...filled].toSorted()).toEqual(Object.keys(projectedTables).toSorted());
});

const [ann, bob] = [userId, "22222222-2222-4222-8222-222222222222"];

test(
  "PJ20: learners whose rows have the same ids, in every table, write and change and delete their own alone",
  { timeout: 300_000 },
  async () => {
    const runs = Number(env.FC_RUNS) > 0 ? Number(env.FC_RUNS) : 10;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(50),
        fc.array(fc.tuple(fc.boolean(), arbitraryMoves([], 3)), { maxLength: 30 }),
        async (round, turns) => {
          await joined(ann);
          await joined(bob);
          const [first, second] = [writing(everyTable, ann), writing(everyTable, bob)];
          for (const move of walkOf(round)) await first.play(move);
          await first.compare();
          for (const move of walkOf(round)) await second.play(move);
          await second.compare();
          await first.compare();
          for (const [isFirst, moves] of turns) {
            for (const move of moves) await (isFirst ? first : second).play(move);
          }
          await second.compare();
          await first.compare();
          // What stood beside hers stays where it is when hers are gone.
          await joined(ann);
          for (const move of turns.flatMap(([, moves]) => moves)) await second.play(move);
          await second.compare();
        },
      ),
      { numRuns: runs },
    );
  },
);
