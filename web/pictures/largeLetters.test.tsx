import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { drawBars } from "./Bars.tsx";
import { drawGrid } from "./Grid.tsx";
import { guessed } from "./measure.ts";
import type { Drawing } from "./Picture.tsx";
import { drawWheel } from "./Wheel.tsx";

/* Letters of twice their size on the narrowest phone: then a drawing is wider than its room, and moves in it. */

const rooms = fc
  .record({ width: fc.integer({ min: 160, max: 700 }), em: fc.integer({ min: 10, max: 32 }) })
  .map(({ width, em }) => guessed(width, em));
const label = fc.stringMatching(/^[A-Za-z]{1,10}( [a-z]{1,10})?$/);

/** How far the words of a drawing reach over its ends, in pixels. */
function overflow({ width = NaN, marks }: Drawing, room: ReturnType<typeof guessed>): number {
  const markup = renderToStaticMarkup(<svg>{marks}</svg>);
  const over = [...markup.matchAll(/<text([^>]*) x="([^"]+)"[^>]*>([^<]*)<\/text>/g)].map(
    ([, before = "", x, words = ""]) => {
      const long = room.measure(words);
      const start =
        Number(x) - (before.includes("pic-end") ? long : before.includes("pic-middle") ? long / 2 : 0);
      return Math.max(-start, start + long - width);
    },
  );
  expect(over.length).toBeGreaterThan(0);
  return Math.max(...over);
}

test("no word of the bars reaches over the end of the drawing, and every bar can be told from the next", () => {
  fc.assert(
    fc.property(rooms, fc.array(label, { minLength: 1, maxLength: 6 }), label, (room, labels, words) => {
      const bars = labels.map((one, i) => ({ id: `b${i}`, label: one, value: i + 1, words }));
      const drawing = drawBars(
        { groups: [{ bars }], most: labels.length, mark: undefined, beforeWords: undefined },
        room,
      );
      expect(overflow(drawing, room)).toBeLessThan(1);
      const longest = Math.max(
        ...[...renderToStaticMarkup(<svg>{drawing.marks}</svg>).matchAll(/<rect[^>]* width="([^"]+)"/g)].map(
          ([, width]) => Number(width),
        ),
      );
      expect(longest).toBeGreaterThan(room.em * 2.9);
    }),
  );
});

test("no word of the wheel reaches over the end of the drawing", () => {
  fc.assert(
    fc.property(rooms, fc.tuple(label, label, label, label), (room, labels) => {
      const spokes = labels.map((one, i) => ({ id: `s${i}`, label: one, value: i + 4 }));
      expect(overflow(drawWheel({ spokes, most: 10 }, room), room)).toBeLessThan(1);
    }),
  );
});

test("what the columns of a grid mean stands under them word for word, on as many lines as it takes", () => {
  const across = "Focus, from 1 (elsewhere) to 5 (forgot the clock)";
  fc.assert(
    fc.property(rooms, (room) => {
      fc.pre(across.split(" ").every((word) => room.measure(word) <= room.width));
      const { height, marks } = drawGrid({ columns: ["1", "2"], rows: ["+1"], marks: [], across }, room);
      const markup = renderToStaticMarkup(<svg>{marks}</svg>);
      const lines = [...markup.matchAll(/<text class="pic-soft pic-end"[^>]* y="([^"]+)"[^>]*>([^<]*)/g)];
      expect(lines.map(([, , words]) => words).join(" ")).toBe(across);
      for (const [, y, words = ""] of lines) {
        expect(Number(y)).toBeLessThan(height);
        expect(room.measure(words)).toBeLessThanOrEqual(room.width);
      }
    }),
  );
});
