import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StemBlock } from "../content/block.ts";
import { allTools } from "../tools/all.ts";
import { linksOf } from "../tools/links.ts";
import { accept } from "./accept.ts";
import { placedTool } from "./placed.ts";
import { everyTable } from "./testing/everyTable.ts";
import { arbitraryMoves, userId, World, type Move } from "./testing/history.ts";
import { typedLists } from "./testing/lists.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf } from "./testing/values.ts";
import { Dice } from "./testing/seed.ts";
import { projectAll } from "./project/project.ts";
import { masterSkills } from "./testing/releases.ts";

const opId = userId;
const at = "2026-01-01T00:00:00.000Z";
/** Somebody else's, or one that never was: nobody here can tell. */
const strange = "99999999-9999-4999-8999-999999999999";

const list = (key: string, target: string, more: object = {}) =>
  block("list_builder", key, { config: { target, fields: typedLists[target]?.made, ...more } });
const experiences = list("1.1.1.experiences", "user_experiences");
const companies = list("1.1.1.companies", "user_companies");
const story = (id: string, experienceId: string | null) => ({
  id,
  experienceId,
  title: "T",
  situation: "s",
  obstacle: "",
  action: "",
  result: "",
  evaluation: "",
  discovery: "",
});
const tags = (on: readonly string[]) => ({
  rows: [
    { id: masterSkills[0]?.id, on: [], mastery: null },
    { id: masterSkills[1]?.id, on, mastery: null },
  ],
  newSkills: [],
});
const contact = (n: number, company_id: string) => ({
  id: rowOf("contact", n),
  name: envelopeOf(new Dice(n)),
  company_id,
});
const roofer = { id: rowOf("experience", 1), title: "Roofer", experience_type: "" };
const acme = { id: rowOf("company", 1), name: "Acme" };

const tagger = (on: string) =>
  block("skill_tagger", "1.1.2.it", { config: { category: "transferable", on, max: 60 } });
const milestoneFields = [
  ...(typedLists["user_milestones"]?.made ?? []),
  { name: "career_option_id", label: "Path", type: "link" },
];

/** Every link that a tool has: where it stands, and what is there to be pointed at. */
const cases: readonly {
  what: string;
  made: StemBlock;
  row: unknown;
  id: string;
  asks: StemBlock;
  value: (id: string) => unknown;
  path: string;
}[] = [
  {
    what: "a story's experience",
    made: experiences,
    row: { rows: [roofer] },
    id: roofer.id,
    asks: block("soared_form", "1.1.2.it"),
    value: (id) => story(rowOf("story", 1), id),
    path: "value.experienceId",
  },
  {
    what: "the experiences of a skill",
    made: experiences,
    row: { rows: [roofer] },
    id: roofer.id,
    asks: tagger("user_experiences"),
    value: (id) => tags([id]),
    path: "value.rows.1.on.0",
  },
  {
    what: "the stories of a skill",
    made: block("soared_form", "1.1.1.story"),
    row: story(rowOf("story", 1), null),
    id: rowOf("story", 1),
    asks: tagger("user_stories"),
    value: (id) => tags([id]),
    path: "value.rows.1.on.0",
  },
  {
    what: "a contact's company",
    made: companies,
    row: { rows: [acme] },
    id: acme.id,
    asks: list("1.1.2.it", "user_contacts"),
    value: (id) => ({ rows: [contact(1, ""), contact(2, id)] }),
    path: "value.rows.1.company_id",
  },
  {
    what: "a job's company",
    made: companies,
    row: { rows: [acme] },
    id: acme.id,
    asks: list("1.1.2.it", "user_jobs"),
    value: (id) => ({ rows: [{ id: rowOf("job", 1), title: "Roofer", company_id: id }] }),
    path: "value.rows.0.company_id",
  },
  {
    what: "a milestone's path",
    made: list("1.1.1.options", "user_career_options"),
    row: { rows: [{ id: rowOf("option", 1), title: "Boats" }] },
    id: rowOf("option", 1),
    asks: list("1.1.2.it", "user_milestones", { fields: milestoneFields }),
    value: (id) => ({
      rows: [{ id: rowOf("milestone", 1), year: 2027, title: "First", career_option_id: id }],
    }),
    path: "value.rows.0.career_option_id",
  },
  {
    what: "the row that a list completes",
    made: experiences,
    row: { rows: [roofer] },
    id: roofer.id,
    asks: list("1.1.2.it", "user_experiences", {
      mode: "update",
      fields: typedLists["user_experiences"]?.more,
    }),
    value: (id) => ({ rows: [{ id, organization: "Acme" }] }),
    path: "value.rows.0.id",
  },
];

const run = (on: World, blockId: string, value: unknown) => {
  const rev = on.state.answers.get(blockId)?.rev;
  return on.run(
    rev === undefined
      ? { t: "reply", opId, blockId, value }
      : { t: "edit", opId, blockId, baseRev: rev, value },
  );
};

describe.each(cases)("TO11: $what", ({ made, row, id, asks, value, path }) => {
  const begun = () => {
    const on = new World(releaseOf([made, asks]));
    expect(run(on, made.id, row).decision).toMatchObject({ ok: true });
    return on;
  };

  test("a row of the learner's is taken, any other refused with its field, changing nothing", () => {
    const on = begun();
    const before = on.state;
    const { decision } = run(on, asks.id, value(strange));
    expect(decision).toMatchObject({ ok: false, nack: { code: "not_found", path } });
    expect(on.state).toBe(before);
    // A row of another table, or of nothing but the ledger, is none of this one.
    expect(run(on, asks.id, value(asks.id)).decision.ok).toBe(false);
    expect(run(on, asks.id, value(id)).decision.ok).toBe(true);
    expect(run(on, asks.id, value(strange)).decision).toMatchObject({ nack: { code: "not_found", path } });
  });

  test("what is gone is refused as new, and may stay where it stood; in an earlier value it may come back", () => {
    const on = begun();
    expect(run(on, asks.id, value(id)).decision.ok).toBe(true);
    const empty = on.run({ t: "edit", opId, blockId: made.id, baseRev: 1, value: null });
    expect(empty.decision.ok).toBe(true);
    const changed = { ...(value(id) as object), ...("title" in (value(id) as object) ? { title: "U" } : {}) };
    expect(run(on, asks.id, changed).decision.ok).toBe(true);
    const cleared = on.state.answers.get(asks.id);
    on.run({ t: "edit", opId, blockId: asks.id, baseRev: cleared?.rev ?? 0, value: null });
    const { rev = 0 } = on.state.answers.get(asks.id) ?? {};
    const op = { t: "edit", opId, blockId: asks.id, baseRev: rev, value: value(id) } as const;
    const context = { at, n: 99, device: null, contentVersion: 1 };
    expect(accept(on.stem, on.state, op, context)).toMatchObject({ nack: { code: "not_found", path } });
    const earlierValues = (key: string) => (key === asks.id ? [null, value(id)] : []);
    expect(accept(on.stem, on.state, op, { ...context, earlierValues }).ok).toBe(true);
  });
});

test("TO11: what a list makes for its own links is there; what it no longer makes is not", () => {
  const on = new World(releaseOf([list("1.1.2.it", "user_contacts")]));
  const linked = [{ id: acme.id, text: "Acme" }];
  expect(run(on, "1.1.2.it", { rows: [contact(1, acme.id)], linked }).decision.ok).toBe(true);
  const corner = rowOf("company", 2);
  expect(run(on, "1.1.2.it", { rows: [contact(1, corner)], linked }).decision.ok).toBe(false);
});

test("TO11: a row made outside the thread, or by a retired question, is the learner's", () => {
  const form = block("soared_form", "1.1.1.form");
  const info = { label: "", description: "", instructions: "", icon: "", unlocksAt: null };
  const tools = [{ id: 7, name: "soared_form", ...info } as const];
  const on = new World(releaseOf([form, tagger("user_stories")], { tools }));
  expect(run(on, form.id, story(rowOf("story", 1), null)).decision.ok).toBe(true);
  const made = story(rowOf("story", 2), null);
  const frame = { t: "tool", opId, tool: "soared_form", instanceId: rowOf("item", 1), baseRev: 0 } as const;
  expect(on.run({ ...frame, value: story(rowOf("story", 2), strange) }).decision).toMatchObject({
    nack: { code: "not_found", path: "value.experienceId" },
  });
  expect(on.run({ ...frame, value: made }).decision.ok).toBe(true);
  on.switchTo({
    ...releaseOf([tagger("user_stories")], { tools }),
    version: 2,
    retired: on.stem.blocks.filter((one) => one.id === form.id),
  });
  expect(run(on, "1.1.2.it", tags([rowOf("story", 1), rowOf("story", 2)])).decision.ok).toBe(true);
});

test("TO11: things that are ranked may be named there for the first time", () => {
  const grid = block("ranking_grid", "1.1.2.it", { config: { target: "user_locations" }, private: true });
  const on = new World(releaseOf([grid]));
  const rows = [1, 2].map((n) => ({ id: rowOf("place", n), text: envelopeOf(new Dice(n)) }));
  expect(run(on, "1.1.2.it", { rows }).decision.ok).toBe(true);
});

test("TO11: whatever is accepted points at rows that are there, or at what it pointed at before", () => {
  let [links, refused] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), arbitraryMoves([], 60), (entropy, moves) => {
      const on = new World(everyTable);
      const walk = everyTable.stem.map((_, i): Move => ({
        what: "answer",
        entropy: entropy + i,
        device: 0,
        at: i,
        changes: [],
      }));
      for (const move of [...walk, ...moves]) {
        const { before, op, decision, stem, state } = on.play(move);
        if (!("blockId" in op) || !("value" in op) || op.value === null) continue;
        if (!decision.ok) {
          if (decision.nack.code === "not_found") refused += 1;
          continue;
        }
        const asked = stem.byKey.get(op.blockId ?? "") ?? stem.retired.get(op.blockId ?? "");
        const placed = asked === undefined ? undefined : placedTool(asked);
        if (asked?.type !== "tool" || placed === undefined) continue;
        const of = (value: unknown) =>
          value === null || value === undefined ? [] : linksOf(placed.tool.name, value, placed.config);
        const known = new Set(of(before.answers.get(asked.id)?.value).map(({ id }) => id));
        const rows = projectAll(stem, state).rows();
        for (const { table, id } of of(op.value)) {
          links += 1;
          const isThere = (rows.get(table) ?? []).some((row) => row["id"] === id);
          expect(isThere || known.has(id), `${table} ${id}`).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(links).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(0);
});

test("TO11: every tool has been looked at for links", () => {
  const withLinks = Object.keys(allTools).filter((name) => cases.some(({ asks }) => asks.tool === name));
  expect(withLinks).toEqual(["list_builder", "soared_form", "skill_tagger"]);
});
