import { expect, test } from "vitest";
import { newLearner, type Answer } from "../../shared/engine/state.ts";
import { greeting } from "./greeting.ts";
import { workbook } from "./testing/workbook.ts";

const stem = workbook(1, ["1.1"]);
const answer = (value: unknown, respondedAt: string, skipped = false): Answer => ({
  rev: 1,
  value,
  skipped,
  onlyMe: false,
  erased: false,
  respondedAt,
  createdAt: respondedAt,
  device: null,
  hashes: null,
  opN: 1,
  contentVersion: 1,
});
const state = (answers: Record<string, Answer>) => ({
  ...newLearner("u", stem),
  answers: new Map(Object.entries(answers)),
});
const waiting = stem.byKey.get("1.1.2.first") ?? null;

test("nothing to come back to before the first answer", () => {
  expect(greeting(stem, state({}), waiting)).toBeNull();
});

test("the newest answer in words, shortened at a word; a skip says nothing", () => {
  const long = "some words ".repeat(30);
  const found = greeting(
    stem,
    state({
      "1.1.1.first": answer(long, "2026-01-01T00:00:00Z"),
      "1.1.1.second": answer(null, "2026-01-02T00:00:00Z", true),
    }),
    waiting,
  );
  expect(found?.lastWords).toMatch(/^some words .*(some|words) …$/);
  expect((found?.lastWords ?? "").length).toBeLessThanOrEqual(122);
  expect(found?.lastAt).toBe("2026-01-02T00:00:00Z");
  expect(found?.exerciseTitle).toBe("Exercise 1.1.2");
  expect(found?.moduleTitle).toBe("Module 1.1");
});

test("in an introduction, which is no exercise, the module is named", () => {
  const intro = { ...stem, outline: stem.outline.filter((entry) => entry.level !== "exercise") };
  const found = greeting(intro, state({ "1.1.1.first": answer("x", "2026-01-01T00:00:00Z") }), waiting);
  expect(found?.exerciseTitle).toBe("Module 1.1");
});
