import { expect, test } from "vitest";
import { leadsBack } from "./WaitingBelow.tsx";

const view = { top: 0, bottom: 600 };

test("a card that was in view and lies below is told of", () => {
  expect(leadsBack({ top: 640, isInView: false, wasSeen: true, view })).toBe(true);
  expect(leadsBack({ top: 300, isInView: true, wasSeen: true, view })).toBe(false);
  // Above the view: somebody reads on below it.
  expect(leadsBack({ top: -400, isInView: false, wasSeen: true, view })).toBe(false);
});

test("whoever reads what leads up to a card for the first time is not sent to it", () => {
  expect(leadsBack({ top: 900, isInView: false, wasSeen: false, view })).toBe(false);
});

test("whoever came to an old place by a link is far from it, and told", () => {
  expect(leadsBack({ top: 9000, isInView: false, wasSeen: false, view })).toBe(true);
});
