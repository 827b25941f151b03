import fc from "fast-check";
import { expect, test } from "vitest";
import { soaredConfig, soaredFields, soaredForm } from "../../../shared/tools/soared_form/tool.ts";
import {
  begunWith,
  partsWritten,
  restoreStory,
  storyLeft,
  storyProblems,
  storyValue,
  type StoryDraft,
} from "./model.ts";

const config = soaredConfig.parse({ storyType: "challenge" });
const context = { userId: "u", skillName: () => undefined };
const makeId = () => crypto.randomUUID();
const text = fc.oneof(
  fc.constant(""),
  fc.constant("  "),
  fc.string(),
  fc.string({ minLength: 3001, maxLength: 3010 }),
);
const draftOf = fc.record({
  id: fc.uuid({ version: 4 }),
  experienceId: fc.option(fc.uuid({ version: 4 })),
  story: fc.record(Object.fromEntries(["title", ...soaredFields].map((name) => [name, text]))),
}) as fc.Arbitrary<StoryDraft>;

test("a story is taken by its contract whenever the card has no objection, and only then", () => {
  fc.assert(
    fc.property(draftOf, (draft) => {
      const parsed = soaredForm.value(config, "open").safeParse(storyValue(draft));
      const taken = parsed.success && soaredForm.check(parsed.data, config, context) === null;
      expect(taken).toBe(storyProblems(draft).length === 0);
    }),
  );
});

test("comes back from its draft and from its answer", () => {
  fc.assert(
    fc.property(draftOf, (draft) => {
      expect(restoreStory(JSON.parse(JSON.stringify(draft)), undefined, config, makeId)).toEqual(draft);
      if (storyProblems(draft).length > 0) return;
      const value = storyValue(draft);
      expect(storyValue(restoreStory(undefined, value, config, makeId))).toEqual(value);
    }),
  );
});

test("an empty story says what it wants first", () => {
  const empty = restoreStory("?", null, config, makeId);
  expect(storyProblems(empty).map((problem) => problem.at)).toEqual(["title", "situation"]);
  expect(storyLeft(empty)).toBe("0 of 6 parts");
});

test("a moment fills the situation, and never replaces one", () => {
  const empty = restoreStory(undefined, undefined, config, makeId);
  const begun = begunWith(empty, "The night bus");
  expect(begun.story.situation).toBe("The night bus");
  expect(partsWritten(begun.story)).toBe(1);
  expect(begunWith(begun, "Another").story.situation).toBe("The night bus");
});
