import type { StemBlock } from "../../../shared/content/block.ts";
import { indexRelease, type Stem } from "../../../shared/engine/stem.ts";

/**
 * A small workbook: each module two exercises, each exercise some words, a required and an optional question.
 * @param extra keys of questions that stand between the two
 * @param without keys that this release has no more: its retired ones
 */
export function workbook(
  version: number,
  modules: readonly string[],
  extra: readonly string[] = [],
  without: readonly string[] = [],
): Stem {
  let sequence = 0;
  const block = (key: string, more: Partial<StemBlock>): StemBlock => {
    const [part = 1, module = 0, exercise = 0] = key.split(".").map((one) => Number.parseInt(one, 10));
    sequence += 1;
    const text = `About ${key}`;
    return {
      id: key,
      sequence: sequence * 10,
      part,
      module,
      exercise,
      activity: 1,
      type: "content",
      contentType: "instruction",
      required: false,
      private: false,
      text,
      nodes: [[text]],
      stemId: sequence,
      contentId: sequence,
      since: extra.includes(key) ? version : 1,
      ...more,
    };
  };
  const question = { type: "prompt", inputType: "textarea", contentType: undefined, config: {} } as const;
  const stem = modules.flatMap((module) =>
    [1, 2].flatMap((exercise) => {
      const id = `${module}.${exercise}`;
      return [
        block(`${id}.start`, { contentType: "heading" }),
        block(`${id}.why`, {}),
        block(`${id}.first`, { ...question, required: true }),
        ...extra.filter((key) => key.startsWith(`${id}.`)).map((key) => block(key, question)),
        block(`${id}.between`, {}),
        block(`${id}.second`, question),
      ];
    }),
  );
  const outline = modules.flatMap((module, i) => [
    { id: module, level: "module" as const, title: `Module ${module}`, purpose: "", minutes: 9, position: i },
    ...[1, 2].map((n) => ({
      id: `${module}.${n}`,
      level: "exercise" as const,
      title: `Exercise ${module}.${n}`,
      purpose: "",
      minutes: 5,
      position: n,
    })),
  ]);
  return indexRelease({
    version,
    complete: true,
    stem: stem.filter((one) => !without.includes(one.id)),
    retired: stem.filter((one) => without.includes(one.id)),
    outline,
    tools: (["list_builder", "failure_reframer", "life_dashboard"] as const).map((name, i) => ({
      id: i + 1,
      name,
      label: name,
      description: "",
      instructions: "",
      icon: "list",
      unlocksAt: null,
    })),
    skills: [],
    types: [],
    practices: [
      {
        id: 1,
        key: "quiet-minutes",
        name: "Quiet minutes",
        frequency: "daily",
        purpose: "",
        establishedIn: "1.1.1",
        lastUse: ["log"],
      },
    ],
    competencies: [],
    credits: { works: [], attributions: [] },
  });
}
