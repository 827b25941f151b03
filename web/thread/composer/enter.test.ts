import { describe, expect, test } from "vitest";
import { enterSends } from "./enter.ts";

const key = { key: "Enter", shiftKey: false, ctrlKey: false, metaKey: false };
const field = { long: false, fine: true, composing: false, setting: "auto" } as const;

describe("Enter", () => {
  test("sends a short answer at a keyboard", () => expect(enterSends(key, field)).toBe(true));
  test("is a new line in a long answer, and on touch", () => {
    expect(enterSends(key, { ...field, long: true })).toBe(false);
    expect(enterSends(key, { ...field, fine: false })).toBe(false);
  });
  test("with Ctrl or Cmd sends everywhere", () => {
    expect(enterSends({ ...key, ctrlKey: true }, { ...field, long: true, setting: "never" })).toBe(true);
    expect(enterSends({ ...key, metaKey: true }, { ...field, fine: false })).toBe(true);
  });
  test("never sends half a word that is being composed", () => {
    expect(enterSends({ ...key, ctrlKey: true }, { ...field, composing: true, setting: "always" })).toBe(
      false,
    );
  });
  test("with Shift is always a new line", () => {
    expect(enterSends({ ...key, shiftKey: true }, { ...field, setting: "always" })).toBe(false);
  });
});
