import { expect, test } from "vitest";
import { nextWords } from "./nextWords.ts";
import { sampleBlock, sampleStem } from "./sample.ts";

const stops = (text: string) => sampleBlock("1.1.1.made", { contentType: "celebration", beat: "rest", text });
const heading = sampleBlock("1.1.2.hello", { contentType: "heading", text: "How you tend to work" });
const words = (text: string, next = heading) => {
  const block = stops(text);
  return nextWords(sampleStem([block, next]), { block, next });
};

test("a place to stop says what comes after it, unless the words above it do", () => {
  expect(words("A list, in your own order.")).toMatch(/^Next: .+, about \d+ minutes\.$/);
  expect(words("A list, in your own order. Next is 1.1.2, about 25 minutes.")).toBe("");
  expect(words("From here the view turns round: 1.1.2 is about you.")).toBe("");
});

test("within an exercise the heading is named", () => {
  const inside = sampleBlock("1.1.1.more", { contentType: "heading", text: "Small moments" });
  expect(words("A list.", inside)).toBe("Next: Small moments.");
  expect(nextWords(sampleStem([inside]), { block: stops("A list."), next: null })).toBe("");
});

test("a module that begins is named as the outline names it", () => {
  const intro = sampleBlock("1.1.0.hello", {
    contentType: "heading",
    text: "What you bring, and where from",
  });
  expect(words("All that was the introduction.", intro)).toBe("Next: What You Bring.");
});
