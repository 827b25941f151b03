import { expect, test } from "vitest";
import { answerAt, question, sampleBlock, sampleState, sampleStem } from "../thread/sample.ts";
import { placesOf } from "./places.ts";
import { pageTitle, whereIs } from "./where.ts";

const stem = sampleStem([
  sampleBlock("1.0.0.hello", { contentType: "heading" }),
  sampleBlock("1.1.0.hello", { contentType: "heading" }),
  question("1.1.1.a"),
  question("1.1.1.b"),
  question("1.1.2.a"),
]);
const here = stem.byKey.get("1.1.1.b") ?? null;
const skip = answerAt("2026-11-22T09:00:00Z", { skipped: true, rev: 0 });

test("each place says what of it is done, and locked places cannot be jumped to", () => {
  const [part] = placesOf(stem, sampleState(stem, { "1.1.1.a": skip }, "1.1.1.b"), here);
  expect(part).toMatchObject({ title: "Roots", intro: "1.0.0.hello" });
  const [module] = part?.modules ?? [];
  expect(module).toMatchObject({ isCurrent: true, intro: "1.1.0.hello", settled: 1, total: 3 });
  expect(module?.places).toMatchObject([
    { id: "1.1.1", state: "now", skipped: 1, target: "1.1.1.a" },
    { id: "1.1.2", state: "locked", target: null },
  ]);
});

test("an unanswered question that was passed is counted as new", () => {
  const later = stem.byKey.get("1.1.2.a") ?? null;
  const state = sampleState(stem, { "1.1.1.b": answerAt("2026-11-22T09:00:00Z") }, "1.1.2.a");
  const place = placesOf(stem, state, later)[0]?.modules[0]?.places[0];
  expect(place).toMatchObject({ added: 1, state: "open" });
});

test("the page is titled by the step", () => {
  const block = stem.byKey.get("1.1.1.b");
  if (block === undefined) throw new Error("not in the sample");
  expect(pageTitle(whereIs(stem, block))).toBe("Evidence, 2 of 2 · DreamTree");
  expect(pageTitle(null)).toBe("DreamTree");
});
