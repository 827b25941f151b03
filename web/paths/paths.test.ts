import { expect, test } from "vitest";
import { releases } from "../../seed/releases/index.ts";
import { newLearner, type Answer } from "../../shared/engine/state.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { pathsOf } from "./paths.ts";

const release = releases.at(-1);
if (release === undefined) throw new Error("no release");
const stem = indexRelease(release);
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const answer = (value: unknown): Answer => ({
  rev: 1,
  value,
  skipped: value === null,
  onlyMe: false,
  erased: false,
  respondedAt: "2026-11-25T10:00:00Z",
  createdAt: "2026-11-25T10:00:00Z",
  device: null,
  hashes: null,
  opN: 1,
  contentVersion: 1,
});
const stop = (n: number, title: string, year: number, quarter = "", category = "") => ({
  id: id(n),
  title,
  year,
  quarter,
  category,
  description: "",
});

test("paths have their names, their milestones and their scores; what was only ranked is none", () => {
  const ranked = ["Teach print", "A press on wheels", "Dry stone walls"].map((text, i) => ({
    id: id(i),
    text,
  }));
  const state = {
    ...newLearner(id(99), stem),
    answers: new Map([
      ["2.3.4.rank-paths", answer({ rows: ranked })],
      ["2.3.4.title-1", answer("Slow press, long light")],
      [
        "2.4.1.milestones-1",
        answer({ rows: [stop(11, "Teach 2 evenings", 2027, "2", "work"), stop(12, "Sell the press", 2028)] }),
      ],
      ["2.4.1.milestones-2", answer({ rows: [stop(13, "A van", 2027)] })],
      ["2.4.2.coherence-1", answer(8)],
      ["1.0.0.clarity", answer(3)],
    ]),
    rowIds: new Map([
      ["2.3.4.title-1", id(0)],
      ["2.4.1.milestones-1", id(0)],
      ["2.4.1.milestones-2", id(1)],
      ["2.4.2.coherence-1", id(0)],
    ]),
  };
  const paths = pathsOf(stem, state);
  expect(
    paths.map(({ title, scores, stops }) => [title, scores.coherence_score, stops.map(({ text }) => text)]),
  ).toEqual([
    ["Slow press, long light", 8, ["Teach 2 evenings", "Sell the press"]],
    ["A press on wheels", null, ["A van"]],
  ]);
  expect(paths[0]?.stops[0]).toMatchObject({ year: 2027, quarter: 2, kind: "work" });
});
