import { describe, expect, test } from "vitest";
import { toBase64 } from "../crypto/bytes.ts";
import { defaultKdf } from "../crypto/kdf.ts";
import { authSecret, claimBody, salt, wrappedKey } from "./account.ts";

const ok = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;
const random = (bytes: number) => toBase64(crypto.getRandomValues(new Uint8Array(bytes)));

describe("HT7: bytes have one spelling and exactly their length", () => {
  test("what a browser makes is taken", () => {
    for (let i = 0; i < 200; i += 1) {
      expect(ok(authSecret, random(32))).toBe(true);
      expect(ok(salt, random(16))).toBe(true);
      expect(ok(wrappedKey, random(61))).toBe(true);
    }
  });

  test.each([
    ["a byte short", random(31)],
    ["a byte long", random(33)],
    ["base64url", toBase64(new Uint8Array(32).fill(255)).replaceAll("/", "_")],
    ["bits that mean nothing", `${"A".repeat(42)}B=`],
    ["no padding", random(32).replace("=", "")],
    ["a line end", `${random(32)}\n`],
    ["a number", 7],
    ["nothing", ""],
  ])("%s is refused", (_, value) => {
    expect(ok(authSecret, value)).toBe(false);
  });

  test("the parameters of the key derivation are everybody's: none weaker, none of one's own", () => {
    const claim = (kdf: object) => ({
      email: "ada@example.org",
      auth: random(32),
      salt: random(16),
      kdf,
      wrapped: random(61),
    });
    expect(ok(claimBody, claim(defaultKdf))).toBe(true);
    for (const change of [{ m: 8 }, { t: 1 }, { p: 4 }, { alg: "argon2i" }, { more: 1 }])
      expect(ok(claimBody, claim({ ...defaultKdf, ...change }))).toBe(false);
  });
});
