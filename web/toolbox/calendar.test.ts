import fc from "fast-check";
import { expect, test } from "vitest";
import { reminderFile } from "./calendar.ts";

const at = new Date(2026, 10, 5, 9, 30);
const made = (label: string, prompt: string, frequency: "daily" | "weekly" = "daily") =>
  reminderFile(
    { name: "flow_tracker", label },
    { frequency, prompt },
    "https://d.example/tools/flow_tracker",
    at,
  );

test("a reminder rings each day or each week at six, wherever one is, until its calendar says otherwise", () => {
  const lines = made("Flow log", "What gave you energy?", "weekly").split("\r\n");
  expect(lines).toContain("DTSTART:20261105T180000");
  expect(lines).toContain("RRULE:FREQ=WEEKLY");
  expect(lines).toContain("SUMMARY:Flow log");
  expect(lines).toContain("URL:https://d.example/tools/flow_tracker");
  expect(lines.filter((line) => line === "BEGIN:VALARM")).toHaveLength(1);
  expect(made("Flow log", "x")).toContain("RRULE:FREQ=DAILY\r\n");
});

test("whatever it says, no line is longer than 75 octets, and unfolded and unescaped it says that", () => {
  const words = fc.string({ unit: "grapheme", maxLength: 200 }).filter((text) => !text.includes("\r"));
  fc.assert(
    fc.property(words, (prompt) => {
      const file = made("Flow log", prompt);
      for (const line of file.split("\r\n"))
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const whole = file.replaceAll("\r\n ", "");
      const [, said = ""] = /DESCRIPTION:(.*)\r\n/.exec(whole) ?? [];
      expect(said.replace(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one))).toBe(prompt);
    }),
  );
});
