import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StemBlock } from "../../content/block.ts";
import { uuid5 } from "../../ids/uuid5.ts";
import type { Contribution } from "../../tools/definition.ts";
import { isAnswerEvent, isInstanceEvent } from "../events.ts";
import type { Answer, LearnerState } from "../state.ts";
import type { Stem } from "../stem.ts";
import { arbitraryMoves, userId, World } from "../testing/history.ts";
import { arbitraryRelease, masterSkills } from "../testing/releases.ts";
import { Dice, runs } from "../testing/seed.ts";
import { block, releaseOf } from "../testing/small.ts";
import { envelopeOf, rowOf, valueFor } from "../testing/values.ts";
import { contributionsOf, instanceContributions } from "./contributions.ts";
import { ledgerRow, ledgerValue, moduleRow, projectAll, projectAnswer, projectInstance } from "./project.ts";
import { Projection, type Row, type RowChange } from "./rows.ts";
import { projectedTables } from "./tables.ts";

const blockIn = (stem: Stem, key: string): StemBlock | undefined =>
  stem.byKey.get(key) ?? stem.retired.get(key);
const idOf = (row: Row) => String(row["id"] ?? "");
const tablesOf = (projection: Projection): Record<string, Row[]> =>
  Object.fromEntries(
    [...projection.rows()]
      .map(([table, rows]) => [table, rows.toSorted((a, b) => idOf(a).localeCompare(idOf(b)))])
      .toSorted(),
  );

/** A database that does what the changes say (decision 30). */
class Tables {
  readonly #rows = new Map<string, Row>();
  write(changes: readonly RowChange[]): void {
    for (const change of changes) {
      const key = `${change.table}|${change.id}`;
      if (change.op === "del") this.#rows.delete(key);
      else if (change.op === "put") this.#rows.set(key, change.row);
      else if (change.op === "set") this.#rows.set(key, { ...this.#rows.get(key), ...change.set });
    }
  }
  of(table: string): Row[] {
    return [...this.#rows].filter(([key]) => key.startsWith(`${table}|`)).map(([, row]) => row);
  }
  all() {
    const tables = new Map<string, Row[]>();
    for (const [key, row] of this.#rows) {
      const table = key.slice(0, key.indexOf("|"));
      tables.set(table, [...(tables.get(table) ?? []), row]);
    }
    return Object.fromEntries(
      [...tables]
        .map(([table, rows]) => [table, rows.toSorted((a, b) => idOf(a).localeCompare(idOf(b)))])
        .toSorted(),
    );
  }
}

/** Plays a history as the object does: every operation's answers and instances into one projection, every change into D1. */
function kept(world: World, moves: Parameters<World["play"]>[0][]) {
  const projection = new Projection();
  const tables = new Tables();
  for (const move of moves) {
    const { decision, op, stem, state } = world.play(move);
    if (!decision.ok) continue;
    const touched =
      op.t === "content"
        ? [...state.answers.keys()]
        : decision.events.filter(isAnswerEvent).map((event) => event.blockId);
    for (const key of new Set(touched)) tables.write(projectAnswer(stem, state, projection, key));
    const made =
      op.t === "content"
        ? [...state.instances.keys()]
        : decision.events.filter(isInstanceEvent).map((event) => event.instanceId);
    for (const id of made) tables.write(projectInstance(stem, state, projection, id));
  }
  return { projection, tables };
}

describe("every table can be rebuilt", () => {
  test("PJ1: kept up answer by answer it is what `projectAll` makes from scratch, and so is what the changes wrote", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const world = new World(release);
        const { projection, tables } = kept(world, moves);
        const scratch = tablesOf(projectAll(world.stem, world.state));
        expect(tablesOf(projection)).toEqual(scratch);
        // A row that is not the object's own is set back, not deleted.
        const { user_settings: settings, ...written } = tables.all();
        const { user_settings: made, ...rows } = scratch;
        expect(written).toEqual(rows);
        expect(settings?.[0]?.["personality_type"] ?? null).toBe(made?.[0]?.["personality_type"] ?? null);
      }),
      runs(100),
    );
  });

  test("PJ2: the ledger alone is enough: written as rows, read back in another order, projected to the same tables", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), fc.nat(), (release, moves, entropy) => {
        const world = new World(release);
        for (const move of moves) world.play(move);
        const { stem, state } = world;
        const byStemId = new Map([...stem.retired.values(), ...stem.blocks].map((one) => [one.stemId, one]));
        // As SQLite keeps it: numbers and texts.
        const rows = [...state.answers.keys()].map(
          (key) => JSON.parse(JSON.stringify(ledgerRow(stem, state, key))) as Row,
        );
        const shuffled = new Dice(entropy).some([...rows.keys()]);
        const order = [...shuffled, ...rows.keys()].filter((n, i, all) => all.indexOf(n) === i);
        const answers = new Map<string, Answer>();
        const rowIds = new Map<string, string>();
        for (const n of order) {
          const row = rows[n] ?? {};
          const one = byStemId.get(Number(row["stem_id"]));
          if (one === undefined) throw new Error("an answer to nothing");
          expect(row["prompt_id"] === null).toBe(one.type === "tool");
          expect(row["tool_id"] === null).toBe(one.type === "prompt");
          expect(row["id"]).toBe(uuid5("response", userId, one.id));
          answers.set(one.id, {
            rev: Number(row["rev"]),
            value: ledgerValue(one, row["response_text"] as string | null),
            skipped: row["skipped"] === 1,
            onlyMe: row["only_me"] === 1,
            erased: row["erased"] === 1,
            respondedAt: String(row["responded_at"]),
            createdAt: String(row["created_at"]),
            device: row["device"] as string | null,
            hashes: row["hashes"] === null ? null : (JSON.parse(String(row["hashes"])) as Answer["hashes"]),
            opN: Number(row["op_n"]),
            contentVersion: Number(row["content_version"]),
          });
          if (row["row_id"] !== null) rowIds.set(one.id, String(row["row_id"]));
        }
        const read: LearnerState = { ...state, answers, rowIds };
        expect(new Map([...answers].toSorted())).toEqual(new Map([...state.answers].toSorted()));
        expect(tablesOf(projectAll(stem, read))).toEqual(tablesOf(projectAll(stem, state)));
      }),
      runs(100),
    );
  });

  test("PJ3: the rows are what the decision says, said once more without keeping anything", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const world = new World(release);
        const { projection } = kept(world, moves);
        expect(spoken(tablesOf(projection))).toEqual(oracle(world.stem, world.state));
      }),
      runs(100),
    );
  });
});

/** The columns that placements own, by table and id. */
function spoken(tables: Record<string, readonly Row[]>): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const [table, all] of Object.entries(tables)) {
    for (const row of all) {
      const columns = Object.keys(projectedTables[table]?.columns ?? { personality_type: null });
      rows[`${table}|${idOf(row) || userId}`] = Object.fromEntries(
        columns.map((name) => [name, row[name] ?? null]),
      );
    }
  }
  return rows;
}

function oracle(stem: Stem, state: LearnerState): Record<string, Row> {
  const answers = [...state.answers].flatMap(([key, answer]) => {
    const one = blockIn(stem, key);
    const made: Contribution[] = one === undefined ? [] : contributionsOf(stem, state, one, answer);
    return made.map((contribution) => ({ contribution, answer, key }));
  });
  const instances = [...state.instances].flatMap(([key, instance]) =>
    instanceContributions(stem, state, key, instance).map((contribution) => ({
      contribution,
      answer: instance,
      key,
    })),
  );
  const said = [...answers, ...instances];
  const nameOf = ({ table, id }: { table: string; id: string }) => `${table}|${id}`;
  const live = new Set<string>();
  const stands = (one: Contribution) => (one.requires ?? []).every((ref) => live.has(nameOf(ref)));
  /** Whether somebody who stands says what the row cannot be without. */
  const isWhole = (row: Contribution) =>
    (projectedTables[row.table]?.needs ?? []).every((column) =>
      said.some(
        ({ contribution: one }) =>
          nameOf(one) === nameOf(row) &&
          stands(one) &&
          (one.fields[column] ?? one.defaults?.[column] ?? null) !== null,
      ),
    );
  for (let grown = true; grown;) {
    grown = false;
    for (const { contribution } of said) {
      const makes = contribution.creates || contribution.table === "user_settings";
      if (!makes || live.has(nameOf(contribution)) || !stands(contribution) || !isWhole(contribution))
        continue;
      live.add(nameOf(contribution));
      grown = true;
    }
  }
  const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  const newest = said.toSorted(
    (a, b) =>
      order(a.answer.respondedAt, b.answer.respondedAt) ||
      order(a.answer.opN, b.answer.opN) ||
      order(a.key, b.key),
  );
  const youngest = said.toSorted(
    (a, b) => order(a.answer.createdAt, b.answer.createdAt) || order(a.key, b.key),
  );
  const rows: Record<string, Row> = {};
  for (const name of live) {
    const table = name.slice(0, name.indexOf("|"));
    const spec = projectedTables[table];
    const needs = spec?.needs ?? [];
    const own: Record<string, string | number | null> = { ...(spec?.columns ?? { personality_type: null }) };
    const oneRow = table === "user_settings" || spec?.oneRow === true;
    const standing = (oneRow ? youngest : newest)
      .map((one) => one.contribution)
      .filter((one) => nameOf(one) === name && stands(one));
    for (const { defaults = {} } of standing) Object.assign(own, defaults);
    for (const contribution of standing) {
      for (const [column, value] of Object.entries(contribution.fields)) {
        if (value === null && needs.includes(column)) continue;
        const link = contribution.links?.[column];
        const plain =
          value !== null && typeof value === "object"
            ? JSON.stringify(value)
            : typeof value === "boolean"
              ? Number(value)
              : value;
        own[column] =
          link !== undefined && !live.has(nameOf(link)) ? null : (plain as string | number | null);
      }
    }
    rows[name] = own;
  }
  return rows;
}

describe("the ledger's text", () => {
  test("PJ4: every value comes back as it was, sealed or not", () => {
    fc.assert(
      fc.property(arbitraryRelease, fc.nat(), (release, entropy) => {
        for (const one of release.stem) {
          if (one.type === "content") continue;
          const value = valueFor(one, userId, new Dice(entropy));
          const text = typeof value === "string" ? value : JSON.stringify(value);
          expect(ledgerValue(one, text)).toEqual(value);
        }
      }),
    );
  });

  const sealed = envelopeOf(new Dice(1));
  test.each<[string, StemBlock, string, unknown]>([
    ["text that looks like JSON", block("textarea", "1.1.1.a"), '{"v":1}', '{"v":1}'],
    [
      "text that is an envelope's, where nothing is private",
      block("textarea", "1.1.1.a"),
      JSON.stringify(sealed),
      JSON.stringify(sealed),
    ],
    ["an envelope", block("textarea", "1.1.1.a", { private: true }), JSON.stringify(sealed), sealed],
    [
      "text from before the question was private",
      block("textarea", "1.1.1.a", { private: true }),
      "{not json",
      "{not json",
    ],
    [
      "JSON from before the question was private",
      block("textarea", "1.1.1.a", { private: true }),
      '{"a":1}',
      '{"a":1}',
    ],
    [
      "an option of a private question that looks like JSON",
      block("select", "1.1.1.s", { private: true }),
      "{odd}",
      "{odd}",
    ],
    ["an option that looks like a number", block("select", "1.1.1.s"), "12", "12"],
    ["a number", block("slider", "1.1.1.n"), "7.5", 7.5],
    ["no", block("checkbox", "1.1.1.c"), "false", false],
  ])("PJ4: %s", (_name, one, text, value) => {
    expect(ledgerValue(one, text)).toEqual(value);
  });
  test("PJ4: nothing is nothing", () => expect(ledgerValue(block("slider", "1.1.1.n"), null)).toBeNull());

  test("PJ4: a skip has no text and is no first answer; an edit keeps when it was first said; where there is no answer there is no row", () => {
    const on = new World(releaseOf([block("textarea", "1.1.1.a"), block("textarea", "1.1.1.b")]));
    on.run({ t: "skip", opId: userId, blockId: "1.1.1.a" }, "phone", 5);
    on.run(
      {
        t: "edit",
        opId: userId,
        blockId: "1.1.1.a",
        baseRev: 0,
        value: "words",
        onlyMe: true,
        hashes: { a: "h" },
      },
      "laptop",
      9,
    );
    on.run({ t: "edit", opId: userId, blockId: "1.1.1.a", baseRev: 1, value: "words again" }, "laptop", 12);
    expect(ledgerRow(on.stem, on.state, "1.1.1.b")).toBeNull();
    expect(ledgerRow(on.stem, on.state, "9.9.9.x")).toBeNull();
    expect(ledgerRow(on.stem, on.state, "1.1.1.a")).toMatchObject({
      stem_id: 1,
      prompt_id: 7,
      tool_id: null,
      exercise_id: "1.1.1",
      activity_id: "0",
      response_text: "words again",
      rev: 2,
      skipped: 0,
      only_me: 1,
      erased: 0,
      device: "laptop",
      created_at: "2026-01-01T00:09:00.000Z",
      responded_at: "2026-01-01T00:12:00.000Z",
      content_version: 1,
    });
  });
});

describe("one row, several placements (decision 5)", () => {
  const opId = userId;
  const experience = (n: number, title: string, more: object = {}) => ({
    id: rowOf("experience", n),
    title,
    ...more,
  });
  const fields = [
    { name: "title", label: "What", type: "text", required: true },
    { name: "description", label: "More", type: "long" },
  ];
  const list = (key: string, mode: "create" | "update") =>
    block("list_builder", key, {
      config: {
        target: "user_experiences",
        mode,
        fields: mode === "create" ? fields : fields.map((one) => ({ ...one, required: false })),
      },
    });
  const say = (on: World, blockId: string, value: unknown, minutes: number) => {
    const known = on.state.answers.get(blockId);
    const step =
      known === undefined
        ? on.run({ t: "reply", opId, blockId, value }, null, minutes)
        : on.run({ t: "edit", opId, blockId, baseRev: known.rev, value }, null, minutes);
    expect(step.decision).toMatchObject({ ok: true });
  };
  const tables = (on: World) => tablesOf(projectAll(on.stem, on.state));

  test("PJ5: a field takes the value that was said last by the clock, not the one that came last", () => {
    const on = new World(
      releaseOf([list("1.1.1.a", "create"), list("1.1.1.b", "update"), list("1.1.1.c", "update")]),
    );
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer", { description: "first" })] }, 10);
    say(on, "1.1.1.b", { rows: [experience(1, "", { description: "from noon" })] }, 100);
    // Said before noon on a phone that was offline; it arrives later.
    say(on, "1.1.1.c", { rows: [experience(1, "Thatcher", { description: "from the morning" })] }, 50);
    const [row] = tables(on)["user_experiences"] ?? [];
    expect(row).toMatchObject({
      title: "Thatcher",
      description: "from noon",
      created_at: "2026-01-01T00:10:00.000Z",
      updated_at: "2026-01-01T01:40:00.000Z",
      stem_id: 1,
      origin: "1.1.1.v1",
    });
    on.run({ t: "edit", opId, blockId: "1.1.1.b", baseRev: 1, value: null }, null, 200);
    expect(tables(on)["user_experiences"]?.[0]).toMatchObject({
      title: "Thatcher",
      description: "from the morning",
    });
  });

  test("PJ5: a field that a placement does not own stays what the others said", () => {
    const only = block("list_builder", "1.1.1.b", {
      config: { target: "user_experiences", mode: "update", fields: [fields[1]] },
    });
    const on = new World(releaseOf([list("1.1.1.a", "create"), only]));
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer", { description: "first" })] }, 10);
    say(on, "1.1.1.b", { rows: [{ id: rowOf("experience", 1), description: "more" }] }, 20);
    expect(tables(on)["user_experiences"]?.[0]).toMatchObject({ title: "Roofer", description: "more" });
  });

  test("PJ6: a row lives while a placement that creates lists it; one that updates keeps none alive", () => {
    const on = new World(
      releaseOf([list("1.1.1.a", "create"), list("1.1.1.b", "create"), list("1.1.1.c", "update")]),
    );
    const both = { rows: [experience(1, "Roofer"), experience(2, "Baker")] };
    say(on, "1.1.1.a", both, 1);
    say(on, "1.1.1.b", { rows: [experience(1, "Roofer")] }, 2);
    say(on, "1.1.1.c", both, 3);
    expect(tables(on)["user_experiences"]).toHaveLength(2);
    say(on, "1.1.1.a", { rows: [] }, 4);
    expect(tables(on)["user_experiences"]).toMatchObject([{ id: rowOf("experience", 1), stem_id: 2 }]);
    say(on, "1.1.1.b", { rows: [] }, 5);
    expect(tables(on)["user_experiences"] ?? []).toEqual([]);
    say(on, "1.1.1.b", { rows: [experience(2, "Baker")] }, 6);
    expect(tables(on)["user_experiences"]).toHaveLength(1);
  });

  const tagger = (key: string, on: string, more: object = {}) =>
    block("skill_tagger", key, { config: { category: "transferable", on, rate: true, ...more } });
  const skill = (n: number) => masterSkills[n]?.id ?? "";
  const tag = (n: number, on: string[], mastery: number | null = null) => ({ id: skill(n), on, mastery });

  test("PJ7: junction rows die with what they join, and come back with it", () => {
    const on = new World(releaseOf([list("1.1.1.a", "create"), tagger("1.1.1.t", "user_experiences")]));
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer"), experience(2, "Baker")] }, 1);
    say(
      on,
      "1.1.1.t",
      {
        rows: [tag(0, [rowOf("experience", 1), rowOf("experience", 2)])],
        newSkills: [],
      },
      2,
    );
    expect(tables(on)["user_experience_skills"]).toHaveLength(2);
    say(on, "1.1.1.a", { rows: [experience(2, "Baker")] }, 3);
    expect(tables(on)["user_experience_skills"]).toMatchObject([
      { experience_id: rowOf("experience", 2), skill_id: skill(0) },
    ]);
    expect(tables(on)["user_skills"]).toHaveLength(1);
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer"), experience(2, "Baker")] }, 4);
    expect(tables(on)["user_experience_skills"]).toHaveLength(2);
  });

  const story = (n: number, experienceId: string | null) => ({
    id: rowOf("story", n),
    experienceId,
    title: "T",
    situation: "s",
    obstacle: "",
    action: "",
    result: "",
    evaluation: "",
    discovery: "",
  });

  test("PJ7: a story outlives its experience: the link goes, the story and its skills stay", () => {
    const on = new World(
      releaseOf([
        list("1.1.1.a", "create"),
        block("soared_form", "1.1.1.s"),
        tagger("1.1.1.t", "user_stories"),
      ]),
    );
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer")] }, 1);
    say(on, "1.1.1.s", story(1, rowOf("experience", 1)), 2);
    say(on, "1.1.1.t", { rows: [tag(0, [rowOf("story", 1)])], newSkills: [] }, 3);
    expect(tables(on)["user_stories"]).toMatchObject([
      { experience_id: rowOf("experience", 1), story_type: "challenge" },
    ]);
    say(on, "1.1.1.a", { rows: [] }, 4);
    expect(tables(on)["user_stories"]).toMatchObject([{ experience_id: null, title: "T", obstacle: null }]);
    expect(tables(on)["user_story_skills"]).toHaveLength(1);
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer")] }, 5);
    expect(tables(on)["user_stories"]).toMatchObject([{ experience_id: rowOf("experience", 1) }]);
  });

  test("PJ8: two taggers make one row of a skill; ranking and proving change its columns, never its id", () => {
    const rank = block("ranking_grid", "1.1.1.r", {
      config: { target: "user_skills", category: "transferable", top: 2, min: 1, max: 9 },
    });
    const proof = block("textarea", "1.1.1.p", {
      save: { table: "user_skills", column: "evidence", row: { from: "1.1.1.r", pick: 1 } },
    });
    const on = new World(
      releaseOf([tagger("1.1.1.t", "user_experiences"), tagger("1.1.1.u", "user_stories"), rank, proof]),
    );
    const ranked = (...all: number[]) => ({ rows: all.map((n) => ({ id: skill(n), text: "" })) });
    say(on, "1.1.1.t", { rows: [tag(0, [], 2), tag(1, [])], newSkills: [] }, 1);
    say(on, "1.1.1.u", { rows: [tag(0, [], 5), tag(2, [])], newSkills: [] }, 2);
    say(on, "1.1.1.r", ranked(0, 1, 2), 3);
    say(on, "1.1.1.p", "I planned the move.", 4);
    const idOfSkill = (n: number) => uuid5("user_skill", userId, skill(n));
    const of = (n: number) => tables(on)["user_skills"]?.find((row) => row["id"] === idOfSkill(n));
    expect(tables(on)["user_skills"]).toHaveLength(3);
    expect(of(0)).toMatchObject({ skill_id: skill(0), mastery: 5, rank: 1, evidence: "I planned the move." });
    expect(of(2)).toMatchObject({ rank: null, evidence: null });
    say(on, "1.1.1.r", ranked(2, 0, 1), 5);
    expect(of(0)).toMatchObject({ rank: 2, evidence: "I planned the move." });
    expect(of(2)).toMatchObject({ rank: 1, evidence: null });
    expect(ledgerRow(on.stem, on.state, "1.1.1.p")).toMatchObject({ row_id: idOfSkill(0) });
    // Neither tagged nor ranked any more: a proof keeps no row alive, and is there when it comes back.
    say(on, "1.1.1.t", { rows: [tag(1, [])], newSkills: [] }, 6);
    say(on, "1.1.1.u", { rows: [tag(2, [])], newSkills: [] }, 7);
    expect(of(0)).toMatchObject({ rank: 2 });
    say(on, "1.1.1.r", ranked(2, 1), 8);
    expect(of(0)).toBeUndefined();
    say(on, "1.1.1.t", { rows: [tag(0, [])], newSkills: [] }, 9);
    expect(of(0)).toMatchObject({ rank: null, evidence: "I planned the move." });
  });

  test("PJ9: a prompt that saves into a slot makes the slot's row; two of them fill one row", () => {
    const slot = (key: string, column: string) =>
      block("textarea", key, { save: { table: "user_experiences", column, row: { slot: "one" } } });
    const on = new World(releaseOf([slot("1.1.1.a", "title"), slot("1.1.1.b", "description")]));
    say(on, "1.1.1.a", "Roofer", 1);
    say(on, "1.1.1.b", "Nineteen years", 2);
    const id = uuid5("slot", userId, "user_experiences", "one");
    expect(tables(on)["user_experiences"]).toMatchObject([
      { id, title: "Roofer", description: "Nineteen years" },
    ]);
    expect(ledgerRow(on.stem, on.state, "1.1.1.a")).toMatchObject({ row_id: id });
  });

  test("PJ9: a slot's row is known also for a placement that came in behind the learner and was never sent", () => {
    const on = new World(releaseOf([block("textarea", "1.1.1.z")]));
    say(on, "1.1.1.z", "x", 1);
    const late = block("textarea", "1.1.1.a", {
      since: 2,
      stemId: 9,
      save: { table: "user_experiences", column: "title", row: { slot: "one" } },
    });
    on.switchTo(releaseOf([late, block("textarea", "1.1.1.z")], { version: 2 }));
    on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 0, value: "Roofer" });
    expect(tables(on)["user_experiences"]).toMatchObject([{ title: "Roofer" }]);
    expect(ledgerRow(on.stem, on.state, "1.1.1.a")).toMatchObject({
      row_id: uuid5("slot", userId, "user_experiences", "one"),
    });
  });

  test("PJ9: a prompt can save into an item of a list, whose row has an id of its own", () => {
    const topics = block("list_builder", "1.1.1.l");
    const prompt = block("textarea", "1.1.1.p", {
      save: { table: "user_list_items", column: "content", row: { from: "1.1.1.l", pick: 2 } },
    });
    const on = new World(releaseOf([topics, prompt]));
    say(
      on,
      "1.1.1.l",
      {
        rows: [
          { id: rowOf("item", 1), text: "one" },
          { id: rowOf("item", 2), text: "two" },
        ],
      },
      1,
    );
    say(on, "1.1.1.p", "second, said better", 2);
    const items = tables(on)["user_list_items"] ?? [];
    expect(items.map((row) => row["content"]).toSorted()).toEqual(["one", "second, said better"]);
  });

  test("PJ9: where the learner has no such row the answer stays in the ledger alone", () => {
    const proof = block("textarea", "1.1.1.p", {
      save: { table: "user_experiences", column: "description", row: { from: "1.1.1.a", pick: 3 } },
    });
    const on = new World(releaseOf([list("1.1.1.a", "create"), proof]));
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer")] }, 1);
    say(on, "1.1.1.p", "words", 2);
    expect(tables(on)["user_experiences"]).toMatchObject([{ description: null }]);
    expect(ledgerRow(on.stem, on.state, "1.1.1.p")).toMatchObject({ row_id: null, response_text: "words" });
  });

  test("PJ5: what was said in one operation is ordered by key, in whatever order it is read (decision 30: an import)", () => {
    const source = {
      stemId: 1,
      exerciseId: "1.1.1",
      respondedAt: "2026-01-01T00:00:00.000Z",
      createdAt: "2026-01-01T00:00:00.000Z",
      opN: 1,
      rev: 1,
      hashes: null,
    };
    const orders = [
      ["a", "b"],
      ["b", "a"],
    ].map((keys) => {
      const projection = new Projection();
      for (const key of keys)
        projection.replace({ ...source, key }, [
          { table: "user_experiences", id: "1", creates: true, fields: { title: key } },
        ]);
      return tablesOf(projection);
    });
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]?.["user_experiences"]).toMatchObject([{ title: "b" }]);
  });

  test("PJ10: one-row tables take each column's newest; the row goes with the last answer", () => {
    const to = (key: string, column: string) =>
      block("textarea", key, { save: { table: "user_profile", column } });
    const on = new World(
      releaseOf([to("1.1.1.a", "headline"), to("1.1.1.b", "headline"), to("1.1.1.c", "summary")]),
    );
    say(on, "1.1.1.a", "first", 10);
    say(on, "1.1.1.b", "older", 5);
    say(on, "1.1.1.c", "words", 6);
    expect(tables(on)["user_profile"]).toMatchObject([
      { headline: "first", summary: "words", allegory: null },
    ]);
    expect(tables(on)["user_profile"]?.[0]).not.toHaveProperty("id");
    for (const key of ["1.1.1.a", "1.1.1.b", "1.1.1.c"])
      on.run({ t: "edit", opId, blockId: key, baseRev: 1, value: null });
    expect(tables(on)["user_profile"] ?? []).toEqual([]);
  });

  test("PJ10: a personality type is set in the settings and set back, for that row is the worker's", () => {
    const on = new World(releaseOf([block("mbti_selector", "1.1.1.m")]));
    const projection = new Projection();
    say(on, "1.1.1.m", { code: "INFP", lines: {} }, 1);
    const change = { op: "set", table: "user_settings", id: userId };
    expect(projectAnswer(on.stem, on.state, projection, "1.1.1.m")).toEqual([
      { ...change, set: { personality_type: "INFP" } },
    ]);
    on.run({ t: "edit", opId, blockId: "1.1.1.m", baseRev: 1, value: null });
    expect(projectAnswer(on.stem, on.state, projection, "1.1.1.m")).toEqual([
      { ...change, set: { personality_type: null } },
    ]);
  });

  test("PJ11: a list is a row and its items in order; sealed items hold their envelope", () => {
    const on = new World(releaseOf([block("list_builder", "1.1.1.l", { private: true })]));
    const [first, second] = [envelopeOf(new Dice(1)), envelopeOf(new Dice(2))];
    say(
      on,
      "1.1.1.l",
      {
        rows: [
          { id: rowOf("item", 2), text: second },
          { id: rowOf("item", 1), text: first },
        ],
      },
      1,
    );
    const { user_lists: lists, user_list_items: items } = tables(on);
    expect(lists).toMatchObject([{ name: "Topics", context: "1.1.1" }]);
    expect(items?.toSorted((a, b) => Number(a["position"]) - Number(b["position"]))).toMatchObject([
      { position: 0, content: JSON.stringify(second), list_id: lists?.[0]?.["id"] },
      { position: 1, content: JSON.stringify(first) },
    ]);
  });

  test("PJ11: a checkbox has its row in the checklists from the first answer on", () => {
    const on = new World(releaseOf([block("checkbox", "1.1.1.c")]));
    say(on, "1.1.1.c", false, 1);
    expect(tables(on)["user_checklists"]).toMatchObject([{ checked: 0, prompt_id: 7, exercise_id: "1.1.1" }]);
    say(on, "1.1.1.c", true, 2);
    expect(tables(on)["user_checklists"]).toMatchObject([{ checked: 1, rev: 2 }]);
  });

  test("PJ12: only the rows that an answer touches change", () => {
    const on = new World(releaseOf([list("1.1.1.a", "create"), list("1.1.1.b", "create")]));
    const projection = new Projection();
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer"), experience(2, "Baker")] }, 1);
    expect(projectAnswer(on.stem, on.state, projection, "1.1.1.a")).toHaveLength(2);
    expect(projectAnswer(on.stem, on.state, projection, "1.1.1.a")).toEqual([]);
    say(on, "1.1.1.b", { rows: [experience(3, "Sailor")] }, 2);
    expect(projectAnswer(on.stem, on.state, projection, "1.1.1.b")).toMatchObject([
      { op: "put", id: rowOf("experience", 3) },
    ]);
  });

  test("PJ13: a module has its row with the time of its first completion", () => {
    const on = new World(releaseOf([block("textarea", "1.1.1.a"), block("textarea", "1.2.1.b")]));
    expect(moduleRow(on.stem, on.state, "1.1")).toBeNull();
    on.run({ t: "reply", opId, blockId: "1.1.1.a", value: "x" }, null, 3);
    const first_completed_at = "2026-01-01T00:03:00.000Z";
    const row = { module_id: "1.1", first_completed_at, last_modified_at: first_completed_at };
    expect(moduleRow(on.stem, on.state, "1.1")).toEqual(row);
    on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 1, value: "y" }, null, 9);
    // Hiding is no edit of an answer.
    on.run({ t: "visibility", opId, blockId: "1.1.1.a", onlyMe: true }, null, 12);
    expect(moduleRow(on.stem, on.state, "1.1")).toEqual({
      ...row,
      last_modified_at: "2026-01-01T00:09:00.000Z",
    });
  });

  test("PJ14: rows of a retired placement stay, and a changed config is in the rows after the switch", () => {
    const topics = block("list_builder", "1.1.1.l");
    const on = new World(releaseOf([topics, list("1.1.1.a", "create")]));
    say(on, "1.1.1.l", { rows: [{ id: rowOf("item", 1), text: "one" }] }, 1);
    say(on, "1.1.1.a", { rows: [experience(1, "Roofer")] }, 2);
    const projection = projectAll(on.stem, on.state);
    const renamed = { ...topics, stemId: 1, config: { target: "user_list_items", list: "Themes" } };
    on.switchTo(releaseOf([renamed], { version: 2, retired: [{ ...list("1.1.1.a", "create"), stemId: 2 }] }));
    const changes = [...on.state.answers.keys()].flatMap((key) =>
      projectAnswer(on.stem, on.state, projection, key),
    );
    expect(changes).toMatchObject([{ op: "put", table: "user_lists", row: { name: "Themes" } }]);
    expect(tables(on)["user_experiences"]).toHaveLength(1);
  });
});
