import { describe, expect, test } from "vitest";
import { Peppers } from "./peppers.ts";
import { openUnder, sealUnder } from "./sealed.ts";

const one = "a".repeat(32);
const two = "b".repeat(32);
const bytes = crypto.getRandomValues(new Uint8Array(32));
const macOf = async (key: CryptoKey) =>
  Buffer.from(await crypto.subtle.sign("HMAC", key, new Uint8Array(1))).toString("hex");

describe("peppers", () => {
  test("are keys apart: by purpose, by version, by source; the same ones again from the same source", async () => {
    const peppers = Peppers.from(`2:${two},1:${one}`);
    const macs = await Promise.all([
      peppers.hmac("auth").then(macOf),
      peppers.hmac("auth", 1).then(macOf),
      peppers.hmac("prelogin").then(macOf),
      Peppers.from(one).hmac("auth").then(macOf),
      Peppers.from(`2:${two}`).hmac("auth").then(macOf),
    ]);
    expect(new Set(macs.slice(0, 3)).size).toBe(3);
    expect(macs[3]).toBe(macs[1]);
    expect(macs[4]).toBe(macs[0]);
  });

  test.each(["1:short", `1:${one},2:`, `1:${one},1:${two}`, `2:,1:${one}`])(
    "a source that cannot be read is refused, without repeating it: %s",
    (source) => {
      expect(() => Peppers.from(source)).toThrow(/^PEPPER_SOURCE: [^ab]/);
      expect(() => Peppers.from(source)).not.toThrow(one);
    },
  );
});

describe("what stands under a pepper", () => {
  const peppers = Peppers.from(one);

  test("opens for its purpose and subject, and for nothing else", async () => {
    const sealed = await sealUnder(peppers, "device", "session-1", bytes);
    expect(await openUnder(peppers, "device", "session-1", sealed)).toEqual(bytes);
    await expect(openUnder(peppers, "device", "session-2", sealed)).rejects.toThrow();
    await expect(openUnder(peppers, "wrap", "session-1", sealed)).rejects.toThrow();
    await expect(openUnder(Peppers.from(two), "device", "session-1", sealed)).rejects.toThrow();
  });

  test("outlives a new source that stands before the old one, and not the old one's going", async () => {
    const sealed = await sealUnder(peppers, "device", "s", bytes);
    expect(await openUnder(Peppers.from(`2:${two},1:${one}`), "device", "s", sealed)).toEqual(bytes);
    await expect(openUnder(Peppers.from(`2:${two}`), "device", "s", sealed)).rejects.toThrow(/version 1/);
    expect(await sealUnder(Peppers.from(`2:${two},1:${one}`), "device", "s", bytes)).toMatch(/^2\./);
  });

  test("changed in any place it does not open", async () => {
    const sealed = await sealUnder(peppers, "device", "s", bytes);
    for (let i = 2; i < sealed.length; i += 1) {
      const letter = sealed[i] === "A" ? "B" : "A";
      if (sealed[i] === "." || sealed[i] === "=") continue;
      const changed = sealed.slice(0, i) + letter + sealed.slice(i + 1);
      const opened = await openUnder(peppers, "device", "s", changed).catch(() => null);
      // The last letter before "=" has bits that mean nothing: then it is the same value, spelled otherwise.
      if (opened !== null) expect([sealed[i + 1], opened]).toEqual(["=", bytes]);
    }
  });
});
