import { argon2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { argon2id as nobleArgon2id } from "@noble/hashes/argon2.js";
import setupWasm from "argon2id/lib/setup.js";
import { argon2id as hashWasmArgon2id } from "hash-wasm";
import { describe, expect, test } from "vitest";
import { randomBytes, type Bytes } from "../../shared/crypto/bytes.ts";
import { defaultKdf, passwordBytes, type Kdf } from "../../shared/crypto/kdf.ts";
import { loadArgon2id } from "./argon2.ts";

type Load = Parameters<typeof setupWasm>[0];
const file = (name: string): Load => {
  const bytes = readFileSync(new URL(`../../node_modules/argon2id/dist/${name}.wasm`, import.meta.url));
  return async (imports) => {
    const module = new WebAssembly.Module(bytes);
    return { module, instance: new WebAssembly.Instance(module, imports) };
  };
};
const proof = process.env["PROOF"] === "1";
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const filled = (n: number, byte: number): Bytes => new Uint8Array(n).fill(byte);

test("RFC 9106, section 5.3: the vector of Argon2id, in both builds", async () => {
  for (const hash of [
    await setupWasm(file("simd"), file("no-simd")),
    await setupWasm(file("no-simd"), file("no-simd")),
  ]) {
    const tag = hash({
      password: filled(32, 1),
      salt: filled(16, 2),
      secret: filled(8, 3),
      ad: filled(12, 4),
      memorySize: 32,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    });
    expect(hex(tag)).toBe("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }
});

describe("four implementations agree", () => {
  /** What two others make of it. */
  async function others(password: Bytes, salt: Bytes, { m, t, p }: Kdf): Promise<string[]> {
    const node = argon2Sync("argon2id", {
      message: password,
      nonce: salt,
      parallelism: p,
      tagLength: 32,
      memory: m,
      passes: t,
    });
    const wasm = await hashWasmArgon2id({
      password,
      salt,
      parallelism: p,
      iterations: t,
      memorySize: m,
      hashLength: 32,
      outputType: "hex",
    });
    return [hex(node), wasm];
  }

  test("on our own parameters, with passwords that people have", { timeout: 120_000 }, async () => {
    const ours = await loadArgon2id(file("simd"), file("no-simd"));
    for (const password of ["correct horse battery staple", "Größe e\u0301 – 12 Zeichen", "👩‍🔧".repeat(20)]) {
      const bytes = passwordBytes(password);
      const salt = randomBytes(16);
      const found = hex(await ours(bytes, salt, defaultKdf));
      expect(await others(bytes, salt, defaultKdf)).toEqual([found, found]);
    }
  });

  const howMany = proof ? 200 : 12;
  test(`on ${howMany} inputs of all lengths, and with little memory`, { timeout: 600_000 }, async () => {
    const ours = await loadArgon2id(file("simd"), file("no-simd"));
    const plain = await loadArgon2id(file("no-simd"), file("no-simd"));
    for (let i = 0; i < howMany; i += 1) {
      const password = randomBytes(8 + ((i * 37) % 300));
      const salt = randomBytes(16);
      const few: Kdf = { alg: "argon2id", m: 8 + ((i * 53) % 500), t: 1 + (i % 4), p: 1 };
      const found = hex(await ours(password, salt, few));
      const noble = hex(nobleArgon2id(password, salt, { m: few.m, t: few.t, p: few.p, dkLen: 32 }));
      expect([...(await others(password, salt, few)), noble, hex(await plain(password, salt, few))]).toEqual(
        Array.from({ length: 4 }, () => found),
      );
    }
  });
});
