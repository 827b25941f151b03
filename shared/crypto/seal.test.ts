// oxlint-disable-next-line no-restricted-imports -- a second implementation to compare with
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dice, runs } from "../engine/testing/seed.ts";
import { fromBase64, lengthPrefixed, toBase64, type Bytes } from "./bytes.ts";
import { isEnvelope, type Envelope } from "./envelope.ts";
import { envelope as envelopeSchema } from "./envelopeSchema.ts";
import { deriveKeys, hkdf, hkdfBase, keyedHash, newDataKey } from "./keys.ts";
import type { Place } from "./place.ts";
import { open, seal } from "./seal.ts";
import { mutant, sealedValues, type Case } from "./testing/mutants.ts";

const userId = "5b1e1c1e-6c1e-4c1e-8c1e-1c1e1c1e1c1e";
const place: Place = {
  table: "user_contacts",
  column: "name",
  rowId: "11111111-1111-4111-8111-111111111111",
};
const fixedKey: Bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
const { pii, dedup } = await deriveKeys(newDataKey());
const bytes = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const hex = (data: ArrayBuffer | Uint8Array): string => Buffer.from(data as Uint8Array).toString("hex");

describe("the platform's primitives", () => {
  test("AES-256-GCM: cases 15 and 16 of McGrew and Viega", async () => {
    const key = await crypto.subtle.importKey(
      "raw",
      bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
      "AES-GCM",
      false,
      ["encrypt"],
    );
    const plain =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    const cipher =
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";
    const iv = bytes("cafebabefacedbaddecaf888");
    const without = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes(plain));
    expect(hex(without)).toBe(`${cipher}b094dac5d93471bdec1a502270e3cc6c`);
    const additionalData = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const withAad = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData },
      key,
      bytes(plain.slice(0, 120)),
    );
    expect(hex(withAad)).toBe(`${cipher.slice(0, 120)}76fc6ece0f4e1768cddf8853bb2d551b`);
  });

  test("HKDF-SHA256: RFC 5869, cases 1 and 3", async () => {
    const base = await hkdfBase(bytes("0b".repeat(22)));
    const info = String.fromCharCode(...bytes("f0f1f2f3f4f5f6f7f8f9"));
    const first = await crypto.subtle.deriveBits(
      {
        ...hkdf("", bytes("000102030405060708090a0b0c")),
        info: Uint8Array.from(info, (c) => c.charCodeAt(0)),
      },
      base,
      42 * 8,
    );
    expect(hex(first)).toBe(
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    );
    const third = await crypto.subtle.deriveBits(hkdf("", new Uint8Array(0)), base, 42 * 8);
    expect(hex(third)).toBe(
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    );
  });
});

/** Envelopes, and what is one but for a part that is wrong, missing or too much. */
const nearly = fc
  .record(
    {
      v: fc.constantFrom<unknown>(1, 1, 1, 2, "1"),
      iv: fc.oneof(
        fc.base64String({ minLength: 16, maxLength: 16 }),
        fc.base64String({ maxLength: 24 }),
        fc.jsonValue(),
      ),
      ciphertext: fc.oneof(
        fc.base64String({ minLength: 24, maxLength: 64 }),
        fc.string({ maxLength: 40 }),
        fc.constantFrom("A".repeat(24 * 1024), "A".repeat(24 * 1024 + 4)),
        fc.jsonValue(),
      ),
      other: fc.constantFrom("", "", "", "x"),
    },
    { requiredKeys: ["v"] },
  )
  .map(({ other, ...parts }) => (other === undefined || other === "" ? parts : { ...parts, [other]: 1 }));

describe("the envelope, for ever", () => {
  test("SE1: the quick look at what is an envelope says what the schema says", () => {
    let envelopes = 0;
    const property = (value: unknown) => {
      const isOne = envelopeSchema.safeParse(value).success;
      envelopes += Number(isOne);
      return isEnvelope(value) === isOne;
    };
    fc.assert(fc.property(fc.oneof(nearly, fc.anything()), property), { numRuns: 500 });
    // Some two dozen of them, as it comes.
    expect(envelopes).toBeGreaterThan(0);
  });

  const piiBytes = Buffer.from(hkdfSync("sha256", fixedKey, "", "dt/pii/v1", 32));
  const aad = (at: Place) => {
    const parts = ["dt-pii", "1", userId, at.table, at.column, at.rowId].map((part) => Buffer.from(part));
    return Buffer.concat(
      parts.flatMap((part) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(part.length);
        return [length, part];
      }),
    );
  };

  test("SE1: what was sealed with this key opens in every later version", async () => {
    const keys = await deriveKeys(fixedKey);
    const kept: Envelope = {
      v: 1,
      iv: "AAECAwQFBgcICQoL",
      ciphertext:
        "vUwKjod/HLXXViuC9TTzIz9tB7n3LA0DfeUjyGqq5TUdTpHWdra+OjZZMxLmOBcLHHKKF4VvaKgGg/6/WlG0yec/huPb3cIiul0bakC/UhY=",
    };
    expect(await open(keys.pii, userId, place, kept)).toEqual({ ok: true, value: "María, from the depot" });
  });

  test("SE1: another implementation opens what is sealed here, and the other way round", async () => {
    const keys = await deriveKeys(fixedKey);
    const made = await seal(keys.pii, userId, place, { said: "für später", n: 5000 });
    const all = Buffer.from(made.ciphertext, "base64");
    const decipher = createDecipheriv("aes-256-gcm", piiBytes, Buffer.from(made.iv, "base64"));
    decipher.setAAD(aad(place)).setAuthTag(all.subarray(-16));
    const plain = Buffer.concat([decipher.update(all.subarray(0, -16)), decipher.final()]);
    expect(plain.length % 64).toBe(0);
    expect(JSON.parse(plain.toString())).toEqual({ said: "für später", n: 5000 });

    const iv = Buffer.from("0123456789ab");
    const cipher = createCipheriv("aes-256-gcm", piiBytes, iv);
    cipher.setAAD(aad(place));
    const body = Buffer.concat([cipher.update('"theirs"'.padEnd(64)), cipher.final(), cipher.getAuthTag()]);
    const theirs = { v: 1, iv: iv.toString("base64"), ciphertext: body.toString("base64") };
    expect(await open(keys.pii, userId, place, theirs)).toEqual({ ok: true, value: "theirs" });
  });

  test("SE1: any JSON comes back as it was, in an envelope that the server takes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3 }),
        fc.string({ unit: "grapheme" }),
        async (value, rowId) => {
          const at = { ...place, rowId };
          const made = await seal(pii, userId, at, value);
          if (made.ciphertext.length <= 24 * 1024) expect(envelopeSchema.safeParse(made).success).toBe(true);
          const opened = await open(pii, userId, at, JSON.parse(JSON.stringify(made)));
          expect(opened).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) });
        },
      ),
      runs(300),
    );
  });

  test("SE1: no iv comes twice, and lengths are hidden", async () => {
    const same = await Promise.all(Array.from({ length: 2000 }, () => seal(pii, userId, place, "same")));
    expect(new Set(same.map((one) => one.iv)).size).toBe(2000);
    expect(new Set(same.map((one) => one.ciphertext)).size).toBe(2000);
    const letters = async (value: unknown) => (await seal(pii, userId, place, value)).ciphertext.length;
    expect(await letters("x".repeat(10))).toBe(await letters("x".repeat(60)));
    expect(await letters(5000)).toBe(await letters(50_000));
    expect(await letters("")).toBe(await letters("x".repeat(62)));
    expect(await letters("x".repeat(63))).toBeGreaterThan(await letters("x".repeat(62)));
  });

  test("SE3: a later version's envelope is told apart from a damaged one", async () => {
    const made = await seal(pii, userId, place, "x");
    expect(await open(pii, userId, place, { ...made, v: 2, kid: "k" })).toEqual({ ok: false, why: "newer" });
    expect(await open(pii, userId, place, { ...made, v: 0 })).toEqual({ ok: false, why: "damaged" });
    const other = await deriveKeys(newDataKey());
    expect(await open(other.pii, userId, place, made)).toEqual({ ok: false, why: "damaged" });
  });
});

const seed = Number(process.env["FC_SEED"] || Date.now() % 2 ** 31);
const howMany = process.env["PROOF"] === "1" ? 100_000 : 4000;

describe("whoever holds the database", () => {
  async function accepted(opens: (one: Case) => Promise<boolean>, n: number): Promise<Map<string, number>> {
    const dice = new Dice(seed);
    const all = await sealedValues((...given) => seal(pii, ...given), dice, 60);
    const found = new Map<string, number>();
    for (let done = 0; done < n; done += 500) {
      const cases = Array.from({ length: 500 }, () => mutant(all, dice));
      const taken = await Promise.all(cases.map(opens));
      cases.filter((_, i) => taken[i]).forEach(({ name }) => found.set(name, (found.get(name) ?? 0) + 1));
    }
    return found;
  }

  test(
    `SE1: of ${howMany} changed or moved envelopes none is accepted`,
    { timeout: 300_000 },
    async ({ task }) => {
      task.meta.proof = { subject: "envelopes", seed, changed: howMany };
      const opens = async ({ userId: whose, place: at, envelope }: Case) =>
        (await open(pii, whose, at, envelope)).ok;
      expect({ seed, ...Object.fromEntries(await accepted(opens, howMany)) }).toEqual({ seed });
    },
  );

  test("SE1: were nothing bound, swaps would go through: this is what the test above finds", async () => {
    const free = { table: "", column: "", rowId: "" };
    const dice = new Dice(seed);
    const all = await sealedValues((_whose, _at, value) => seal(pii, "", free, value), dice, 60);
    const cases = Array.from({ length: 2000 }, () => mutant(all, dice));
    const found = new Set<string>();
    for (const one of cases) if ((await open(pii, "", free, one.envelope)).ok) found.add(one.name);
    expect([...found]).toEqual(
      expect.arrayContaining([
        "another learner's",
        "another table",
        "another column",
        "another row",
        "a whole row swapped",
        "a boundary between table and column shifted",
      ]),
    );
  });

  test("SE1: were the parts only joined, a shifted boundary would go through", () => {
    expect(lengthPrefixed(["ab", "c"])).not.toEqual(lengthPrefixed(["a", "bc"]));
    expect(lengthPrefixed(["", "a"])).not.toEqual(lengthPrefixed(["a", ""]));
    expect(lengthPrefixed(["1"])).toEqual(lengthPrefixed([1]));
  });
});

test("base64 is read as it is written, and in no other way", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      expect(toBase64(data)).toBe(Buffer.from(data).toString("base64"));
      expect(fromBase64(toBase64(data))).toEqual(new Uint8Array(data));
    }),
  );
  for (const wrong of ["QQ", "QR==", "QQ==\n", " QQ==", "Q-_=", "=", "QQ==="])
    expect(fromBase64(wrong)).toBeNull();
});

test("SE4: equal rows have equal hashes for one learner, and for no other", async () => {
  const row = { name: "María", met_on: "2024" };
  const hash = await keyedHash(dedup, row);
  expect(hash).toBe(await keyedHash(dedup, { met_on: "2024", name: "María" }));
  expect(hash).not.toBe(await keyedHash(dedup, { ...row, name: "Maria" }));
  expect(hash).not.toBe(await keyedHash((await deriveKeys(newDataKey())).dedup, row));
  expect(fromBase64(hash)?.length).toBe(32);
});

test("what works on private fields cannot be read out", async () => {
  for (const key of [pii, dedup]) await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  expect(structuredClone(pii).extractable).toBe(false);
});
