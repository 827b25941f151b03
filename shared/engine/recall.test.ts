import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recall as recallSchema, wireBlock, type Connection, type StemBlock } from "../content/block.ts";
import { uuid5 } from "../ids/uuid5.ts";
// oxlint-disable-next-line no-restricted-imports -- what the object sends is part of the contract
import { wireBlockOf } from "../../party/workbook/wire.ts";
import { answerText, rowsOf } from "./answerRows.ts";
import { recallsOf, touchedBy } from "./recall.ts";
import { arbitraryMoves, play, userId, World } from "./testing/history.ts";
import { arbitraryRelease, masterSkills } from "./testing/releases.ts";
import { Dice } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf } from "./testing/values.ts";

const opId = userId;
const from = (
  keys: string[],
  transform: Connection["transform"] = [],
  more: Partial<Connection> = {},
): StemBlock["connections"] => [
  {
    dataObject: "Object",
    label: "From before",
    from: keys,
    transform,
    reveal: "shown",
    use: "show",
    ...more,
  },
];
const say = (on: World, blockId: string, value: unknown) => {
  const known = on.state.answers.get(blockId);
  const step =
    known === undefined
      ? on.run({ t: "reply", opId, blockId, value })
      : on.run({ t: "edit", opId, blockId, baseRev: known.rev, value });
  expect(step.decision).toMatchObject({ ok: true });
};
const at = (on: World, key: string): StemBlock => {
  const found = on.stem.byKey.get(key) ?? on.stem.retired.get(key);
  if (found === undefined) throw new Error(key);
  return found;
};
const recalled = (on: World, key: string) => recallsOf(on.stem, on.state, at(on, key))[0];
const skill = (n: number) => masterSkills[n]?.id ?? "";
const texts = (on: World, key: string) => recalled(on, key)?.rows.map((row) => row.text);

describe("the rows of an answer", () => {
  const value = (n: number) => ({ id: rowOf("item", n), text: `item ${n}` });
  test.each<[string, StemBlock, unknown, object[]]>([
    ["a question", block("textarea", "1.1.1.a"), "words", [{ id: "1.1.1.a", text: "words", value: "words" }]],
    ["a number", block("slider", "1.1.1.a"), 7, [{ id: "1.1.1.a", text: "7", value: 7 }]],
    [
      "a choice, in the words the learner saw",
      block("select", "1.1.1.a"),
      "b",
      [{ id: "1.1.1.a", text: "Second", value: "b" }],
    ],
    ["a checkbox", block("checkbox", "1.1.1.a"), false, [{ id: "1.1.1.a", text: "No", value: false }]],
    ["a list", block("list_builder", "1.1.1.a"), { rows: [value(2), value(1)] }, [value(2), value(1)]],
    [
      "a ranking, with ranks",
      block("ranking_grid", "1.1.1.a"),
      { rows: [value(2), value(1)] },
      [
        { ...value(2), rank: 1 },
        { ...value(1), rank: 2 },
      ],
    ],
    [
      "tags, named",
      block("skill_tagger", "1.1.1.a"),
      {
        rows: [
          { id: skill(0), on: [], mastery: 4 },
          { id: skill(1), on: [], mastery: null },
        ],
        newSkills: [],
      },
      [
        { id: skill(0), text: "planning", category: "transferable", mastery: 4, on: [] },
        { id: skill(1), text: "repairing", category: "transferable", on: [] },
      ],
    ],
    [
      "a type, with its name",
      block("mbti_selector", "1.1.1.a"),
      { code: "INFP", lines: {} },
      [{ id: "INFP", text: "INFP, The Values Seeker", lines: {} }],
    ],
    ["a type that is not chosen", block("mbti_selector", "1.1.1.a"), { code: null, lines: {} }, []],
  ])("RC4: %s", (_name, one, answer, expected) => {
    const on = new World(
      releaseOf([one], {
        types: [
          {
            code: "INFP",
            name: "The Values Seeker",
            lines: { brings: "", energized: "", settings: "", watch: "", question: "" },
          },
        ],
      }),
    );
    expect(rowsOf(on.stem, on.state, "1.1.1.a")).toEqual([]);
    say(on, "1.1.1.a", answer);
    expect(rowsOf(on.stem, on.state, "1.1.1.a")).toEqual(expected);
    on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 1, value: null });
    expect(rowsOf(on.stem, on.state, "1.1.1.a")).toEqual([]);
  });

  test("RC4: a skill of one's own comes back under its name", () => {
    const on = new World(releaseOf([block("skill_tagger", "1.1.1.a")]));
    const id = on.run({ t: "skill", opId, name: "Bee keeping", category: null }).decision;
    const own = id.ok ? [...on.state.ownSkills.keys()] : [];
    say(on, "1.1.1.a", { rows: own.map((one) => ({ id: one, on: [], mastery: null })), newSkills: [] });
    expect(rowsOf(on.stem, on.state, "1.1.1.a")).toMatchObject([{ text: "Bee keeping" }]);
  });

  test("RC2: a key that nobody knows, and one that was skipped, bring no rows", () => {
    const on = new World(
      releaseOf([
        block("textarea", "1.1.1.a"),
        block("textarea", "1.1.1.b", { connections: from(["1.1.1.a", "9.9.9.x"], [{ op: "count" }]) }),
      ]),
    );
    on.run({ t: "skip", opId, blockId: "1.1.1.a" });
    expect(recalled(on, "1.1.1.b")).toMatchObject({ rows: [], sealed: false });
  });

  test("RC4: what a retired placement got still comes back", () => {
    const b = block("textarea", "1.1.1.b", { connections: from(["1.1.1.a"]) });
    const on = new World(releaseOf([block("textarea", "1.1.1.a"), b]));
    say(on, "1.1.1.a", "words");
    on.switchTo(
      releaseOf([{ ...b, stemId: 2 }], {
        version: 2,
        retired: [{ ...block("textarea", "1.1.1.a"), stemId: 1 }],
      }),
    );
    expect(texts(on, "1.1.1.b")).toEqual(["words"]);
  });

  test("RC4: an option that is gone is said as it was kept", () => {
    expect(answerText(block("select", "1.1.1.s"), "gone")).toBe("gone");
    expect(answerText(block("textarea", "1.1.1.s"), envelopeOf(new Dice(1)))).toBe("");
  });
});

describe("recalls", () => {
  test("RC5: the same skill tagged in two places comes back once, with what both say of it", () => {
    const tags = (key: string, on: string) =>
      block("skill_tagger", key, { config: { category: "transferable", on, rate: true } });
    const on = new World(
      releaseOf([
        block("list_builder", "1.1.0.a", {
          config: { target: "user_experiences", fields: [{ name: "title", label: "", type: "text" }] },
        }),
        block("soared_form", "1.1.0.b"),
        tags("1.1.1.a", "user_experiences"),
        tags("1.1.1.b", "user_stories"),
        block("textarea", "1.1.1.c", { connections: from(["1.1.1.a", "1.1.1.b"]) }),
      ]),
    );
    say(on, "1.1.0.a", { rows: [{ id: rowOf("experience", 1), title: "Roofer" }] });
    const parts = { title: "T", situation: "s", obstacle: "", action: "", result: "", evaluation: "" };
    say(on, "1.1.0.b", { id: rowOf("story", 1), experienceId: null, ...parts, discovery: "" });
    const row = (n: number, rows: string[], mastery: number | null) => ({ id: skill(n), on: rows, mastery });
    say(on, "1.1.1.a", { rows: [row(0, [rowOf("experience", 1)], 4), row(1, [], null)], newSkills: [] });
    say(on, "1.1.1.b", { rows: [row(0, [rowOf("story", 1)], null), row(2, [], 1)], newSkills: [] });
    expect(recalled(on, "1.1.1.c")?.rows).toMatchObject([
      { id: skill(0), mastery: 4, on: [rowOf("experience", 1), rowOf("story", 1)] },
      { id: skill(1) },
      { id: skill(2), mastery: 1 },
    ]);
  });

  test("RC6: where private fields are touched the rows go whole and sealed, with the steps for the browser", () => {
    const list = block("list_builder", "1.1.1.a", { private: true });
    const steps: Connection["transform"] = [{ op: "top", n: 1 }];
    const on = new World(
      releaseOf([list, block("textarea", "1.1.1.b", { connections: from(["1.1.1.a"], steps) })]),
    );
    const rows = [1, 2].map((n) => ({ id: rowOf("item", n), text: envelopeOf(new Dice(n)) }));
    say(on, "1.1.1.a", { rows });
    const found = recalled(on, "1.1.1.b");
    expect(found).toMatchObject({ sealed: true, transform: steps });
    expect(found?.rows).toHaveLength(2);
  });

  test.each<[string, Connection["transform"][number]]>([
    ["overlap", { op: "overlap", with: "1.1.1.a" }],
    ["compare", { op: "compare", with: "1.1.1.a" }],
  ])("RC6: %s with a private answer is the browser's to make", (_name, step) => {
    const on = new World(
      releaseOf([
        block("list_builder", "1.1.1.a", { private: true }),
        block("list_builder", "1.1.1.b"),
        block("textarea", "1.1.1.c", { connections: from(["1.1.1.b"], [step]) }),
      ]),
    );
    say(on, "1.1.1.a", { rows: [{ id: rowOf("item", 1), text: envelopeOf(new Dice(1)) }] });
    say(on, "1.1.1.b", { rows: [{ id: rowOf("item", 2), text: "boats" }] });
    expect(recalled(on, "1.1.1.c")).toMatchObject({ sealed: true, rows: [{ text: "boats" }] });
  });

  test("RC6: in the browser a recall is sealed for as long as a source of it is closed", () => {
    const steps = [{ op: "overlap", with: "1.1.1.a" }, { op: "count" }] as const;
    const on = new World(
      releaseOf([
        block("list_builder", "1.1.1.a", { private: true }),
        block("list_builder", "1.1.1.b"),
        block("textarea", "1.1.1.c", { connections: from(["1.1.1.b"], [...steps]) }),
      ]),
    );
    say(on, "1.1.1.a", { rows: [{ id: rowOf("item", 1), text: envelopeOf(new Dice(1)) }] });
    say(on, "1.1.1.b", { rows: [{ id: rowOf("item", 2), text: "boats" }] });
    const seen = (value: unknown) => {
      const answer = on.state.answers.get("1.1.1.a");
      if (answer === undefined) throw new Error("no answer");
      const state = { ...on.state, answers: new Map(on.state.answers).set("1.1.1.a", { ...answer, value }) };
      return recallsOf(on.stem, state, at(on, "1.1.1.c"), true)[0];
    };
    expect(seen(null)).toMatchObject({ sealed: true });
    expect(seen({ rows: [{ id: rowOf("item", 1), text: "Boats" }] })).toMatchObject({
      sealed: false,
      points: 1,
      rows: [{ count: 1 }],
    });
  });

  const ranked = (...all: number[]) => ({ rows: all.map((n) => ({ id: skill(n), text: "" })) });
  const ranking = block("ranking_grid", "1.1.1.r", {
    config: { target: "user_skills", category: "transferable", min: 1 },
  });
  const proof = (steps: Connection["transform"] = [{ op: "filter", field: "rank", is: 1 }]) =>
    block("textarea", "1.1.1.p", {
      connections: from(["1.1.1.r"], steps, { as: "first", empty: "a word" }),
      save: { table: "user_skills", column: "evidence", row: { from: "1.1.1.r", pick: 1 } },
    });

  test("RC7: a prompt that belongs to a chosen row goes on naming it after the list was ranked again", () => {
    const on = new World(releaseOf([ranking, proof()]));
    say(on, "1.1.1.r", ranked(0, 1, 2));
    expect(on.state.rowIds.get("1.1.1.p")).toBe(uuid5("user_skill", userId, skill(0)));
    expect(texts(on, "1.1.1.p")).toEqual(["planning"]);
    say(on, "1.1.1.r", ranked(2, 1, 0));
    expect(recalled(on, "1.1.1.p")).toMatchObject({
      as: "first",
      empty: "a word",
      rows: [{ text: "planning", rank: 3 }],
    });
  });

  test("RC7: and names no other when that row is gone from the list", () => {
    const on = new World(releaseOf([ranking, proof()]));
    say(on, "1.1.1.r", ranked(0, 1));
    say(on, "1.1.1.r", ranked(1, 2));
    expect(texts(on, "1.1.1.p")).toEqual([]);
    say(on, "1.1.1.r", ranked(1, 0));
    expect(texts(on, "1.1.1.p")).toEqual(["planning"]);
  });

  test("RC7: it is said in the words of the transform", () => {
    const fields = [
      { name: "title", label: "What", type: "text", required: true },
      { name: "description", label: "More", type: "long" },
    ];
    const list = block("list_builder", "1.1.1.r", { config: { target: "user_experiences", fields } });
    const prompt = block("textarea", "1.1.1.p", {
      connections: from(
        ["1.1.1.r"],
        [
          { op: "top", n: 1 },
          { op: "map", text: "description" },
        ],
      ),
      save: { table: "user_experiences", column: "description", row: { from: "1.1.1.r", pick: 1 } },
    });
    const on = new World(releaseOf([list, prompt]));
    const row = (n: number) => ({
      id: rowOf("experience", n),
      title: `title ${n}`,
      description: `more ${n}`,
    });
    say(on, "1.1.1.r", { rows: [row(1), row(2)] });
    expect(texts(on, "1.1.1.p")).toEqual(["more 1"]);
    say(on, "1.1.1.r", { rows: [row(2), row(1)] });
    expect(texts(on, "1.1.1.p")).toEqual(["more 1"]);
  });

  test("RC8: an edit touches the blocks that bring the answer back and were sent already", () => {
    const b = block("textarea", "1.1.1.b", { connections: from(["1.1.1.a"]) });
    const c = block("textarea", "1.1.1.c", { connections: from(["1.1.1.a"]) });
    const on = new World(
      releaseOf([{ ...block("textarea", "1.1.1.a"), feeds: ["1.1.1.b", "1.1.1.c", "9.9.9.x"] }, b, c]),
    );
    say(on, "1.1.1.a", "one");
    expect(touchedBy(on.stem, on.state, "1.1.1.a").map((one) => one.id)).toEqual(["1.1.1.b"]);
  });

  test("CT5: whatever was answered, a block is sent as the protocol says, its recalls made from the present answers", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const { stem, state } = play(release, moves);
        for (const one of [...stem.blocks, ...stem.retired.values()]) {
          const sent = wireBlockOf(stem, state, one);
          expect(wireBlock.safeParse(sent).error?.issues ?? []).toEqual([]);
          for (const found of sent.recall ?? []) expect(recallSchema.safeParse(found).success).toBe(true);
        }
      }),
    );
  });
});
