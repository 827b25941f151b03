import { describe, expect, test } from "vitest";
import { indexRelease } from "../../../shared/engine/stem.ts";
import { block, releaseOf } from "../../../shared/engine/testing/small.ts";
import type { LiveReport } from "../../../shared/live/report.ts";
import { csvOf } from "./csv.ts";

const stem = indexRelease(
  releaseOf([
    block("textarea", "1.1.1.a"),
    block("select", "1.1.1.s", { config: { options: [{ value: "o1", text: "By the sea" }] } }),
    block("list_builder", "1.1.1.l"),
    block("list_builder", "1.1.1.e", {
      config: {
        target: "user_experiences",
        max: 20,
        fields: [
          { name: "title", label: "What it was", type: "text", required: true, maxLength: 120 },
          {
            name: "experience_type",
            label: "What kind",
            type: "select",
            required: true,
            maxLength: 300,
            options: [{ value: "job", text: "Paid work" }],
          },
        ],
      },
    }),
  ]),
);
const heron = "22222222-2222-4222-8222-222222222222";

function lines(answers: readonly { blockId: string; value: unknown }[], alias = "Heron"): string[] {
  const report = {
    participants: [{ participantId: heron, alias }],
    answers: answers.map((one) => ({
      participantId: heron,
      at: "2026-11-26T06:00:00Z",
      starred: false,
      ...one,
    })),
  };
  return csvOf(report as unknown as LiveReport, stem)
    .split("\r\n")
    .slice(1, -1);
}
const answerIn = (line: string | undefined) => line?.split('","')[3];

describe("the report as a table", () => {
  test("is for people: what was chosen by its name, the rows of a tool as lines, no ids and no braces", () => {
    const rows = [
      { id: "8d26da0b-67e6-4ba5-ae7b-65a849153190", text: "Ran the hall" },
      { id: "13248d6c-2fb4-4708-9595-f52fe1672a69", text: "Picked fruit" },
    ];
    const table = lines([
      { blockId: "1.1.1.a", value: "In my own words" },
      { blockId: "1.1.1.s", value: "o1" },
      { blockId: "1.1.1.l", value: { rows } },
      {
        blockId: "1.1.1.e",
        value: { rows: [{ id: rows[0]?.id, title: "Ran the hall", experience_type: "job" }] },
      },
    ]);
    expect(answerIn(table.pop())).toBe("Ran the hall · experience type: Paid work");
    expect(table.map(answerIn)).toEqual(["In my own words", "By the sea", "Ran the hall\nPicked fruit"]);
    expect(table.join()).not.toMatch(/[{}]|8d26da0b/);
  });

  test.each(["=1+1", "+1", "@SUM(A1)", "-cmd", "\t=1"])("runs nothing in a spreadsheet: %j", (text) => {
    const [line] = lines([{ blockId: "1.1.1.a", value: text }], text);
    expect(line).toContain(`"'${text}"`);
    expect(line?.startsWith(`"'${text}"`)).toBe(true);
  });

  test("quotes stay inside their field", () => {
    expect(lines([{ blockId: "1.1.1.a", value: 'so "they" say' }])[0]).toContain('"so ""they"" say"');
  });
});
