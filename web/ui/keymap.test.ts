import { describe, expect, test } from "vitest";
import { bindingFor, keymap } from "./keymap.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe("the keyboard map", () => {
  test("has one meaning for a key in a place", () => {
    const used = keymap.map((one) => `${one.scope} ${one.key}`);
    expect(new Set(used).size).toBe(used.length);
  });
  test("never takes a single character in a text field (SC 2.1.4)", () => {
    for (const one of keymap) {
      if (one.scope === "outside a text field") continue;
      expect(one.key.length).toBeGreaterThan(1);
    }
  });
  test("leaves keys with a modifier to the browser", () => {
    expect(bindingFor("in the conversation", { ...plain, key: "ArrowUp" })).toBe("previous");
    expect(bindingFor("in the conversation", { ...plain, key: "ArrowUp", altKey: true })).toBeNull();
  });
});
