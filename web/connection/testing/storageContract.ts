import { expect, test } from "vitest";
import type { KeyValue } from "../environment.ts";

/** What every storage does; IndexedDB's is proved in the browser journeys, in memory here. */
export function storageContract(make: () => KeyValue) {
  test("lists what begins with the prefix, in order of the keys", async () => {
    const storage = make();
    await storage.write([
      ["user/b/2", 2],
      ["user/a/2", "two"],
      ["user/a/1", "one"],
      ["user/ab", "no"],
    ]);
    expect(await storage.list("user/a/")).toEqual([
      ["user/a/1", "one"],
      ["user/a/2", "two"],
    ]);
    expect(await storage.list("nothing")).toEqual([]);
  });

  test("keeps maps and sets, and copies of what it was given", async () => {
    const storage = make();
    const value = { map: new Map([["a", new Set([1])]]), list: [1] };
    await storage.write([["k", value]]);
    value.list.push(2);
    expect(await storage.list("k")).toEqual([["k", { map: new Map([["a", new Set([1])]]), list: [1] }]]);
  });

  test("undefined deletes; null is a value", async () => {
    const storage = make();
    await storage.write([
      ["a", 1],
      ["b", null],
    ]);
    await storage.write([["a", undefined]]);
    expect(await storage.list("")).toEqual([["b", null]]);
  });

  test("all of a write or none of it", async () => {
    const storage = make();
    await storage.write([["a", 1]]);
    await expect(
      storage.write([
        ["a", 2],
        ["b", () => "a function cannot be kept"],
      ]),
    ).rejects.toThrow();
    expect(await storage.list("")).toEqual([["a", 1]]);
  });
}
