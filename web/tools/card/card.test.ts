import fc from "fast-check";
import { expect, test } from "vitest";
import { releases } from "../../../seed/releases/index.ts";
import { moved } from "./order.ts";
import { shapes } from "./ToolIcon.tsx";
import { counted } from "./words.ts";

test("moving keeps every item once, and moving back undoes it", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(20), fc.nat(20), (list, a, b) => {
      const from = a % list.length;
      const to = b % list.length;
      const made = moved(list, from, to);
      expect(made[to]).toBe(list[from]);
      expect(moved(made, to, from)).toEqual(list);
    }),
  );
  expect(moved([1, 2], 0, 9)).toEqual([2, 1]);
  expect(moved([1, 2], 5, 0)).toEqual([1, 2]);
});

test("counts in words", () => {
  expect([
    counted(1, "topic"),
    counted(2, "company"),
    counted(0, "day"),
    counted(3, "wish"),
    counted(2, "person"),
  ]).toEqual(["1 topic", "2 companies", "0 days", "3 wishes", "2 people"]);
});

test("every tool's icon is drawn, and none is drawn for nobody", () => {
  const named = releases.at(-1)?.tools.map(({ icon }) => icon);
  expect(Object.keys(shapes).sort()).toEqual(named?.toSorted());
});
