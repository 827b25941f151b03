import { expect, test } from "vitest";
import { othersOf } from "./others.tsx";
import { indexRelease } from "../../../shared/engine/stem.ts";
import { releases } from "../../../seed/releases/index.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";

const release = releases.at(-1);
const stem = release === undefined ? null : indexRelease(release);
const made = { rev: 1, respondedAt: "", device: null, hashes: null, opN: 1 };
const answer = (value: unknown, createdAt: string) => ({
  ...made,
  value,
  createdAt,
  skipped: value === null,
  onlyMe: false,
  erased: false,
  contentVersion: 1,
});
const answers: LearnerState["answers"] = new Map([
  ["3.5.6.dashboard", answer("last", "2026-11-20")],
  ["2.1.1.dashboard", answer("first", "2026-09-01")],
  ["1.3.2.log-week", answer("another tool", "2026-08-01")],
]);
const instances: LearnerState["instances"] = new Map([
  ["a", { ...made, tool: "life_dashboard" as const, value: "between", createdAt: "2026-10-01" }],
  ["b", { ...made, tool: "life_dashboard" as const, value: null, createdAt: "2026-10-02" }],
]);

test("what else was made with the tool, in the thread and outside it, the oldest first; not the own, nothing deleted", () => {
  const own = { id: "3.5.6.dashboard", tool: "life_dashboard" as const };
  expect(othersOf(stem, { answers, instances }, own).map(({ value, title }) => [value, title])).toEqual([
    ["first", "Life Dashboard"],
    ["between", "Made in the toolbox"],
  ]);
  expect(othersOf(stem, { answers, instances }, { ...own, id: "a" })).toHaveLength(2);
});
