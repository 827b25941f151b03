import type { Keys } from "../../shared/crypto/keys.ts";
import type { Environment } from "../connection/environment.ts";
import type { KeyState } from "../model/client.ts";
import { idleLock } from "./idleLock.ts";
import type { Kept, KeyTasks, Made } from "./tasks.ts";

interface Held {
  readonly keys: Keys;
  /** The data key, for the day a password is set; null where it was lost to this browser. */
  readonly kept: Kept | null;
  /** Keys that this one came after: what they sealed can still be read here. */
  readonly earlier: readonly Keys[];
}

type TabMessage =
  | { readonly say: "who" }
  | { readonly say: "held"; readonly held: Held; readonly stored: boolean }
  | { readonly say: "locked" }
  | { readonly say: "awake" };

/** `GET /api/session`, as far as keys go (SPEC HT4). */
interface SessionKeys {
  /** Null on a shared computer, which keeps nothing. */
  readonly deviceKey: string | null;
  /** With an account there is a key already, whether anything was sealed or not. */
  readonly hasAccount: boolean;
}

export const storageKey = (userId: string) => `user/${userId}/keys`;

export type Keyring = ReturnType<typeof createKeyring>;

/**
 * One learner's keys in this browser (security, Decided): while the session lives as keys that cannot be read, in
 * IndexedDB; on a shared computer in memory alone. Made once, in one tab, and known in all of them.
 */
export function createKeyring(env: Environment, tasks: KeyTasks, userId: string, changed: () => void) {
  let held: Held | null = null;
  let looked = false;
  /** Whether the learner has sealed values; null while that is not known. */
  let isSealed: boolean | null = null;
  let hasAccount: boolean | null = null;
  let asking = false;
  let stored = true;
  let closed = false;

  const channel = env.tabs.channel(`dreamtree-keys:${userId}`, (message) => heard(message as TabMessage));
  const idle = idleLock(env, {
    lock() {
      channel.say({ say: "locked" } satisfies TabMessage);
      lock();
    },
    changed,
    awake: () => channel.say({ say: "awake" } satisfies TabMessage),
  });
  const offline = env.page.on("online", () => void settle());

  function state(): KeyState {
    if (held !== null) return "open";
    if (!looked || isSealed === null) return "unknown";
    return isSealed || hasAccount === true ? "locked" : "none";
  }

  function take(next: Held, isStored: boolean) {
    held = next;
    stored = isStored;
    if (!stored) idle.start();
    changed();
  }

  function lock() {
    held = null;
    isSealed = true;
    idle.stop();
    changed();
  }

  function heard(message: TabMessage) {
    if (message.say === "locked") return lock();
    if (message.say === "awake") return idle.again();
    if (message.say === "held") {
      if (held === null) take(message.held, message.stored);
    } else if (held !== null) tell();
  }

  function tell() {
    if (held !== null) channel.say({ say: "held", held, stored } satisfies TabMessage);
  }

  const read = async (): Promise<Held | null> => {
    const found = (await env.storage.list(storageKey(userId))).find(([key]) => key === storageKey(userId));
    return found === undefined ? null : (found[1] as Held);
  };
  const write = (next: Held) => env.storage.write([[storageKey(userId), next]]).catch(() => undefined);

  /** Null without a network. */
  async function ask(): Promise<SessionKeys | null> {
    const reply = await env.request("GET", "/api/session").catch(() => null);
    if (reply?.status !== 200 || reply.body === null || typeof reply.body !== "object") return null;
    const { deviceKey, keys } = reply.body as { deviceKey?: unknown; keys?: unknown };
    return {
      deviceKey: typeof deviceKey === "string" ? deviceKey : null,
      hasAccount: keys !== null && keys !== undefined,
    };
  }

  async function start() {
    const found = await read().catch(() => null);
    looked = true;
    if (closed) return;
    if (found === null) {
      channel.say({ say: "who" } satisfies TabMessage);
      changed();
      return;
    }
    take(found, true);
    await settle();
  }

  /** A key that was made without a network is put under DevK as soon as that can be had. */
  async function settle() {
    if (held === null || held.kept?.under !== "browser" || !stored) return;
    const session = await ask();
    if (session === null || session.deviceKey === null || closed) return;
    const kept = await tasks.settle({ userId, deviceKey: session.deviceKey }, held.kept);
    if (kept === null || closed) return;
    held = { ...held, kept };
    await write(held);
    tell();
  }

  /** Alone among the tabs: a second key would lock what the first one sealed. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const release = env.tabs.hold(storageKey(userId), () => {
        void task()
          .then(resolve, reject)
          .finally(() => release());
      });
    });
  }

  /** Whether the key can be had with a password: asked once it is missing. */
  async function askForAccount() {
    asking = true;
    const session = await ask();
    asking = false;
    if (session === null || closed) return;
    hasAccount = session.hasAccount;
    changed();
  }

  async function makeAlone(afresh: boolean): Promise<void> {
    const there = await read().catch(() => null);
    if (there !== null) return take(there, true);
    const session = await ask();
    if (session !== null) hasAccount = session.hasAccount;
    // With an account there is a key already; without a network nobody knows, and a lost one is not replaced.
    if (hasAccount === true || (afresh && session === null)) return changed();
    if (state() !== "none" && !(afresh && state() === "locked")) return;
    await receive(await tasks.make({ userId, deviceKey: session?.deviceKey ?? null }), session);
  }

  async function receive(made: Made, session: SessionKeys | null) {
    // A session that keeps no key is one on a shared computer; one that could not be asked is only offline.
    const keeps = session === null || session.deviceKey !== null;
    const next = { ...made, earlier: held === null ? [] : [held.keys, ...held.earlier] };
    if (keeps) await write(next);
    take(next, keeps);
    tell();
    if (keeps) void env.persist();
  }

  void start();

  return {
    state,
    keys: () => held?.keys ?? null,
    /** Every key that opens something here, the present one first. */
    readers: (): readonly Keys[] => (held === null ? [] : [held.keys, ...held.earlier]),
    hasAccount: () => hasAccount,
    /** What the screens know of the learner's answers; null while they are not all here. */
    sees(sealed: boolean | null) {
      const next = sealed === true || isSealed !== true ? sealed : isSealed;
      if (next !== null) isSealed = next;
      if (hasAccount === null && !asking && state() === "locked") void askForAccount();
    },
    /** Makes the data key, where there is none anywhere; `afresh` also where nothing else brings the old one back. */
    make: (afresh = false) => alone(() => makeAlone(afresh)),
    /** The keys of an account or a recovery code, opened on this device. */
    receive,
    kept: () => held?.kept ?? null,
    ask,
    /** In memory only, and about to be locked after a long rest. */
    rests: idle.rests,
    /** Signed out: the key is in no tab and not on this device. */
    async forget() {
      lock();
      await env.storage.write([[storageKey(userId), undefined]]).catch(() => undefined);
    },
    close() {
      closed = true;
      offline();
      idle.stop();
      channel.close();
    },
  };
}
