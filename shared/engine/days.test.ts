import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayIn, daysBetween, knownZone } from "./days.ts";
import { runs } from "./testing/seed.ts";

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
/** 1990 to 2060. */
const moments = fc.integer({ min: Date.UTC(1990), max: Date.UTC(2060) });
const minute = 60_000;

describe("a learner's day", () => {
  test("HS6: within a day of UTC's, never back as time goes on, in every zone", () => {
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: 0, max: 3 * 24 * 60 }), (zone, ms, minutes) => {
        const day = dayIn(zone, ms);
        expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(Math.abs(daysBetween(dayIn("UTC", ms), day))).toBeLessThanOrEqual(1);
        expect(dayIn(zone, ms + minutes * minute) >= day).toBe(true);
      }),
      runs(2_000),
    );
  });

  test("HS6: every minute of a day with a clock change belongs to one day, which is as long as the wall says", () => {
    const minutesOf = (zone: string, day: string) => {
      let n = 0;
      for (let ms = Date.parse(`${day}T00:00:00Z`) - 15 * 60 * minute; n < 3_600; ms += minute, n += 1) {
        if (dayIn(zone, ms) === day) {
          let length = 0;
          while (dayIn(zone, ms + length * minute) === day) length += 1;
          return length;
        }
      }
      return 0;
    };
    expect(minutesOf("Europe/Berlin", "2026-03-29")).toBe(23 * 60);
    expect(minutesOf("Europe/Berlin", "2026-10-25")).toBe(25 * 60);
    expect(minutesOf("America/New_York", "2026-03-08")).toBe(23 * 60);
    expect(minutesOf("Australia/Lord_Howe", "2026-04-05")).toBe(24 * 60 + 30);
    // A day that was left out: Samoa went from the 29th to the 31st.
    expect(minutesOf("Pacific/Apia", "2011-12-30")).toBe(0);
  });

  test.each([
    ["Foo/Bar", "UTC"],
    ["", "UTC"],
    [null, "UTC"],
    ["Asia/Kathmandu", "Asia/Kathmandu"],
  ])("HS6: the zone %s counts as %s", (zone, known) => expect(knownZone(zone)).toBe(known));
});

test("PL2: days are counted on a calendar without hours", () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -4000, max: 4000 }), (ms, n) => {
      const day = dayIn("UTC", ms);
      expect(daysBetween(day, addDays(day, n))).toBe(n);
      expect(addDays(addDays(day, n), -n)).toBe(day);
    }),
    runs(500),
  );
});
