import fc from "fast-check";
import { expect, test } from "vitest";
import { renderToStaticMarkup } from "react-dom/server";
import { guessed } from "./measure.ts";
import { drawTimeline, type Line } from "./Timeline.tsx";

const words = fc
  .array(fc.constantFrom("grandchildren", "set", "type", "a", "room", "with", "northern", "light"), {
    minLength: 1,
    maxLength: 14,
    size: "max",
  })
  .map((all) => all.join(" "));
const lines = fc
  .array(
    fc.array(
      fc.record({
        year: fc.integer({ min: 2026, max: 2031 }),
        quarter: fc.option(fc.integer({ min: 1, max: 4 })),
        text: words,
      }),
      { minLength: 1, maxLength: 12 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) =>
    all.map((stops, i): Line => ({
      id: `l${i}`,
      label: `Path ${i}`,
      stops: stops.map((stop, n) => ({ ...stop, id: `s${i}-${n}` })),
    })),
  );

test("every milestone is drawn once, down the years, and no words lie on others, on a phone and on a desk", () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 280, max: 700 }), (all, width) => {
      const room = guessed(width);
      const { height, marks } = drawTimeline(all, room);
      const markup = renderToStaticMarkup(<svg>{marks}</svg>);
      const drawn = [...markup.matchAll(/data-stop="([^"]+)"/g)].map(([, id]) => id);
      expect(drawn.toSorted()).toEqual(all.flatMap(({ stops }) => stops.map(({ id }) => id)).toSorted());
      // Where lines stand one under the other, each is moved down as a whole.
      for (const group of markup.split("translate(").slice(1).length > 0
        ? markup.split("translate(").slice(1)
        : [markup]) {
        const texts = [...group.matchAll(/<text[^>]* x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)</g)].map(
          ([, x, y, words = ""]) => ({ x: Number(x), y: Number(y), width: room.measure(words) }),
        );
        for (const [i, one] of texts.entries()) {
          expect(one.x + one.width).toBeLessThanOrEqual(width + 0.1);
          expect(one.y).toBeLessThanOrEqual(height);
          for (const other of texts.slice(i + 1)) {
            const across = one.x < other.x + other.width && other.x < one.x + one.width;
            expect(across && Math.abs(one.y - other.y) < room.em).toBe(false);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});
