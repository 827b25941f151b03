import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Competency } from "../content/release.ts";
import { toolNames, type ToolName } from "../content/block.ts";
import { customSkillId } from "../ids/uuid5.ts";
import type { InstanceTool } from "../protocol/client.ts";
import { projectAll } from "./project/project.ts";
import type { Row } from "./project/rows.ts";
import { arbitraryMoves, userId, World } from "./testing/history.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { testCompetencies } from "./testing/reference.ts";
import { Dice, runs } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { linked } from "./testing/linked.ts";
import { rowOf, standaloneBlock, valueFor } from "./testing/values.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const id = rowOf("item", 50);
const tools = toolNames.map((name, i) => ({
  id: i + 1,
  name,
  label: name,
  description: "",
  instructions: "",
  icon: "",
  unlocksAt: null,
}));

/** Every tool is unlocked, and so is the assessment. */
function begun(): World {
  const stem = [
    ...toolNames.map((name) => block(name, `1.1.1.${name.replace("_", "-")}`)),
    block("textarea", "2.5.1.a"),
  ];
  const world = new World(releaseOf(stem, { tools, competencies: [...testCompetencies] }));
  for (const { id: blockId } of stem) world.run({ t: "skip", opId, blockId });
  return world;
}
const save = (
  on: World,
  value: unknown,
  baseRev = 0,
  tool: InstanceTool = "list_builder",
  instanceId = id,
  minutes?: number,
) => on.run({ t: "tool", opId, tool, instanceId, baseRev, value }, "phone", minutes);
const said = ({ decision }: ReturnType<World["run"]>) => (decision.ok ? "ok" : decision.nack.code);
const kinds = ({ decision }: ReturnType<World["run"]>) =>
  decision.ok ? decision.events.map((event) => event.kind) : [];
const list = (...texts: string[]) => ({ rows: texts.map((text, n) => ({ id: rowOf("item", n), text })) });
const rowsOf = (on: World, table: string): readonly Row[] =>
  projectAll(on.stem, on.state).rows().get(table) ?? [];

describe("a life of an instance", () => {
  test("IN1: made, changed, deleted, brought back: every step counts `rev` on", () => {
    const on = begun();
    expect(kinds(save(on, list("one")))).toEqual(["tool_saved"]);
    expect(kinds(save(on, list("two"), 1))).toEqual(["tool_saved"]);
    expect(kinds(save(on, null, 2))).toEqual(["tool_deleted"]);
    expect(on.state.instances.get(id)).toMatchObject({ rev: 3, value: null });
    expect(rowsOf(on, "user_lists")).toEqual([]);
    expect(kinds(save(on, list("two"), 3))).toEqual(["tool_saved"]);
    expect(on.state.instances.get(id)).toMatchObject({ rev: 4, value: list("two"), device: "phone" });
    expect(rowsOf(on, "user_list_items")).toHaveLength(1);
  });

  test("IN5: the same again is acked with the present rev and without an event", () => {
    const on = begun();
    save(on, list("one"));
    for (const value of [list("one"), null, null]) {
      const { rev = 0, value: stands } = on.state.instances.get(id) ?? {};
      const again = save(on, value, rev);
      if (JSON.stringify(stands) === JSON.stringify(value)) {
        expect(again.decision).toMatchObject({ ok: true, events: [], rev });
      } else expect(said(again)).toBe("ok");
    }
  });

  test("IN2: the checks stand in the protocol's order; with the first wrong put right, the next shows", () => {
    const on = begun();
    const locked = new World(releaseOf([block("textarea", "1.1.1.a")], { tools }));
    const bad = { rows: [{ id: "no", text: "x".repeat(200_000) }] };
    expect(said(save(new World(releaseOf([])), bad))).toBe("not_found");
    expect(said(save(on, bad, 3))).toBe("not_found");
    expect(said(save(on, null))).toBe("not_found");
    save(on, list("one"));
    expect(said(save(on, bad, 1, "ranking_grid"))).toBe("not_found");
    const conflict = save(on, bad, 0);
    expect(conflict.decision).toMatchObject({
      nack: { code: "conflict", current: { rev: 1, value: list("one") } },
    });
    expect(said(save(locked, bad))).toBe("locked");
    expect(said(save(on, bad, 1))).toBe("too_large");
    expect(said(save(on, { rows: [] }, 1))).toBe("invalid");
    expect(on.state.instances.get(id)).toMatchObject({ rev: 1, value: list("one") });
  });

  test("IN2: what is deleted conflicts with a null value", () => {
    const on = begun();
    save(on, list("one"));
    save(on, null, 1);
    expect(save(on, list("two"), 1).decision).toMatchObject({
      nack: { code: "conflict", current: { rev: 2, value: null, skipped: false } },
    });
  });

  test("IN3: every tool takes a value of its standalone config, and no other", () => {
    const on = begun();
    fc.assert(
      fc.property(fc.constantFrom(...toolNames), fc.nat(), (name: ToolName, entropy) => {
        const one = standaloneBlock(name);
        const instanceId = rowOf("item", 1000 + on.steps.length);
        const value = valueFor(one, userId, new Dice(entropy));
        const op = { t: "tool", opId: userId, tool: name, instanceId, baseRev: 0, value } as const;
        expect(said(save(on, linked(on.stem, on.state, op).value, 0, name, instanceId))).toBe("ok");
        expect(said(save(on, { no: "such" }, 0, name, rowOf("item", 900)))).toBe("invalid");
      }),
    );
  });

  test("IN3: skills that it invents are made in the same operation", () => {
    const on = begun();
    const skill = { id: customSkillId(userId, "Knots"), name: "Knots", category: "knowledge" as const };
    const value = { rows: [{ id: skill.id, on: [], mastery: 4 }], newSkills: [skill] };
    expect(kinds(save(on, value, 0, "skill_tagger"))).toEqual(["skill", "tool_saved"]);
    expect(rowsOf(on, "user_skills")).toMatchObject([
      { skill_id: skill.id, mastery: 4, stem_id: null, origin: null },
    ]);
  });

  test("IN4: a tool opens with its first placement, the assessment with 2.5.1", () => {
    const on = new World(
      releaseOf([block("list_builder", "1.1.1.a"), block("textarea", "2.5.1.b")], {
        tools,
        competencies: [...testCompetencies],
      }),
    );
    const scores = { scores: { "delivery-one": testCompetencies[0]?.levels[2]?.value ?? "" } };
    expect(said(save(on, list("one")))).toBe("locked");
    expect(said(save(on, scores, 0, "competency_assessment"))).toBe("locked");
    on.run({ t: "skip", opId, blockId: "1.1.1.a" });
    expect(said(save(on, list("one")))).toBe("ok");
    on.run({ t: "skip", opId, blockId: "2.5.1.b" });
    expect(said(save(on, scores, 0, "competency_assessment", rowOf("item", 51)))).toBe("ok");
  });
});

describe("assessments (decision 12)", () => {
  const value = (competency: Competency, level: number) => competency.levels[level - 1]?.value ?? "";
  const scoresOf = (level: (i: number) => number, many = testCompetencies.length) => ({
    scores: Object.fromEntries(
      testCompetencies.slice(0, many).map((one, i) => [one.id, value(one, level(i))]),
    ),
  });

  test("IN6: complete at all; each a row of its own with its scores", () => {
    const on = begun();
    save(
      on,
      scoresOf(() => 2, 14),
      0,
      "competency_assessment",
      id,
      100,
    );
    expect(rowsOf(on, "user_assessments")).toMatchObject([{ id, completed_at: null }]);
    save(
      on,
      scoresOf((i) => (i % 5) + 1),
      1,
      "competency_assessment",
      id,
      101,
    );
    expect(rowsOf(on, "user_assessments")).toMatchObject([{ id, completed_at: "2026-01-01T01:41:00.000Z" }]);
    const rows = rowsOf(on, "user_competency_scores");
    expect(rows.map((row) => row["score"]).toSorted()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
      "assessed_at",
      "assessment_id",
      "competency_id",
      "id",
      "score",
    ]);
    save(
      on,
      scoresOf(() => 5),
      0,
      "competency_assessment",
      rowOf("item", 51),
    );
    expect(rowsOf(on, "user_competency_scores")).toHaveLength(30);
    save(on, null, 2, "competency_assessment");
    expect(rowsOf(on, "user_competency_scores")).toHaveLength(15);
  });

  test.each<[string, unknown]>([
    ["value", 5],
    ["value", []],
    ["value.scores", {}],
    ["value.scores", { scores: {} }],
    ["value.more", { scores: {}, more: 1 }],
    ["value.scores.nothing", { scores: { nothing: "x" } }],
    ["value.scores.delivery-one", { scores: { "delivery-one": 3 } }],
    [
      "value.scores.delivery-one",
      { scores: { "delivery-one": value(testCompetencies[1] as Competency, 3) } },
    ],
    ["value.scores.__proto__", JSON.parse('{"scores":{"__proto__":"x"}}')],
  ])("IN6: %s is refused", (path, wrong) => {
    expect(save(begun(), wrong, 0, "competency_assessment").decision).toMatchObject({
      nack: { code: "invalid", path },
    });
  });

  test("IN6: the questions of the thread make one assessment together, complete with the last", () => {
    const questions = testCompetencies.map((one, i) =>
      block("select", `2.5.1.q${i}`, {
        config: { options: one.levels.map((level) => ({ value: level.value, text: level.text })) },
        save: { table: "user_competency_scores", column: "score", row: { slot: one.id } },
      }),
    );
    const on = new World(releaseOf(questions, { tools, competencies: [...testCompetencies] }));
    testCompetencies.forEach((one, i) => {
      on.run({ t: "reply", opId, blockId: `2.5.1.q${i}`, value: value(one, 4) }, "phone", 10 + i);
      const complete = i === testCompetencies.length - 1 ? "2026-01-01T00:24:00.000Z" : null;
      expect(rowsOf(on, "user_assessments")).toMatchObject([{ completed_at: complete, origin: "2.5.1.v1" }]);
      expect(rowsOf(on, "user_competency_scores")).toHaveLength(i + 1);
    });
    on.run({ t: "edit", opId, blockId: "2.5.1.q3", baseRev: 1, value: null }, "phone", 60);
    expect(rowsOf(on, "user_assessments")).toMatchObject([{ completed_at: null }]);
    expect(rowsOf(on, "user_competency_scores")).toHaveLength(14);
  });
});

describe("rows of both (decision 10)", () => {
  test("PJ15, IN7: a one-row table shows what was made last, however late an older one is changed", () => {
    const on = new World(
      releaseOf(
        [
          block("mbti_selector", "1.1.1.type"),
          block("textarea", "1.1.1.word", { save: { table: "user_profile", column: "headline" } }),
          block("textarea", "1.1.1.again", { save: { table: "user_profile", column: "headline" } }),
        ],
        { tools },
      ),
    );
    const type = () => rowsOf(on, "user_settings")[0]?.["personality_type"];
    const choose = (code: string) => ({ code, lines: {} });
    on.run({ t: "reply", opId, blockId: "1.1.1.type", value: choose("INFP") }, null, 1);
    save(on, choose("ESTJ"), 0, "mbti_selector", id, 2);
    expect(type()).toBe("ESTJ");
    on.run({ t: "edit", opId, blockId: "1.1.1.type", baseRev: 1, value: choose("ENTP") }, null, 3);
    expect(type()).toBe("ESTJ");
    save(on, null, 1, "mbti_selector", id, 4);
    expect(type()).toBe("ENTP");
    const headline = () => rowsOf(on, "user_profile")[0]?.["headline"];
    on.run({ t: "skip", opId, blockId: "1.1.1.word" }, null, 5);
    on.run({ t: "reply", opId, blockId: "1.1.1.again", value: "second" }, null, 6);
    expect(headline()).toBe("second");
    // A skip made nothing: filled later, it is the newer one.
    on.run({ t: "edit", opId, blockId: "1.1.1.word", baseRev: 0, value: "first" }, null, 7);
    expect(headline()).toBe("first");
    on.run({ t: "edit", opId, blockId: "1.1.1.again", baseRev: 1, value: "third" }, null, 8);
    expect(headline()).toBe("first");
  });

  test("IN7: whatever is done, an instance never moves the conversation nor an answer", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves([]), (release, moves) => {
        const on = new World(release);
        for (const move of moves) {
          const { op, before, state } = on.play(move);
          if (op.t !== "tool" && op.t !== "practice") continue;
          expect(state.answers).toBe(before.answers);
          expect(state.frontier).toBe(before.frontier);
          expect(state.delivered).toBe(before.delivered);
          for (const [key, instance] of before.instances) {
            if (op.t !== "tool" || op.instanceId !== key) expect(state.instances.get(key)).toBe(instance);
          }
        }
      }),
      runs(60),
    );
  });
});
