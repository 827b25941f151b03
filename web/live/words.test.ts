import { describe, expect, test } from "vitest";
import { seenWords } from "./words.ts";

const session = (...names: string[]) => ({
  facilitators: names.map((name) => ({ name, domain: "harbour.example" })),
  modules: ["1.1", "1.2"],
});

describe("what a learner reads over the conversation", () => {
  test.each([
    [["Maria"], [], "Maria can see your answers in 1.1 and 1.2."],
    [["Maria"], ["Maria"], "Maria is reading along now."],
    // Who is looking does not hide who else can.
    [["Maria", "Jo"], ["Jo"], "Maria and Jo can see your answers in 1.1 and 1.2. Jo is reading along now."],
    [["Maria", "Jo"], ["Jo", "Maria"], "Jo and Maria are reading along now."],
    [["Maria"], ["Maria", "Maria"], "Maria is reading along now."],
    [["Maria"], ["Kim"], "Maria can see your answers in 1.1 and 1.2. Kim is reading along now."],
  ])("%j, watching %j", (facilitators, watching, words) => {
    expect(seenWords(session(...facilitators), watching)).toBe(words);
  });
});
