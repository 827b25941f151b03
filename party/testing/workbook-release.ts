import type { Connection, StemBlock } from "../../shared/content/block.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import type { Release, Skill } from "../../shared/content/release.ts";
import { testCompetencies, testCredits, testPractices } from "../../shared/engine/testing/reference.ts";
import { masterSkillId } from "../../shared/ids/uuid5.ts";
import { releasesOf, type Releases } from "../workbook/releases.ts";

/*
 * For tests only: a small workbook with one of everything that the server treats apart — every input type, tools
 * that make rows and rank them, a prompt that saves into a ranked row, a private answer, recalls, optional and
 * required placements, scopes to skip — in two releases. Real content has a test of its own.
 */

export const testSkills: readonly Skill[] = ["listening", "mending", "planning", "teaching", "cooking"].map(
  (name) => ({ id: masterSkillId(name), name, category: "transferable", group: "Doing", aliases: [] }),
);

type Part = Pick<StemBlock, "type"> & Partial<StemBlock>;
type Line = readonly [key: string, block: Part];

const says = (
  contentType: StemBlock["contentType"] = "instruction",
  more: Partial<StemBlock> = {},
): Part => ({
  type: "content",
  contentType,
  ...more,
});
const asks = (
  inputType: NonNullable<StemBlock["inputType"]>,
  config: object,
  more: Partial<StemBlock> = {},
): Part => ({
  type: "prompt",
  inputType,
  config: { ...config },
  ...more,
});
const uses = (tool: NonNullable<StemBlock["tool"]>, config: object, more: Partial<StemBlock> = {}): Part => ({
  type: "tool",
  tool,
  config: { ...config },
  ...more,
});
const text = (more: Partial<StemBlock> = {}) => asks("textarea", { maxLength: 8000, long: true }, more);
const required = { required: true };
const from = (source: string, use: Connection["use"] = "show"): { connections: Connection[] } => ({
  connections: [
    {
      dataObject: "Earlier answer",
      label: "From before",
      from: [source],
      transform: [],
      reveal: "shown",
      use,
    },
  ],
});

const experienceFields = [
  { name: "title", label: "What it was", type: "text", required: true, maxLength: 120 },
  {
    name: "experience_type",
    label: "What kind",
    type: "select",
    required: true,
    options: [
      { value: "job", text: "Paid work" },
      { value: "other", text: "Anything else" },
    ],
  },
];

/** Keys are `<exercise>.<word>`; a part of the key before the word says where the block stands. */
const first: readonly Line[] = [
  ["1.0.0.hello", says("heading")],
  ["1.0.0.mood", asks("slider", { min: 1, max: 7 })],
  ["1.0.0.ready", asks("checkbox", { label: "I am ready" })],
  ["1.1.1.start", says()],
  [
    "1.1.1.things",
    uses("list_builder", { target: "user_experiences", min: 1, max: 20, fields: experienceFields }, required),
  ],
  [
    "1.1.1.tag",
    uses(
      "skill_tagger",
      { category: "transferable", on: "user_experiences", min: 1 },
      from("1.1.1.things", "target"),
    ),
  ],
  [
    "1.1.1.rank",
    uses(
      "ranking_grid",
      { target: "user_skills", min: 1, top: 3 },
      { ...required, ...from("1.1.1.tag", "item") },
    ),
  ],
  [
    "1.1.1.proof",
    text({
      save: { table: "user_skills", column: "evidence", row: { from: "1.1.1.rank", pick: 1 } },
      ...from("1.1.1.rank"),
    }),
  ],
  ["1.1.1.back", says("note", from("1.1.1.things"))],
  ["1.1.2.word", text(required)],
  ["1.1.2.echo", says("instruction", from("1.1.2.word"))],
  ["1.1.2.headline", text({ save: { table: "user_profile", column: "headline" } })],
  [
    "1.1.2.choose",
    asks("select", {
      options: [
        { value: "a", text: "The first" },
        { value: "b", text: "The second" },
      ],
    }),
  ],
  ["1.1.2.diary", text({ private: true, save: { table: "user_values", column: "life_values" } })],
  [
    "1.1.2.secrets",
    uses("list_builder", { target: "user_list_items", list: "Secrets", min: 1 }, { private: true }),
  ],
  ["1.2.1.plan", text(required)],
  ["1.2.1.note", text()],
  ["1.2.1.other", text()],
  ["1.2.1.extra", text({ activity: 2 })],
  ["1.2.2.more", text()],
  [
    "1.2.2.list",
    uses("list_builder", { target: "user_list_items", list: "Steps", min: 1 }, from("1.2.1.plan")),
  ],
  ["1.3.1.end", text(required)],
  ["1.3.1.done", says("celebration")],
];

/**
 * The second release: `choose` and `extra` are gone; `fresh`, required, has come into a module that most
 * learners have passed, `bonus`, optional, into a later one; and the order has gaps.
 */
const second: readonly Line[] = first.flatMap((line): Line[] => {
  const [key] = line;
  if (key === "1.1.2.choose" || key === "1.2.1.extra") return [];
  if (key === "1.1.2.word") return [["1.1.2.fresh", text({ since: 2, ...required })], line];
  if (key === "1.2.2.more") return [["1.2.2.bonus", text({ since: 2 })], line];
  return [line];
});

const keys = [...new Set([...first, ...second].map(([key]) => key))];
const stemIdOf = (key: string) => keys.indexOf(key) + 1;

/** The row of `tools` is one for all placements of a tool. */
const toolIds = { list_builder: 901, skill_tagger: 902, ranking_grid: 903 } as const;

function compiled(lines: readonly Line[], gap: number): StemBlock[] {
  const blocks = lines.map(([key, block], i): StemBlock => {
    const [part = 0, module = 0, exercise = 0] = key.split(".").map(Number);
    const tool = block.tool === undefined ? undefined : toolIds[block.tool as keyof typeof toolIds];
    return {
      id: key,
      sequence: (i + 1) * gap,
      part,
      module,
      exercise,
      activity: 1,
      required: false,
      private: false,
      text: `The words of ${key}`,
      nodes: [[`The words of ${key}`]],
      stemId: stemIdOf(key),
      contentId: tool ?? stemIdOf(key),
      since: 1,
      ...block,
    };
  });
  return blocks.map((block) => {
    const feeds = blocks
      .filter((one) => one.connections?.some((c) => c.from.includes(block.id)))
      .map((one) => one.id);
    return feeds.length === 0 ? block : { ...block, feeds };
  });
}

function releaseOf(
  version: number,
  lines: readonly Line[],
  retired: readonly StemBlock[],
  gap: number,
): Release {
  const stem = compiled(lines, gap);
  const ids = [...new Set(stem.map(moduleIdOf))];
  return {
    version,
    complete: true,
    stem,
    retired: [...retired],
    outline: [
      { id: "1", level: "part", title: "One", purpose: "To test", minutes: 10, position: 1 },
      ...ids.map((id, i) => ({
        id,
        level: "module" as const,
        title: id,
        purpose: "To test",
        minutes: 5,
        position: i + 2,
      })),
    ],
    tools: Object.entries(toolIds).map(([name, id]) => ({
      id,
      name: name as keyof typeof toolIds,
      label: name,
      description: "",
      instructions: "",
      icon: "list",
      unlocksAt: null,
    })),
    skills: [...testSkills],
    types: [],
    practices: [...testPractices],
    competencies: [...testCompetencies],
    credits: testCredits,
  };
}

export const release1 = releaseOf(1, first, [], 10);
const gone = release1.stem.filter((block) => !second.some(([key]) => key === block.id));
export const release2 = releaseOf(2, second, gone, 7);
export const testReleases: Releases = releasesOf([release1, release2]);
/** Every block of every release: the rows that learners' rows point at. */
export const allBlocks: readonly StemBlock[] = keys.map((key) => {
  const block = [...release1.stem, ...release2.stem].find((one) => one.id === key);
  if (block === undefined) throw new Error(key);
  return block;
});
