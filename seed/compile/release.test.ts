import { describe, expect, it } from "vitest";
import { readWorkbook, type Files } from "../author/open.ts";
import { Problems } from "../author/problem.ts";
import { masterSkillId } from "../../shared/ids/uuid5.ts";
import { damaged, file, soundFiles } from "../testing/workbook.ts";
import { compileRelease } from "./release.ts";
import { numberWorks } from "./citations.ts";

function compiled(files: Files = soundFiles) {
  const problems = new Problems();
  const workbook = readWorkbook(files, problems);
  const { release, lock } = compileRelease({ workbook, lock: {}, retired: [], previous: null }, 1, problems);
  expect(problems.list).toEqual([]);
  const byKey = new Map(release.stem.map((block) => [block.id, block]));
  return { release, lock, workbook, block: (key: string) => byKey.get(key) };
}
const one = file("1.1.1");

describe("compileRelease", () => {
  it("orders the stem and leaves gaps", () => {
    const { release } = compiled();
    expect(release.stem[0]).toMatchObject({
      id: "1.0.0.roots",
      sequence: 10,
      part: 1,
      module: 0,
      exercise: 0,
      activity: 0,
      stemId: 1,
      contentId: 1,
      since: 1,
    });
    expect(release.stem.map((block) => block.id)).toEqual(
      release.stem.toSorted((a, b) => a.sequence - b.sequence).map((block) => block.id),
    );
    expect(release.complete).toBe(false);
  });

  it("numbers content by kind; a tool has its own id", () => {
    const { block } = compiled();
    expect(block("1.0.0.clarity")).toMatchObject({ type: "prompt", contentId: 1 });
    expect(block("1.1.1.ranking")).toMatchObject({ type: "tool", tool: "ranking_grid", contentId: 100003 });
  });

  it("fills in what the settings leave out", () => {
    const { block } = compiled();
    expect(block("1.1.1.seed")?.config).toEqual({
      maxLength: 600,
      long: false,
      placeholder: "One line is plenty.",
    });
    expect(block("1.1.1.experiences")?.config).toMatchObject({
      mode: "create",
      fields: [{ maxLength: 300 }, { required: false }],
    });
    expect(block("1.1.1.why")?.config).toBeUndefined();
  });

  it("cites by number: first appearance first, then the order of the list", () => {
    const { block, workbook } = compiled(
      damaged(
        one,
        "star inspiration",
        "fine concept",
        damaged(one, "already done,", "already done [@fine],"),
      ),
    );
    expect([...numberWorks(workbook)]).toEqual([
      ["fine", 1],
      ["long", 2],
      ["star", 3],
    ]);
    expect(block("1.1.1.why")).toMatchObject({
      text: "Skills show in things you have already done [1], so we look there. [2]",
      nodes: [
        ["Skills show in things you have already done ", { cite: 1 }, ", so we look there. ", { cite: 2 }],
      ],
      citations: [
        { n: 1, slug: "fine", short: "fine, *A Book*", usage: "concept" },
        { n: 2, slug: "long", short: "long, *A Book*", usage: "framework" },
      ],
    });
  });

  it("connects, both ways", () => {
    const { block } = compiled();
    expect(block("1.1.1.ranking")?.feeds).toEqual(["1.1.1.read-back", "1.1.2.proof"]);
    expect(block("1.1.2.proof")).toMatchObject({
      save: { table: "user_skills", column: "evidence", row: { from: "1.1.1.ranking", pick: 1 } },
      connections: [
        {
          dataObject: "Top skills",
          from: ["1.1.1.ranking"],
          reveal: "shown",
          use: "show",
          as: "word",
          empty: "a word that fits you",
        },
      ],
    });
    expect(block("1.1.1.why")?.connections).toBeUndefined();
  });

  it("counts what a comparison reads among the connections", () => {
    const recall =
      "recall:\n  - from: 1.1.2.lean-facts\n    object: Top skills\n    label: x\n    transform: [{op: compare, with: 1.0.0.clarity}]\n---\nWhatever";
    const { block } = compiled(damaged(file("1.1.2"), "Whatever", recall));
    expect(block("1.0.0.clarity")?.feeds).toEqual(["1.1.2.end"]);
  });

  it("brings the four sliders back to the selector", () => {
    const { block } = compiled();
    const from = ["energy", "facts", "deciding", "planning"].map((one_) => `1.1.2.lean-${one_}`);
    expect(block("1.1.2.code")?.connections).toEqual([
      {
        dataObject: "Four-letter preference code",
        label: "From your 4 sliders",
        from,
        transform: [],
        reveal: "shown",
        use: "item",
      },
    ]);
    expect(block("1.1.2.lean-facts")?.feeds).toEqual(["1.1.2.code"]);
  });

  it("outlines parts, modules and exercises", () => {
    expect(
      compiled().release.outline.map(({ id, level, title, minutes, position }) => [
        id,
        level,
        title,
        minutes,
        position,
      ]),
    ).toEqual([
      ["1", "part", "Roots", 78, 1],
      ["1.0", "module", "Roots", 5, 2],
      ["1.1", "module", "What You Bring", 73, 3],
      ["1.1.1", "exercise", "Evidence of Ability", 45, 4],
      ["1.1.2", "exercise", "How You Work", 25, 5],
    ]);
  });

  it("unlocks a tool at its first placement", () => {
    const unlocks = new Map(compiled().release.tools.map(({ name, unlocksAt }) => [name, unlocksAt]));
    expect(unlocks.get("ranking_grid")).toBe("1.1.1");
    expect(unlocks.get("mbti_selector")).toBe("1.1.2");
    expect(unlocks.get("idea_tree")).toBeNull();
    expect(unlocks.size).toBe(10);
  });

  it("names skills for good", () => {
    expect(compiled().release.skills[0]).toEqual({
      id: masterSkillId("active listening"),
      name: "active listening",
      category: "transferable",
      group: "Communicating",
      aliases: ["hearing people out", "listening well"],
    });
  });

  it("keeps who is quoted, the language and the beat", () => {
    const quote = ":: quote said lang=es\nby: Someone, A Book\n---\nVamos. [@long]\n\n:: activity 1";
    const { block } = compiled(damaged(one, ":: activity 1", quote));
    expect(block("1.1.1.said")).toMatchObject({
      contentType: "quote",
      lang: "es",
      config: { by: "Someone, A Book" },
    });
    expect(block("1.1.1.done")?.beat).toBe("rest");
  });
});
