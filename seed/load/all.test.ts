import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { Release } from "../../shared/content/release.ts";
import { skills } from "../../party/db/schema/index.ts";
import { openFiles, readWorkbook, type Files } from "../author/open.ts";
import { Problems } from "../author/problem.ts";
import type { Lock } from "../compile/lock.ts";
import { compileRelease } from "../compile/release.ts";
import type { Retired } from "../compile/retired.ts";
import { damaged, file, soundFiles } from "../testing/workbook.ts";
import { statements } from "./all.ts";
import { upsert } from "./sql.ts";

const migrations = new URL("../../migrations/", import.meta.url);

function migrated(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec("PRAGMA foreign_keys = ON");
  for (const name of readdirSync(migrations)
    .filter((one) => one.endsWith(".sql"))
    .sort()) {
    db.exec(readFileSync(new URL(name, migrations), "utf8"));
  }
  return db;
}

interface Before {
  lock: Lock;
  release: Release | null;
}
const nothing: Before = { lock: {}, release: null };

/** Compiles the files as that version and runs the seed. */
function seed(
  db: DatabaseSync,
  files: Files,
  version = 1,
  before = nothing,
  retired: readonly Retired[] = [],
  at = "2026-01-01T00:00:00.000Z",
): Before {
  const problems = new Problems();
  const workbook = readWorkbook(files, problems);
  const { release, lock } = compileRelease(
    { workbook, lock: before.lock, retired, previous: before.release },
    version,
    problems,
  );
  for (const statement of statements({ release, sha256: `of ${version}`, workbook, retired, at })) {
    expect(Buffer.byteLength(statement)).toBeLessThan(100_000);
    db.exec(statement);
  }
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  return { lock, release };
}

const tables = [
  "personality_types",
  "competencies",
  "competency_levels",
  "skills",
  "references",
  "content_blocks",
  "prompts",
  "tools",
  "connections",
  "stem",
  "stem_connections",
  "data_objects",
  "ongoing_practices",
  "content_sources",
  "outline",
  "content_releases",
];
const dump = (db: DatabaseSync) =>
  new Map(tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all()]));
const counts = (db: DatabaseSync) =>
  Object.fromEntries([...dump(db)].map(([table, rows]) => [table, rows.length]));
const rows = (db: DatabaseSync, sql: string) =>
  db
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));

describe("the seed", () => {
  it("fills every table", () => {
    const db = migrated();
    const { release } = seed(db, soundFiles);
    expect(counts(db)).toEqual({
      personality_types: 16,
      competencies: 1,
      competency_levels: 5,
      skills: 4,
      references: 3,
      content_blocks: release?.stem.filter((block) => block.type === "content").length,
      prompts: release?.stem.filter((block) => block.type === "prompt").length,
      tools: 10,
      connections: 10,
      stem: release?.stem.length,
      stem_connections: 10,
      data_objects: 5,
      ongoing_practices: 1,
      content_sources: 2,
      outline: 5,
      content_releases: 1,
    });
    expect(rows(db, "SELECT version, sha256, active FROM content_releases")).toEqual([
      { version: 1, sha256: "of 1", active: 1 },
    ]);
    const dangling = `SELECT key FROM stem WHERE (block_type = 'content' AND content_id NOT IN (SELECT id FROM content_blocks))
      OR (block_type = 'prompt' AND content_id NOT IN (SELECT id FROM prompts)) OR (block_type = 'tool' AND content_id NOT IN (SELECT id FROM tools))`;
    expect(rows(db, dangling)).toEqual([]);
  });

  it("changes nothing the second time", () => {
    const db = migrated();
    seed(db, soundFiles);
    const before = dump(db);
    seed(db, soundFiles, 1, nothing, [], "2027-07-07T00:00:00.000Z");
    expect(new Map([...dump(db)].map(([table, all]) => [table, withoutTime(table, all)]))).toEqual(
      new Map([...before].map(([table, all]) => [table, withoutTime(table, all)])),
    );
  });

  it("moves sequences and citation numbers without a clash", () => {
    const db = migrated();
    const before = seed(db, soundFiles);
    const inserted = damaged(
      one,
      ":: activity 1",
      ":: instruction added\nThis one is new, and it says nothing that matters.\n\n:: activity 1",
    );
    const cited = damaged(
      one,
      "star inspiration",
      "fine concept",
      damaged(one, "already done,", "already done [@fine],", inserted),
    );
    const { release } = seed(db, cited, 2, before);
    const order = rows(db, "SELECT key FROM stem WHERE retired_in IS NULL ORDER BY sequence").map(
      (row) => row["key"],
    );
    expect(order).toEqual(release?.stem.map((block) => block.id));
    const numbers = rows(db, `SELECT author_surname FROM "references" ORDER BY citation_number`).map(
      (row) => row["author_surname"],
    );
    expect(numbers).toEqual(["fine", "long", "star"]);
    expect(rows(db, "SELECT version, active FROM content_releases ORDER BY version")).toEqual([
      { version: 1, active: 0 },
      { version: 2, active: 1 },
    ]);
    seed(db, soundFiles, 3, { lock: before.lock, release: null });
    expect(rows(db, "SELECT key FROM stem WHERE retired_in IS NOT NULL")).toEqual([{ key: "1.1.1.added" }]);
  });

  it("retires, never deletes", () => {
    const db = migrated();
    const before = seed(db, soundFiles);
    const renamed = damaged(one, ":: checkbox aloud", ":: checkbox aloud-now");
    const retired: Retired[] = [{ key: "1.1.1.aloud", in: 2, why: "asked otherwise" }];
    seed(db, renamed, 2, before, retired);
    expect(rows(db, "SELECT retired_in FROM stem WHERE key = '1.1.1.aloud'")).toEqual([{ retired_in: 2 }]);
    expect(
      rows(
        db,
        "SELECT p.is_active FROM prompts p JOIN stem s ON s.content_id = p.id AND s.block_type = 'prompt' WHERE s.key LIKE '1.1.1.aloud%' ORDER BY s.key",
      ),
    ).toEqual([{ is_active: 0 }, { is_active: 1 }]);
    const fresh = migrated();
    seed(fresh, renamed, 2, before, retired);
    expect(rows(fresh, "SELECT retired_in FROM stem WHERE key = '1.1.1.aloud'")).toEqual([{ retired_in: 2 }]);
  });

  it("drops connections that are gone, and counts a text's versions", () => {
    const db = migrated();
    const before = seed(db, soundFiles);
    const recall =
      "recall:\n  - from: 1.1.1.ranking\n    object: Top skills\n    label: From your ranking\n    transform: [{op: filter, field: rank, max: 3}, {op: top, n: 3}]\n    as: top\n    empty: what you ranked\n---\n";
    seed(db, damaged(one, recall, "", damaged(one, ", **{{top}}** first", "")), 2, before);
    expect(counts(db)).toMatchObject({ connections: 9, stem_connections: 9 });
    expect(rows(db, "SELECT version FROM content_blocks WHERE content LIKE 'Here is your order%'")).toEqual([
      { version: 2 },
    ]);
    expect(rows(db, "SELECT count(*) AS n FROM content_blocks WHERE version > 1")).toEqual([{ n: 1 }]);
  });

  it("runs with the real files", () => {
    const db = migrated();
    const files = openFiles(new URL("../../", import.meta.url).pathname);
    const first = seed(db, files);
    const before = counts(db);
    seed(db, files, 1, first);
    expect(counts(db)).toEqual(before);
  }, 60_000);
});

describe("upsert", () => {
  const row = { id: "a", name: "it's", category: "knowledge" as const, created_at: "now" };

  it("writes what it is given, whatever it is", () => {
    const db = migrated();
    const names = ["'); DROP TABLE skills; --", "a;b\nBEGIN\r\n\\'", "ünï \u{1F331}", ""];
    for (const statement of upsert(
      skills,
      names.map((name, i) => ({ ...row, id: String(i), name })),
    ))
      db.exec(statement);
    expect(rows(db, "SELECT name FROM skills ORDER BY id").map((one_) => one_["name"])).toEqual(names);
  });

  it("splits what is too long for one statement", () => {
    const many = Array.from({ length: 4000 }, (_, i) => ({ ...row, id: `é${i}` }));
    const all = upsert(skills, many);
    expect(all.length).toBeGreaterThan(1);
    const db = migrated();
    for (const statement of all) db.exec(statement);
    expect(rows(db, "SELECT count(*) AS n FROM skills")).toEqual([{ n: 4000 }]);
  });

  it("fails loudly when the schema has other columns", () => {
    expect(() => upsert(skills, [{ ...row, nmae: "x" } as typeof row])).toThrow("skills has no column nmae");
    expect(() => upsert(skills, [{ id: "a", category: "knowledge" } as unknown as typeof row])).toThrow(
      "skills needs name, created_at",
    );
    expect(() => upsert(skills, [{ ...row, name: "a\0b" }])).toThrow(/NUL/);
  });
});

const one = file("1.1.1");

/** `updated_at` stays too, but where a sequence was moved out of the way it need not. */
function withoutTime(table: string, all: readonly object[]): object[] {
  return table === "stem_connections"
    ? all.map((row) => ({ ...row, updated_at: null }))
    : all.map((row) => ({ ...row }));
}
