import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../shared/engine/days.ts";
import { dayOfMonth, dayWords, weekday } from "./days.ts";

test("a week begins on Monday and has seven days, wherever the year turns", () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
      const day = addDays("2026-11-25", days);
      const monday = addDays(day, -weekday(day));
      expect(weekday(monday)).toBe(0);
      expect(Array.from({ length: 7 }, (_, i) => weekday(addDays(monday, i)))).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(dayOfMonth(day)).toBe(Number(day.slice(8)));
    }),
  );
  expect(dayWords("2026-11-25")).toBe("Wednesday, November 25");
});
