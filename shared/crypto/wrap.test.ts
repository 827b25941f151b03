import { describe, expect, test } from "vitest";
import { fromBase64, toBase64, type Bytes } from "./bytes.ts";
import { defaultKdf, kdf, newSalt, passwordBytes } from "./kdf.ts";
import { newDataKey } from "./keys.ts";
import { newRecoveryCode, printedCode, readCode, splitCode, wrapperOf } from "./recovery.ts";
import { openForDevice, sealForDevice, split, unwrapDataKey, wrapDataKey, type Wrapper } from "./wrap.ts";

const userId = "5b1e1c1e-6c1e-4c1e-8c1e-1c1e1c1e1c1e";
const root: Bytes = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const salt: Bytes = Uint8Array.from({ length: 16 }, (_, i) => i);
const byPassword: Wrapper = { type: "password", kdf: defaultKdf, salt };
const dataKey = newDataKey();

describe("a password's two halves", () => {
  test("SE5: the proof and the wrapping key come of one root and say nothing of each other, for ever", async () => {
    const { auth, wrapping } = await split(root);
    expect(auth).toBe("QPvlatetKVJC/sosAtktixEI2Hp3CG0YtJeBIX8HGTI=");
    const kept = "AQABAgMEBQYHCAkKC47v0OUbUo3dttfBt4v3oirPQRJ8ST2xi3DglcM1Ze/KQ6D5kouVf1Dy/w32PP65HA==";
    expect(await unwrapDataKey(wrapping, userId, byPassword, kept)).toEqual(root);
    await expect(crypto.subtle.exportKey("raw", wrapping)).rejects.toThrow();
  });

  test("SE5: a wrapping opens for its own learner, parameters and salt, and for no others", async () => {
    const { wrapping } = await split(root);
    const wrapped = await wrapDataKey(wrapping, userId, byPassword, dataKey);
    const opens = (by: Wrapper, whose = userId, text = wrapped) => unwrapDataKey(wrapping, whose, by, text);
    expect(await opens(byPassword)).toEqual(dataKey);
    expect(await opens(byPassword, "5b1e1c1e-6c1e-4c1e-8c1e-1c1e1c1e1c1f")).toBeNull();
    expect(await opens({ ...byPassword, salt: newSalt() })).toBeNull();
    expect(await opens({ ...byPassword, kdf: { ...defaultKdf, m: 65_536 } })).toBeNull();
    expect(await opens({ ...byPassword, kdf: { ...defaultKdf, t: 3 } })).toBeNull();
    expect(await opens({ type: "recovery", locator: toBase64(salt) })).toBeNull();
    const bytes = fromBase64(wrapped) ?? new Uint8Array();
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = toBase64(bytes.map((byte, at) => (at === i ? byte ^ 1 : byte)));
      expect(await opens(byPassword, userId, changed)).toBeNull();
    }
    for (const text of ["", "x", wrapped.slice(4), `${wrapped}AAAA`])
      expect(await opens(byPassword, userId, text)).toBeNull();
  });

  test("SE5: the same password on another keyboard is the same bytes, and no letter of it is dropped", () => {
    expect(passwordBytes("caf\u0065\u0301")).toEqual(passwordBytes("caf\u00e9"));
    expect(passwordBytes(" x ")).not.toEqual(passwordBytes("x"));
    expect(passwordBytes("X")).not.toEqual(passwordBytes("x"));
    expect(passwordBytes("x".repeat(5000)).length).toBe(5000);
  });
});

test.each([
  ["little memory", { m: 8 }],
  ["memory just below the floor", { m: 19_455 }],
  ["one pass", { t: 1 }],
  ["more memory than a phone has", { m: 262_145 }],
  ["passes without end", { t: 17 }],
  ["half a pass", { t: 2.5 }],
  ["another function", { alg: "pbkdf2" }],
  ["another variant", { alg: "argon2i" }],
  ["more lanes", { p: 4 }],
  ["a setting more", { version: 16 }],
])("SE5: a server that asks for %s is refused", (_name, change) => {
  expect(kdf.safeParse({ ...defaultKdf, ...change }).success).toBe(false);
});
test("SE5: what we ask for ourselves is not refused", () => {
  expect(kdf.parse(defaultKdf)).toEqual({ alg: "argon2id", m: 32_768, t: 6, p: 1 });
});

describe("a recovery code", () => {
  test("SE6: 160 bits in 32 letters, read back however it was typed", () => {
    const codes = Array.from({ length: 500 }, newRecoveryCode);
    expect(new Set(codes.map(printedCode)).size).toBe(500);
    expect(new Set(codes.flatMap((one) => [...one.secret])).size).toBe(32);
    for (const code of codes) {
      expect(printedCode(code)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(code.locator).toHaveLength(8);
      const typed = printedCode(code)
        .toLowerCase()
        .replaceAll("-", "  ")
        .replaceAll("0", "o")
        .replaceAll("1", "l");
      expect(readCode(typed)).toEqual(code);
    }
    for (const wrong of ["", "0".repeat(31), "0".repeat(33), `${"0".repeat(31)}U`, "é".repeat(32)])
      expect(readCode(wrong)).toBeNull();
  });

  test("SE6: it opens what it wrapped; with another locator or secret it opens nothing", async () => {
    const code = newRecoveryCode();
    const { auth, wrapping } = await splitCode(code);
    const wrapped = await wrapDataKey(wrapping, userId, wrapperOf(code), dataKey);
    expect(fromBase64(auth)?.length).toBe(32);
    const again = await splitCode(code);
    expect(again.auth).toBe(auth);
    expect(await unwrapDataKey(again.wrapping, userId, wrapperOf(code), wrapped)).toEqual(dataKey);
    for (const other of [
      { ...code, locator: newRecoveryCode().locator },
      { ...code, secret: newRecoveryCode().secret },
    ]) {
      const tried = await splitCode(other);
      expect(tried.auth).not.toBe(auth);
      expect(await unwrapDataKey(tried.wrapping, userId, wrapperOf(other), wrapped)).toBeNull();
    }
  });

  test("SE6: the same code makes the same proof in every later version", async () => {
    const { auth } = await splitCode({ locator: "01234567", secret: "89ABCDEFGHJKMNPQRSTVWXYZ" });
    expect(auth).toBe("Ldo3NB7vgiUsaDaY6xrwIgRl3z3Pr4hDQdo3wXEtSs8=");
  });
});

test("SE7: what a browser keeps opens with the session's key for this learner alone", async () => {
  const deviceKey = toBase64(newDataKey());
  const blob = await sealForDevice(deviceKey, userId, dataKey);
  expect(await openForDevice(deviceKey, userId, blob)).toEqual(dataKey);
  expect(await openForDevice(toBase64(newDataKey()), userId, blob)).toBeNull();
  expect(await openForDevice(deviceKey, "somebody else", blob)).toBeNull();
  await expect(sealForDevice("c2hvcnQ=", userId, dataKey)).rejects.toThrow("32 bytes");
});
