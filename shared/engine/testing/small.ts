import { toolNames, type StemBlock } from "../../content/block.ts";
import type { Release } from "../../content/release.ts";
import { masterSkills } from "./releases.ts";

/* Releases written by hand, for tests of one case. */

const configs: Record<string, Record<string, unknown>> = {
  textarea: { maxLength: 100 },
  slider: { min: 1, max: 10, step: 1 },
  checkbox: { label: "I will" },
  select: {
    options: [
      { value: "a", text: "First" },
      { value: "b", text: "Second" },
    ],
  },
  list_builder: { target: "user_list_items", list: "Topics", max: 20 },
  soared_form: { storyType: "challenge" },
  skill_tagger: { category: "transferable", max: 20 },
  ranking_grid: { target: "user_list_items", list: "Ranked", top: 3, max: 20 },
  budget_calculator: {},
  flow_tracker: { max: 20 },
  life_dashboard: {},
  failure_reframer: {},
  idea_tree: {},
  mbti_selector: { sliders: { EI: "x", SN: "x", TF: "x", JP: "x" } },
};

/** @param kind an input type, a tool, or `content`; @param key `<part>.<module>.<exercise>.<word>` */
export function block(kind: string, key: string, more: Partial<StemBlock> = {}): StemBlock {
  const [part = 1, module = 1, exercise = 1] = key.split(".").map(Number);
  const tool = toolNames.find((one) => one === kind);
  const config = configs[kind];
  return {
    id: key,
    sequence: 0,
    part,
    module,
    exercise,
    activity: 0,
    type: kind === "content" ? "content" : tool === undefined ? "prompt" : "tool",
    required: false,
    private: false,
    text: "Words",
    nodes: [["Words"]],
    ...(kind === "content" ? { contentType: "instruction" } : {}),
    ...(tool === undefined ? {} : { tool }),
    ...(kind !== "content" && tool === undefined ? { inputType: kind as StemBlock["inputType"] } : {}),
    ...(config === undefined ? {} : { config }),
    stemId: 0,
    contentId: 7,
    since: 1,
    ...more,
  };
}

export function releaseOf(stem: readonly StemBlock[], more: Partial<Release> = {}): Release {
  return {
    version: 1,
    complete: true,
    stem: stem.map((one, i) => ({
      ...one,
      sequence: (i + 1) * 10,
      stemId: one.stemId === 0 ? i + 1 : one.stemId,
    })),
    retired: [],
    outline: [],
    tools: [],
    skills: [...masterSkills],
    types: [],
    practices: [],
    competencies: [],
    credits: { works: [], attributions: [] },
    ...more,
  };
}
