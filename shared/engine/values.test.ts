import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StemBlock } from "../content/block.ts";
import { limits } from "../protocol/limits.ts";
import { userId } from "./testing/history.ts";
import { arbitraryRelease, masterSkills } from "./testing/releases.ts";
import { Dice, runs } from "./testing/seed.ts";
import { block } from "./testing/small.ts";
import { envelopeOf, rowOf, rubbish, valueOf } from "./testing/values.ts";
import { refuseValue } from "./values.ts";

const names = new Map(masterSkills.map((one) => [one.id, one.name]));
const context = { userId, skillName: (id: string) => names.get(id) };
const refused = (one: StemBlock, value: unknown) => {
  const refusal = refuseValue(one, value, context);
  return refusal === null ? "taken" : `${refusal.code} ${refusal.path}`;
};
const sealed = envelopeOf(new Dice(3));
const kib = (n: number) => n * 1024;

describe("what a block takes", () => {
  test("VA1: every value that the generators make is taken by its block", () => {
    const made = arbitraryRelease.chain((release) =>
      fc.tuple(
        ...release.stem
          .filter((one) => one.type !== "content")
          .map((one) => fc.tuple(fc.constant(one), valueOf(one, userId))),
      ),
    );
    fc.assert(
      fc.property(made, (all) => {
        for (const [one, value] of all)
          expect([value, refuseValue(one, value, context)]).toEqual([value, null]);
      }),
      runs(100),
    );
  });

  test("VA1: rubbish is refused with a path in the value, and nothing is thrown", () => {
    fc.assert(
      fc.property(
        arbitraryRelease,
        fc.oneof(fc.constantFrom(...rubbish), fc.anything()),
        (release, value) => {
          for (const one of release.stem) {
            if (one.type === "content") continue;
            const refusal = refuseValue(one, value, context);
            if (refusal !== null) expect(refusal.path).toMatch(/^value/);
          }
        },
      ),
      runs(100),
    );
  });
});

describe("the four input types", () => {
  const textarea = block("textarea", "1.1.1.a", { config: { maxLength: 5 } });
  const slider = block("slider", "1.1.1.b", { config: { min: 1, max: 10, step: 3 } });
  const tenths = block("slider", "1.1.1.b", { config: { min: 0, max: 1, step: 0.1 } });
  const checkbox = block("checkbox", "1.1.1.c");
  const select = block("select", "1.1.1.d");
  test.each<[string, StemBlock, unknown, string]>([
    ["VA2 text", textarea, "words", "taken"],
    ["VA2 text that is as long as it may be, in UTF-16 units", textarea, "👩a b", "taken"],
    ["VA2 text that is too long", textarea, "wordsy", "invalid value"],
    ["VA2 no text", textarea, "", "invalid value"],
    ["VA2 nothing but space", textarea, " \n\t", "invalid value"],
    ["VA2 a number", textarea, 5, "invalid value"],
    ["VA2 an envelope in a question that is not private", textarea, sealed, "invalid value"],
    ["VA3 the ends", slider, 1, "taken"],
    ["VA3 the ends", slider, 10, "taken"],
    ["VA3 a step", slider, 4, "taken"],
    ["VA3 between steps", slider, 5, "invalid value"],
    ["VA3 under the ends", slider, 0, "invalid value"],
    ["VA3 over the ends", slider, 13, "invalid value"],
    ["VA3 a text", slider, "4", "invalid value"],
    ["VA3 no number", slider, Number.NaN, "invalid value"],
    ["VA3 steps that binary cannot say", tenths, 0.1 + 0.2, "taken"],
    ["VA3 between such steps", tenths, 0.35, "invalid value"],
    ["VA4 yes", checkbox, true, "taken"],
    ["VA4 no", checkbox, false, "taken"],
    ["VA4 neither", checkbox, null, "invalid value"],
    ["VA4 the word", checkbox, "true", "invalid value"],
    ["VA5 an option's value", select, "a", "taken"],
    ["VA5 an option's text", select, "First", "invalid value"],
    ["VA5 none", select, "", "invalid value"],
  ])("%s", (_name, one, value, expected) => {
    expect(refused(one, value)).toBe(expected);
  });
});

describe("private placements", () => {
  const text = block("textarea", "1.1.1.a", { private: true });
  const list = block("list_builder", "1.1.1.l", {
    private: true,
    config: {
      target: "user_list_items",
      max: 20,
      fields: [
        { name: "text", label: "What", type: "text", required: true, maxLength: 10 },
        { name: "more", label: "More", type: "long" },
        { name: "since", label: "Since", type: "month" },
        { name: "kind", label: "Kind", type: "select", options: [{ value: "a", text: "A" }] },
      ],
    },
  });
  const row = (n: number, more: object) => ({ id: rowOf("item", n), text: sealed, ...more });
  test.each<[string, StemBlock, unknown, string]>([
    ["VA6 an envelope", text, sealed, "taken"],
    ["VA6 text in the clear", text, "words", "plaintext value"],
    ["VA6 neither", text, 5, "invalid value"],
    ["VA6 an envelope with something beside", text, { ...sealed, clear: "words" }, "invalid value"],
    [
      "VA6 rows of envelopes; months and kinds stay plain",
      list,
      { rows: [row(1, { since: "2019-04", kind: "a" })] },
      "taken",
    ],
    ["VA6 a field that is not said is empty text", list, { rows: [row(1, { more: "" })] }, "taken"],
    [
      "VA6 one field in the clear among envelopes",
      list,
      { rows: [row(1, {}), row(2, { more: "words" })] },
      "plaintext value.rows.1.more",
    ],
    [
      "VA6 in the clear, and too long",
      list,
      { rows: [row(1, { text: "longer than it may be" })] },
      "plaintext value.rows.0.text",
    ],
    [
      "VA6 in the clear, and wrong elsewhere too",
      list,
      { rows: [row(1, { text: "words", since: "April", x: 1 })] },
      "plaintext value.rows.0.text",
    ],
    [
      "VA6 a plain field that is wrong is not called plaintext",
      list,
      { rows: [row(1, { since: "April" })] },
      "invalid value.rows.0.since",
    ],
    [
      "VA6 an unknown option is not called plaintext",
      list,
      { rows: [row(1, { kind: "b" })] },
      "invalid value.rows.0.kind",
    ],
    [
      "VA6 an id that is none is not called plaintext",
      list,
      { rows: [{ id: "x", text: sealed }] },
      "invalid value.rows.0.id",
    ],
  ])("%s", (_name, one, value, expected) => {
    expect(refused(one, value)).toBe(expected);
  });

  test("VA6: no private block takes a text of the learner's in the clear", () => {
    const clear = "these are the learner's own words";
    const opened = (value: unknown): unknown =>
      value !== null && typeof value === "object"
        ? "ciphertext" in value
          ? clear
          : Array.isArray(value)
            ? value.map(opened)
            : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, opened(v)]))
        : value;
    const made = arbitraryRelease.chain((release) =>
      fc.tuple(
        ...release.stem
          .filter((one) => one.private)
          .map((one) => fc.tuple(fc.constant(one), valueOf(one, userId))),
      ),
    );
    fc.assert(
      fc.property(made, (all) => {
        for (const [one, value] of all) {
          const open = opened(value);
          if (JSON.stringify(open).includes(clear)) expect(refused(one, open)).toMatch(/^plaintext value/);
        }
      }),
      runs(100),
    );
  });
});

describe("sizes", () => {
  const big = (n: number) => ({
    ...sealed,
    ciphertext: "A".repeat(n - JSON.stringify({ ...sealed, ciphertext: "" }).length),
  });
  test("VA7: an envelope is 24 KiB at most, in UTF-8", () => {
    const one = block("textarea", "1.1.1.a", { private: true });
    expect(refused(one, big(limits.envelopeBytes))).toBe("taken");
    expect(refused(one, big(limits.envelopeBytes + 1))).toMatch(/too_large value|invalid value/);
  });
  test("VA7: a prompt's value is 16 KiB at most: over that it is too large, whatever it is", () => {
    const one = block("textarea", "1.1.1.a", { config: { maxLength: 8000 } });
    expect(refused(one, "é".repeat(8000))).toBe("taken");
    expect(refused(one, "x".repeat(8001))).toBe("invalid value");
    expect(refused(one, "x".repeat(kib(16)))).toBe("too_large value");
    expect(refused(block("checkbox", "1.1.1.c"), "x".repeat(kib(16)))).toBe("too_large value");
  });
  test("VA7: a tool's value is 192 KiB at most", () => {
    const one = block("soared_form", "1.1.1.s");
    const story = (length: number) => ({
      id: rowOf("story", 1),
      experienceId: null,
      title: "t",
      obstacle: "",
      action: "",
      result: "",
      evaluation: "",
      discovery: "",
      situation: "x".repeat(length),
    });
    expect(refused(one, story(3000))).toBe("taken");
    expect(refused(one, story(3001))).toBe("invalid value.situation");
    expect(refused(one, story(kib(192)))).toBe("too_large value");
  });
});

describe("broken characters", () => {
  test.each<[string, StemBlock, unknown, string]>([
    ["VA9 in a text", block("textarea", "1.1.1.a"), "half a \ud83d", "invalid value"],
    ["VA9 the other half", block("textarea", "1.1.1.a"), "\udc69 half", "invalid value"],
    ["VA9 a whole one", block("textarea", "1.1.1.a"), "whole 👩", "taken"],
    [
      "VA9 deep in a list",
      block("list_builder", "1.1.1.l"),
      {
        rows: [
          { id: rowOf("item", 1), text: "fine" },
          { id: rowOf("item", 2), text: "x\ud800" },
        ],
      },
      "invalid value.rows.1.text",
    ],
  ])("%s", (_name, one, value, expected) => {
    expect(refused(one, value)).toBe(expected);
  });

  test("VA9: no value with half a character anywhere is taken by any block", () => {
    const broken = (value: unknown): unknown =>
      typeof value === "string"
        ? `${value}\ud800`
        : value !== null && typeof value === "object"
          ? Array.isArray(value)
            ? value.map(broken)
            : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === "id" ? v : broken(v)]))
          : value;
    const made = arbitraryRelease.chain((release) =>
      fc.tuple(
        ...release.stem
          .filter((one) => one.type !== "content")
          .map((one) => fc.tuple(fc.constant(one), valueOf(one, userId))),
      ),
    );
    fc.assert(
      fc.property(made, (all) => {
        for (const [one, value] of all) {
          const half = broken(value);
          if (JSON.stringify(half).includes("\\ud800")) expect(refused(one, half)).not.toBe("taken");
        }
      }),
    );
  });
});
