import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import type { Place } from "../../shared/crypto/place.ts";
import { open, seal } from "../../shared/crypto/seal.ts";
import { createClock } from "../connection/testing/clock.ts";
import type { Environment } from "../connection/environment.ts";
import { memoryStorage } from "../connection/memoryStorage.ts";
import { loadArgon2id } from "./argon2.ts";
import { createKeyring } from "./keyring.ts";
import { createSecrets } from "./secrets.ts";
import { keyTasks } from "./tasks.ts";

const userId = "11111111-1111-4111-8111-111111111111";
// Argon2id takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const place: Place = { table: "user_values", column: "life_values", rowId: userId };
const build = (name: string) => {
  const module = new WebAssembly.Module(
    readFileSync(new URL(`../../node_modules/argon2id/dist/${name}.wasm`, import.meta.url)),
  );
  return async (imports: WebAssembly.Imports) => ({
    module,
    instance: new WebAssembly.Instance(module, imports),
  });
};
const tasks = keyTasks(() => loadArgon2id(build("simd"), build("no-simd")));

/** A browser of its own: storage, and a session with a device key. */
function browser() {
  const clock = createClock();
  const session = {
    deviceKey: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))),
    keys: null,
  };
  const env = {
    now: clock.now,
    after: clock.after,
    storage: memoryStorage(),
    tabs: {
      hold(_name: string, granted: () => void) {
        granted();
        return () => {};
      },
      channel: () => ({ say: () => {}, close: () => {} }),
    },
    page: { on: () => () => {} },
    persist: () => Promise.resolve(),
    request: () => Promise.resolve({ status: 200, body: session }),
  } as unknown as Environment;
  const ring = createKeyring(env, tasks, userId, () => {});
  return { ring, secrets: createSecrets(tasks, ring, userId), session };
}

async function withKey() {
  const made = browser();
  await new Promise((resolve) => setImmediate(resolve));
  made.ring.sees(false);
  await made.ring.make();
  const keys = made.ring.keys();
  if (keys === null) throw new Error("no key");
  const envelope = await seal(keys.pii, userId, place, "what matters");
  return { ...made, envelope };
}
const reads = async (ring: ReturnType<typeof browser>["ring"], envelope: unknown) => {
  const keys = ring.keys();
  return keys === null ? null : open(keys.pii, userId, place, envelope);
};

describe("a password", () => {
  test("SE5: what it wraps in one browser opens in another, with the accent of another keyboard", async () => {
    const { secrets, envelope } = await withKey();
    const sent = await secrets.withPassword("Caf\u00e9 am Fluss 7");
    if (sent === null) throw new Error("nothing wrapped");
    expect(JSON.stringify(sent)).not.toContain("Fluss");
    const other = browser();
    const halves = await other.secrets.ofPassword("Caf\u0065\u0301 am Fluss 7", sent.salt, sent.kdf);
    expect(halves.auth).toBe(sent.auth);
    expect(await other.secrets.unlock(halves, sent.salt, sent.kdf, sent.wrapped)).toBe(true);
    expect(await reads(other.ring, envelope)).toEqual({ ok: true, value: "what matters" });
    // And it can be wrapped again from there: the change of a password.
    expect(await other.secrets.withPassword("another one altogether")).not.toBeNull();
  });

  test("SE5: a wrong one, another's wrapping, and a server that lies about the work open nothing", async () => {
    const { secrets } = await withKey();
    const sent = await secrets.withPassword("a long enough password");
    if (sent === null) throw new Error("nothing wrapped");
    const other = browser();
    const wrong = await other.secrets.ofPassword("a long enough passw0rd", sent.salt, sent.kdf);
    expect(wrong.auth).not.toBe(sent.auth);
    expect(await other.secrets.unlock(wrong, sent.salt, sent.kdf, sent.wrapped)).toBe(false);
    expect(other.ring.keys()).toBeNull();
    await expect(
      other.secrets.ofPassword("a long enough password", sent.salt, { ...sent.kdf, m: 8, t: 1 }),
    ).rejects.toThrow();
  });
});

describe("a recovery code", () => {
  test("SE6: written down and typed again it opens in another browser", async () => {
    const { secrets, envelope } = await withKey();
    const sent = await secrets.withCode();
    if (sent === null) throw new Error("nothing wrapped");
    const other = browser();
    const halves = await other.secrets.ofCode(sent.printed.toLowerCase());
    if (halves === null) throw new Error("no code");
    expect([halves.locator, halves.auth]).toEqual([sent.locator, sent.auth]);
    expect(await other.secrets.unlockWithCode(halves, halves.locator, sent.wrapped)).toBe(true);
    expect(await reads(other.ring, envelope)).toEqual({ ok: true, value: "what matters" });
    expect(await other.secrets.ofCode("not a code")).toBeNull();
  });

  test("before anything was sealed it makes the key", async () => {
    const fresh = browser();
    await new Promise((resolve) => setImmediate(resolve));
    fresh.ring.sees(false);
    expect(await fresh.secrets.withCode()).not.toBeNull();
    expect(fresh.ring.state()).toBe("open");
  });

  test("where the key is not here there is nothing to wrap", async () => {
    const locked = browser();
    await new Promise((resolve) => setImmediate(resolve));
    locked.ring.sees(true);
    expect(await locked.secrets.withCode()).toBeNull();
  });
});

test("SE7: with the session's key gone, what this browser keeps opens no more", async () => {
  const { secrets, session } = await withKey();
  session.deviceKey = btoa("x".repeat(32));
  expect(await secrets.withCode()).toBeNull();
});
