import { emptyBase, type Base } from "./base.ts";
import type { Draft } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import type { Op, Ops } from "./outbox.ts";

/** Where one learner's things lie on this device. Everything under a user's prefix goes when they sign out. */
export const keys = {
  base: (userId: string) => `user/${userId}/base`,
  ops: (userId: string) => `user/${userId}/op/`,
  op: (userId: string, opId: string) => `user/${userId}/op/${opId}`,
  drafts: (userId: string) => `user/${userId}/draft/`,
  draft: (userId: string, blockId: string) => `user/${userId}/draft/${blockId}`,
  user: (userId: string) => `user/${userId}/`,
};

export interface Kept {
  readonly base: Base | null;
  readonly ops: Ops;
  readonly drafts: ReadonlyMap<string, Draft>;
}

/**
 * Reads what this device keeps of a learner. Operations that were on a socket then go again with the same id,
 * and none of them is changed any more: whether it was sent, nobody knows.
 */
export async function readKept(env: Environment, userId: string): Promise<Kept> {
  const all = new Map(await env.storage.list(keys.user(userId)));
  const under = (prefix: string) => [...all].filter(([key]) => key.startsWith(prefix));
  const ops = under(keys.ops(userId)).map(([, value]) => value as Op);
  const base = all.get(keys.base(userId));
  return {
    // Fields that a later version of this client added begin empty.
    base: base === undefined ? null : { ...emptyBase(userId), ...(base as Base), incoming: null },
    ops: ops
      .map((op): Op =>
        op.state === "sent" || op.state === "queued" ? { ...op, state: "queued", tried: true } : op,
      )
      .sort((a, b) => a.order - b.order),
    drafts: new Map(
      under(keys.drafts(userId)).map(([key, value]) => [
        key.slice(keys.drafts(userId).length),
        value as Draft,
      ]),
    ),
  };
}

export interface Keeper {
  /** Writes within so many ms, together with everything else that waits, all or nothing. */
  put(key: string, value: unknown, withinMs: number): void;
  flush(): Promise<void>;
  close(): void;
}

/** Writes to this device's storage, coalesced. Text that is not written yet holds the page back (ux 3.8). */
export function createKeeper(env: Environment, failed: () => void): Keeper {
  let waiting = new Map<string, unknown>();
  let writing: Promise<void> | null = null;
  let due: { at: number; cancel: () => void } | null = null;

  const text = (key: string) => !key.endsWith("/base");
  const warn = () =>
    env.page.warnOnLeave([...waiting].some(([key, value]) => text(key) && value !== undefined));

  async function run(): Promise<boolean> {
    while (waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      try {
        await env.storage.write([...batch]);
      } catch {
        waiting = new Map([...batch, ...waiting]);
        warn();
        failed();
        return false;
      }
    }
    warn();
    return true;
  }

  function flush(): Promise<void> {
    due?.cancel();
    due = null;
    writing ??= run().then((done) => {
      writing = null;
      // What came in while the last write was ending.
      if (done && waiting.size > 0 && due === null) return flush();
    });
    return writing;
  }

  return {
    put(key, value, withinMs) {
      waiting.set(key, value);
      warn();
      if (withinMs === 0) {
        void flush();
        return;
      }
      const at = env.now() + withinMs;
      if (due !== null && due.at <= at) return;
      due?.cancel();
      due = { at, cancel: env.after(withinMs, () => void flush()) };
    },
    flush,
    close() {
      due?.cancel();
      waiting = new Map();
      env.page.warnOnLeave(false);
    },
  };
}
