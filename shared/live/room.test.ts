import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../engine/testing/seed.ts";
import { codeFrom, codeIn, spaced } from "./code.ts";
import { coachConsent, roomConsent } from "./consent.ts";
import { cellOf, cellState, exerciseTally, promptTally, type Column, type Settled } from "./tally.ts";

describe("LI2: join codes", () => {
  test("LI2: a code is six letters that nobody mistakes, and is read however it was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        const code = codeFrom(bytes);
        if (code === null) return;
        expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/);
        for (const written of [
          code,
          code.toLowerCase(),
          spaced(code),
          ` ${code.slice(0, 2)}-${code.slice(2)} `,
        ])
          expect(codeIn(written)).toBe(code);
      }),
    );
    expect(codeFrom(Array.from({ length: 40 }, () => 255))).toBeNull();
  });

  test.each(["", "ABC", "K7M4QXX", "K7M4Q0", "K7M4QI", "K7M4Q!", "ＡＢＣＤＥＦ", "      "])(
    "LI2: %j is no code",
    (text) => expect(codeIn(text)).toBeNull(),
  );
});

describe("LI3: the consent", () => {
  test("LI3: one paragraph: what, from when, with whom, until when, and how it ends", () => {
    const { id, text } = roomConsent(
      [
        { name: "Maria", domain: "example.org" },
        { name: "Jo", domain: "school.example" },
      ],
      ["1.3 Energy", "1.4 Money"],
    );
    expect(id).toMatch(/^room-1\.[0-9a-f]{12}$/);
    expect(roomConsent([{ name: "Maria", domain: "example.org" }], ["1.3 Energy"]).id).not.toBe(id);
    expect(text).not.toContain("\n");
    for (const said of [
      "Maria (example.org) and Jo (school.example)",
      "1.3 Energy and 1.4 Money",
      "From the moment you join",
      "“Only me”",
      "private",
      "drafts",
      "without your name",
      "Leaving ends all of this at once",
      "90 days",
    ])
      expect(text).toContain(said);
    const coach = coachConsent(["1.3 Energy"], "2 December");
    expect(coach.id).toMatch(/^coach-1\./);
    expect(coach.text).toContain("until 2 December");
  });
});

describe("LI7: how far a room is", () => {
  const exercise = { exerciseId: "1.3.2", blockIds: ["a", "b"] };
  const column = (participantId: string, settled: Record<string, Settled>): Column => ({
    participantId,
    settled,
  });
  const room = [
    column("one", { a: "answered", b: "answered" }),
    column("two", { a: "answered" }),
    column("three", { a: "skipped", b: "skipped" }),
    column("four", {}),
  ];

  test("LI7: of a question: answered, passed, of how many, and who is left", () => {
    expect(promptTally("a", room)).toEqual({ answered: 2, skipped: 1, of: 4, waiting: ["four"] });
    expect(promptTally("b", room)).toEqual({ answered: 1, skipped: 1, of: 4, waiting: ["two", "four"] });
    expect(promptTally("a", [])).toEqual({ answered: 0, skipped: 0, of: 0, waiting: [] });
  });

  test("LI7: of an exercise: who has come past all of it", () => {
    expect(exerciseTally(exercise, room)).toEqual({
      answered: 1,
      skipped: 1,
      of: 4,
      waiting: ["two", "four"],
    });
    expect(room.map((one) => cellState(cellOf(exercise, one)))).toEqual(["done", "begun", "passed", "empty"]);
  });

  test("LI7: everybody is counted once, whatever they did", () => {
    const settled = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom<Settled>("answered", "skipped"),
    );
    fc.assert(
      fc.property(fc.array(settled, { maxLength: 40 }), (all) => {
        const columns = all.map((one, i) => column(String(i), one));
        for (const found of [
          ...["a", "b", "c"].map((id) => promptTally(id, columns)),
          exerciseTally(exercise, columns),
        ]) {
          expect(found.answered + found.skipped + found.waiting.length).toBe(columns.length);
          expect(found.of).toBe(columns.length);
        }
      }),
    );
  });
});
