// oxlint-disable-next-line no-restricted-imports -- a test may look at the machine it runs on
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../engine/testing/seed.ts";
import {
  canonicalJson,
  customSkillId,
  foldName,
  masterSkillId,
  sha256Hex,
  uuid5,
  uuidOfSha1,
} from "./uuid5.ts";

const namespace = Buffer.from("4f1c1d3a7e575b0e9a416d2f90c813b5", "hex");

/** RFC 9562, 5.5, said once more: SHA-1 of namespace and name, version 5, variant 10. */
function reference(space: Buffer, name: string): string {
  const bytes = createHash("sha1").update(space).update(name, "utf8").digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

describe("ID1: row ids of natural keys", () => {
  test("ID1: the algorithm gives the RFC's own example (appendix A.4)", () => {
    const dns = Buffer.from("6ba7b8109dad11d180b400c04fd430c8", "hex");
    expect(uuidOfSha1(createHash("sha1").update(dns).update("www.example.com").digest())).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
    expect(reference(dns, "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });

  test("ID1: it is what node:crypto makes, for any parts", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }), (parts) => {
        expect(uuid5(...parts)).toBe(reference(namespace, parts.join("\u001f")));
      }),
    );
  });

  test("ID1: ids that learners' rows have already do not change", () => {
    expect(uuid5("user_skill", "11111111-1111-4111-8111-111111111111", "a")).toBe(
      "fe8592a4-f3d7-5d44-931a-2539891f2af1",
    );
    expect(masterSkillId("planning")).toBe("b7115ff6-e29e-5204-b87b-a66975aa0f40");
  });

  test("ID1: parts do not run into each other", () => {
    expect(uuid5("a", "bc")).not.toBe(uuid5("ab", "c"));
  });
});

describe("ID2: payload and content hashes", () => {
  test("ID2: SHA-256 as node:crypto makes it, of UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(sha256Hex(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
      }),
    );
    expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([k, v]) => [k, turned(v)]),
          )
        : value;

  test("ID2: canonical JSON is JSON, keeps the value, and does not know the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("ID2: two values have one text exactly when they are the same", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        const same =
          JSON.stringify(turned(a)) === JSON.stringify(turned(b)) || canonicalJson(a) === canonicalJson(b);
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      }),
    );
  });

  test("ID2: keys stand in the order of their UTF-16 units, without space, and what is undefined is not there", () => {
    expect(canonicalJson({ b: 1, a: [{ d: undefined, c: null }], "\u20ac": 2, "\r": 3, 1: true })).toBe(
      '{"\\r":3,"1":true,"a":[{"c":null}],"b":1,"€":2}',
    );
    expect(canonicalJson(undefined)).toBe("null");
    expect(canonicalJson(-0)).toBe("0");
  });
});

describe("ID3: names of skills", () => {
  test.each([
    ["Bee keeping", "bee keeping"],
    ["  BEE-KEEPING ", "bee keeping"],
    ["Étagères", "etageres"],
    ["naïve", "naive"],
    ["C++", "c++"],
    ["C#", "c#"],
    ["ﬁnance", "finance"],
    ["Ｗｏｒｄ ２０", "word 20"],
    ["日本語", "日本語"],
    ["!?", ""],
  ])("ID3: %j is compared as %j", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  test("ID3: folding twice is folding once, and the id depends on learner and folded name alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
        expect(customSkillId("a", ` ${name.normalize("NFD")} `)).toBe(customSkillId("a", name));
        expect(customSkillId("a", name)).not.toBe(customSkillId("b", name));
        expect(customSkillId("a", name)).not.toBe(masterSkillId(name));
      }),
    );
  });
});
