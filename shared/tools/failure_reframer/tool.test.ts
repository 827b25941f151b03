import { expect, test } from "vitest";
import { Dice } from "../../engine/testing/seed.ts";
import { envelopeOf, rowOf } from "../../engine/testing/values.ts";
import { failureReframer, reframeFields, type ReframeValue } from "./tool.ts";

const config = {};
const context = { userId: "u", skillName: () => undefined };
const place = { userId: "u", key: "2.2.3.reframe", exerciseId: "2.2.3", skillCategory: () => null };
const none = Object.fromEntries(reframeFields.map((name) => [name, ""])) as Record<
  (typeof reframeFields)[number],
  unknown
>;
const reframe = (more: Partial<ReframeValue>): ReframeValue => ({ id: rowOf("item", 1), ...none, ...more });
const env = envelopeOf(new Dice(1));

test("TO9: the next step is asked before the sentence that reads it anew", () => {
  expect(reframeFields.indexOf("next_step")).toBeLessThan(reframeFields.indexOf("reframed_statement"));
  expect(reframeFields).toHaveLength(7);
});

test("TO9: all seven are sealed, wherever they are placed; opened they are text", () => {
  const takes = (value: ReframeValue, sealing: "open" | "columns" | "all") =>
    failureReframer.value(config, sealing).safeParse(value).success;
  for (const name of reframeFields) {
    expect(takes(reframe({ [name]: env }), "columns")).toBe(true);
    expect(takes(reframe({ [name]: "words" }), "columns")).toBe(false);
    expect(takes(reframe({ [name]: "words" }), "open")).toBe(true);
    expect(takes(reframe({ [name]: "x".repeat(2001) }), "open")).toBe(false);
  }
});

test("TO9: what happened, and one part more", () => {
  const check = (more: Partial<ReframeValue>) =>
    failureReframer.check(reframe(more), config, context)?.path ?? null;
  expect(check({ next_step: env })).toBe("value.situation");
  expect(check({ situation: env })).toBe("value.next_step");
  expect(check({ situation: env, silver_lining: env })).toBeNull();
});

test("TO9: it writes one row of envelopes, and comes back as the sentence", () => {
  const value = reframe({ situation: env, next_step: env });
  expect(failureReframer.writes(value, config, place)).toEqual([
    {
      table: "user_failure_reframes",
      id: rowOf("item", 1),
      creates: true,
      fields: {
        ...Object.fromEntries(reframeFields.map((name) => [name, null])),
        situation: env,
        next_step: env,
      },
    },
  ]);
  const opened = reframe({ situation: "I was turned down", reframed_statement: "Now I know what to ask" });
  expect(failureReframer.rows(opened, config, context)).toMatchObject([{ text: "Now I know what to ask" }]);
});
