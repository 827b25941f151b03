import fc from "fast-check";
import { expect, test } from "vitest";
import { failureReframer, reframeFields } from "../../../shared/tools/failure_reframer/tool.ts";
import { questions } from "./questions.ts";
import {
  begunWith,
  reframeLeft,
  reframeProblems,
  reframeValue,
  restoreReframe,
  type ReframeDraft,
} from "./model.ts";

const makeId = () => crypto.randomUUID();
const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("", " ", "A line.", " Two\nlines. ") },
  { weight: 1, arbitrary: fc.constant("x".repeat(2001)) },
);
const draft = fc.record({
  id: fc.uuid({ version: 4 }),
  at: fc.nat(reframeFields.length),
  parts: fc.record(Object.fromEntries(reframeFields.map((name) => [name, text]))),
}) as unknown as fc.Arbitrary<ReframeDraft>;

test("TO9: what the card has no objection to is a reframe by its contract", () => {
  fc.assert(
    fc.property(draft, (one) => {
      if (reframeProblems(one).length > 0) return;
      const value = reframeValue(one);
      expect(failureReframer.value({}, "open").safeParse(value).success).toBe(true);
      expect(failureReframer.check(value, {}, { userId: "u", skillName: () => undefined })).toBeNull();
      expect(reframeValue(restoreReframe(undefined, value, makeId))).toEqual(value);
    }),
  );
});

test("TO9: what its contract refuses, the card says first, at a question that there is", () => {
  fc.assert(
    fc.property(draft, (one) => {
      const value = reframeValue(one);
      const parsed = failureReframer.value({}, "open").safeParse(value);
      const refused =
        !parsed.success || failureReframer.check(value, {}, { userId: "u", skillName: () => undefined });
      const problems = reframeProblems(one);
      expect(problems.length > 0).toBe(refused !== null);
      for (const { at } of problems) expect(Object.keys(questions)).toContain(at);
    }),
  );
});

test("a draft comes back through JSON, at the question where it was", () => {
  fc.assert(
    fc.property(draft, (one) => {
      expect(restoreReframe(JSON.parse(JSON.stringify(one)), undefined, makeId)).toEqual(one);
    }),
  );
  for (const odd of [null, 3, {}, { at: 9 }])
    expect(restoreReframe(odd, undefined, makeId)).toMatchObject({ at: 0 });
});

test("says where it stands; an earlier setback never writes over what is written", () => {
  const empty = restoreReframe(undefined, undefined, makeId);
  expect(reframeLeft(empty)).toBe("Question 1 of 7");
  const begun = begunWith(empty, "The shop closed.");
  expect(begun.parts.situation).toBe("The shop closed.");
  expect(begunWith(begun, "Another").parts.situation).toBe("The shop closed.");
  expect(reframeProblems({ ...begun, at: 2 })[0]?.at).toBe("what_learned");
  expect(reframeProblems({ ...begun, at: 0 })[0]?.at).toBe("next_step");
});
