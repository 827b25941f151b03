import fc from "fast-check";
import { expect, test } from "vitest";
import { along, fitted, guessed, wrapped } from "./measure.ts";

const room = guessed(300);
const text = fc.string({ maxLength: 80 });
const width = fc.integer({ min: 0, max: 300 });

test("what is fitted fits, and whole texts stay whole", () => {
  fc.assert(
    fc.property(text, width, (words, most) => {
      const cut = fitted(words, most, room);
      expect(room.measure(cut)).toBeLessThanOrEqual(Math.max(most, 0));
      if (room.measure(words) <= most) expect(cut).toBe(words);
    }),
  );
});

test("lines are no wider than they may be, no more than allowed, and lose no word but at the last cut", () => {
  const word = fc.stringMatching(/^[a-zé]{1,9}$/);
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 12 }),
      fc.integer({ min: 100, max: 300 }),
      fc.integer({ min: 1, max: 4 }),
      (words, most, lines) => {
        const made = wrapped(words.join("  "), most, lines, room);
        expect(made.length).toBeLessThanOrEqual(lines);
        for (const line of made) expect(room.measure(line)).toBeLessThanOrEqual(most);
        const whole = made.join(" ");
        expect(
          whole.endsWith("…") ? words.join(" ").startsWith(whole.slice(0, -1)) : whole === words.join(" "),
        ).toBe(true);
      },
    ),
  );
});

test("a scale is straight and meets its ends", () => {
  expect([-2, 0, 2].map(along([-2, 2], [100, 0]))).toEqual([100, 50, 0]);
});
