import { unzipSync, strFromU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { releases } from "../../seed/releases/index.ts";
import { projectAll } from "../../shared/engine/project/project.ts";
import { newLearner, type Instance } from "../../shared/engine/state.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { budgetValue } from "../../shared/tools/budget_calculator/tool.ts";
import { portraitDocx } from "./docx.ts";
import { rowsFile } from "./file.ts";
import { portrait } from "./portrait.ts";

const release = releases.at(-1);
if (release === undefined) throw new Error("no release is written");
const stem = indexRelease(release);
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const at = "2026-03-01T10:00:00Z";
const instance = (tool: Instance["tool"], value: unknown): Instance => ({
  tool,
  value,
  rev: 1,
  respondedAt: at,
  createdAt: at,
  device: null,
  hashes: null,
  opN: 1,
});
const [skill] = release.skills.filter((one) => one.category === "transferable");
const opened = {
  ...newLearner(id(1), stem),
  instances: new Map([
    [
      id(2),
      instance("soared_form", {
        id: id(3),
        experienceId: null,
        title: "The winter the heating failed",
        situation: "January,\nat the community hall.",
        obstacle: "",
        action: "",
        result: "",
        evaluation: "",
        discovery: "",
      }),
    ],
    [id(4), instance("list_builder", { name: "Depot", rows: [{ id: id(5), text: "Ask about the bus" }] })],
    [id(6), instance("skill_tagger", { rows: [{ id: skill?.id, on: [], mastery: 4 }], newSkills: [] })],
    [
      id(7),
      instance(
        "budget_calculator",
        budgetValue({
          currency: "EUR",
          lines: [{ id: id(8), kind: "cost", category: "food", label: "", amount: 22_000, per: "month" }],
          time: { hoursPerWeek: 20, weeksPerYear: 52 },
          benefits: "Sick pay",
          notes: "",
        }),
      ),
    ],
  ]),
};
const rows = projectAll(stem, opened).rows();
const sections = portrait(stem, opened, rows);

describe("what was gathered", () => {
  test("is told in people's words; what is sealed is marked; what is empty is not there", () => {
    const named = (name: string) => sections.find((one) => one.id === name);
    expect(named("stories")?.items[0]).toMatchObject({ title: "The winter the heating failed" });
    expect(named("lists")?.items[0]).toEqual({
      title: "Depot",
      detail: "",
      texts: [{ text: "Ask about the bus" }],
    });
    expect(named("skills-transferable")?.items[0]).toMatchObject({ title: skill?.name, detail: "4 of 5" });
    expect(named("money")).toMatchObject({ isPrivate: true });
    expect(named("money")?.texts).toContainEqual({ label: "A month", text: "€220.00" });
    expect(named("money")?.texts).toContainEqual({ label: "Walk-away rate", text: "€2.54 an hour" });
    expect(named("contacts")).toBeUndefined();
    expect(portrait(stem, newLearner(id(1), stem), new Map())).toEqual([]);
  });

  test("the levels of the last whole assessment, with what stands out; a begun one says nothing", () => {
    const chosen = (level: (i: number) => number, many = 15) => ({
      scores: Object.fromEntries(
        release.competencies.slice(0, many).map((one, i) => [one.id, one.levels[level(i) - 1]?.value]),
      ),
    });
    const levelsOf = (value: unknown) => {
      const state = {
        ...newLearner(id(1), stem),
        instances: new Map([[id(20), instance("competency_assessment", value)]]),
      };
      const made = portrait(stem, state, projectAll(stem, state).rows());
      return made.find((one) => one.id === "competencies");
    };
    expect(levelsOf(chosen(() => 3, 14))).toBeUndefined();
    const mixed = levelsOf(chosen((i) => (i === 0 ? 5 : i === 1 ? 1 : 3)));
    expect(mixed?.items.slice(0, 3).map(({ title, detail }) => [title, detail])).toEqual([
      [release.competencies[0]?.name, "5 of 5 · stands out"],
      [release.competencies[1]?.name, "1 of 5 · room to grow"],
      [release.competencies[2]?.name, expect.stringMatching(/^3 of 5/)],
    ]);
    expect(mixed?.texts).toContainEqual({ label: "Average", text: "3.0 of 5" });
    const level = levelsOf(chosen(() => 4));
    expect(level?.items.every(({ detail }) => detail === "4 of 5")).toBe(true);
    expect(level?.texts.map(({ label }) => label)).toContain("Together");
  });

  test("the document and the file say all of it", async () => {
    const blob = await portraitDocx(sections);
    const text = strFromU8(
      unzipSync(new Uint8Array(await blob.arrayBuffer()))["word/document.xml"] ?? new Uint8Array(),
    );
    const json = JSON.stringify(rowsFile(sections, rows));
    for (const words of [
      "The winter the heating failed",
      "at the community hall.",
      "Depot",
      "€220.00",
      "Sick pay",
    ]) {
      expect(text).toContain(words);
      expect(json).toContain(words);
    }
    expect(json).not.toContain("content_hash");
  });
});
