import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Grid, layGrid, type Mark } from "./Grid.tsx";
import { guessed } from "./measure.ts";

const columns = ["1", "2", "3", "4", "5"];
const rows = ["+2", "+1", "0", "−1", "−2"];
const marks = fc.array(fc.record({ column: fc.nat(4), row: fc.nat(4) }), { maxLength: 60 }).map((all) =>
  all.map((one, i): Mark => ({
    ...one,
    id: `m${i}`,
    number: i + 1,
    shape: i % 3 === 0 ? "full" : "square",
  })),
);
const field = { has: (column: number, row: number) => column >= 3 && row <= 1, words: "Seeds" };

test("every mark stands in its own cell, and none on another, on a phone and on a desk", () => {
  fc.assert(
    fc.property(marks, fc.integer({ min: 280, max: 700 }), (all, width) => {
      const laid = layGrid({ columns, rows, marks: all, field }, guessed(width));
      expect(laid.placed).toHaveLength(all.length);
      for (const { x, y, column, row } of laid.placed) {
        const line = laid.lines[row];
        expect(x - laid.radius).toBeGreaterThanOrEqual(laid.left + column * laid.across);
        expect(x + laid.radius).toBeLessThanOrEqual(laid.left + (column + 1) * laid.across);
        expect(y - laid.radius).toBeGreaterThanOrEqual(line?.y ?? NaN);
        expect(y + laid.radius).toBeLessThanOrEqual((line?.y ?? NaN) + (line?.height ?? NaN));
      }
      for (const [i, one] of laid.placed.entries())
        for (const other of laid.placed.slice(i + 1))
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(2 * laid.radius);
    }),
  );
});

test("marks have numbers, the steps have names, and the field is named", () => {
  const markup = renderToStaticMarkup(
    <Grid
      title="Hours"
      says="Two hours"
      columns={columns}
      rows={rows}
      marks={[
        { id: "a", number: 1, column: 4, row: 0, shape: "full" },
        { id: "b", number: 2, column: 0, row: 4, shape: "square" },
      ]}
      field={field}
      across="focus"
      twin={{ head: ["No.", "What"], rows: [["1", "Stacked pans"]] }}
    />,
  );
  for (const words of [...columns, ...rows, "Seeds", "focus", "Stacked pans"])
    expect(markup).toContain(`>${words}<`);
});
