import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { Follow } from "./follow.ts";

/** A scroller 400 high; a row is where it says, in the scroller's own coordinates. */
const scroller = {
  scrollTop: 0,
  scrollHeight: 1000,
  clientHeight: 400,
  getBoundingClientRect: () => ({ top: 0, bottom: 400, height: 400 }),
  scrollTo({ top }: { top: number }) {
    scroller.scrollTop = Math.min(top, scroller.scrollHeight - scroller.clientHeight);
  },
};
const rowAt = (top: number) =>
  ({ getBoundingClientRect: () => ({ top: top - scroller.scrollTop }) }) as unknown as HTMLElement;
let follow: Follow;

beforeEach(() => {
  Object.assign(scroller, { scrollTop: 0, scrollHeight: 1000 });
  follow = new Follow(scroller as unknown as HTMLElement);
  follow.toEnd();
});
const userScrollsTo = (top: number) => {
  scroller.scrollTop = top;
  follow.scrolled();
};

test("at the end, what arrives comes into view by its top", () => {
  scroller.scrollHeight = 2000;
  expect(follow.arrived(rowAt(1000), 50, false)).toBe(true);
  expect(scroller.scrollTop).toBe(950);
});

test("what is new is shown to its end where it fits: what came before it makes room", () => {
  scroller.scrollHeight = 1380;
  follow.arrived(rowAt(1000), 50, false);
  expect(scroller.scrollTop).toBe(980);
});

test("gone up by a single line, nothing moves the view any more", () => {
  userScrollsTo(580);
  scroller.scrollHeight = 1400;
  expect(follow.arrived(rowAt(1000), 50, false)).toBe(false);
  follow.resized();
  expect(scroller.scrollTop).toBe(580);
});

test("an answer of one's own is followed from anywhere, once", () => {
  userScrollsTo(100);
  follow.expect();
  expect(follow.arrived(rowAt(900), 50, false)).toBe(true);
  userScrollsTo(100);
  expect(follow.arrived(rowAt(950), 50, false)).toBe(false);
});

test("a touch before the answer arrives takes the wish back", () => {
  userScrollsTo(100);
  follow.expect();
  follow.release();
  expect(follow.arrived(rowAt(900), 50, false)).toBe(false);
});

test("what a finger goes down on stays under it, whatever loads or is still on its way", () => {
  const scrollTo = vi.spyOn(scroller, "scrollTo").mockImplementation(() => undefined);
  onTestFinished(() => scrollTo.mockRestore());
  follow.expect();
  follow.arrived(rowAt(900), 50, true);
  scroller.scrollTop = 610;
  follow.grasp();
  expect(scrollTo).toHaveBeenLastCalledWith({ top: 610, behavior: "instant" });
  // With nothing under way the reader's own momentum is left alone.
  scrollTo.mockClear();
  userScrollsTo(600);
  expect(follow.following).toBe(true);
  follow.grasp();
  scroller.scrollHeight = 1500;
  follow.resized();
  expect(follow.arrived(rowAt(1200), 50, true)).toBe(false);
  expect(scrollTo).not.toHaveBeenCalled();
  follow.letGo();
  follow.resized();
  expect(scrollTo).toHaveBeenCalledOnce();
});

test("a card that loads late does not push away what was brought into view", () => {
  follow.expect();
  follow.arrived(rowAt(900), 50, false);
  expect(scroller.scrollTop).toBe(600);
  scroller.scrollHeight = 2000;
  follow.resized();
  expect(scroller.scrollTop).toBe(850);
  userScrollsTo(700);
  follow.resized();
  expect(scroller.scrollTop).toBe(700);
});

test("its own way up to an earlier message is not taken for the reader's", () => {
  follow.bring(rowAt(200), 0, true);
  scroller.scrollTop = 400;
  follow.scrolled();
  follow.resized();
  expect(scroller.scrollTop).toBe(200);
});
