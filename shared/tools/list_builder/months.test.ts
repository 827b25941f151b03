import fc from "fast-check";
import { expect, test } from "vitest";
import { monthField } from "../fields.ts";
import { readMonth, showMonth } from "./months.ts";

test.each([
  ["2019", "2019"],
  [" 2019 ", "2019"],
  ["March 2019", "2019-03"],
  ["march, 2019", "2019-03"],
  ["Mar 2019", "2019-03"],
  ["Sept 2004", "2004-09"],
  ["2019 May", "2019-05"],
  ["03/2019", "2019-03"],
  ["3.2019", "2019-03"],
  ["3 2019", "2019-03"],
  ["2019-03", "2019-03"],
  ["2019/3", "2019-03"],
  ["2019-03-14", "2019-03"],
  ["14/03/2019", "2019"],
  ["14 March 2019", "2019-03"],
  ["around 2019", "2019"],
  ["2019?", "2019"],
  ["summer of 2019", "2019"],
  ["in March 2019 or so", "2019-03"],
  ["２０１９", "2019"],
  ["", ""],
  ["now", ""],
  ["Present", ""],
  ["still going", ""],
  ["soon", null],
  ["13/2019", null],
  ["2019-2021", null],
  ["1019", null],
  ["long ago", null],
  ["19", null],
  ["March", null],
])("%s is read as %s", (typed, value) => {
  expect(readMonth(typed)).toBe(value);
});

test("what is shown reads back as what it was", () => {
  const month = fc.integer({ min: 1, max: 12 }).map((m) => `-${String(m).padStart(2, "0")}`);
  const value = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.oneof(fc.constant(""), month));
  fc.assert(fc.property(value, ([year, m]) => readMonth(showMonth(`${year}${m}`)) === `${year}${m}`));
});

test("whatever is typed gives what the schema takes, or nothing", () => {
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z /.-]{0,12}$/));
  fc.assert(
    fc.property(typed, (text) => {
      const value = readMonth(text);
      return value === null || monthField.safeParse(value).success;
    }),
  );
});
