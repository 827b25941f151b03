import { emptyBase, type Base } from "./base.ts";
import type { Draft, Drafts } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import type { Op, Ops } from "./ops.ts";

/** Where one learner's things lie on this device. Everything under a user's prefix goes when they sign out. */
export const keys = {
  base: (userId: string) => `user/${userId}/base`,
  ops: (userId: string) => `user/${userId}/op/`,
  op: (userId: string, opId: string) => `user/${userId}/op/${opId}`,
  drafts: (userId: string) => `user/${userId}/draft/`,
  draft: (userId: string, about: string) => `user/${userId}/draft/${about}`,
  user: (userId: string) => `user/${userId}/`,
};

export interface Kept {
  readonly base: Base | null;
  readonly ops: Ops;
  readonly drafts: Drafts;
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

export const writeBaseMs = 1000;
export const writeDraftMs = 250;

/** What changed in the outbox is on the device before anything else happens with it. */
export function keepOps(keeper: Keeper, base: Base, before: Ops, after: Ops): void {
  const { userId } = base;
  const was = new Map(before.map((op) => [op.opId, op]));
  for (const op of after) {
    const old = was.get(op.opId);
    was.delete(op.opId);
    const isNew = old === undefined || old.frame !== op.frame || old.state !== op.state;
    // Whether it was sent need not outlive a reload: after one, everything may have been.
    if (isNew && op.state !== "sent" && op.state !== "acked") keeper.put(keys.op(userId, op.opId), op, 0);
  }
  if (was.size === 0) return;
  // With the base, all or nothing: an answer is always in one of them.
  for (const opId of was.keys()) keeper.put(keys.op(userId, opId), undefined, writeBaseMs);
  keeper.put(keys.base(userId), base, writeBaseMs);
}

/**
 * Writes to this device's storage, coalesced; in the order of the calls, as IndexedDB runs its transactions.
 * Text that is not written yet holds the page back (ux 3.8).
 */
export function createKeeper(env: Environment, failed: () => void): Keeper {
  let waiting = new Map<string, unknown>();
  const writing = new Set<ReadonlyMap<string, unknown>>();
  let last: Promise<void> = Promise.resolve();
  let due: { at: number; cancel: () => void } | null = null;

  const hasText = (batch: ReadonlyMap<string, unknown>) =>
    [...batch].some(([key, value]) => !key.endsWith("/base") && value !== undefined);
  const warn = () => env.page.warnOnLeave([waiting, ...writing].some(hasText));

  function write(batch: ReadonlyMap<string, unknown>): Promise<void> {
    writing.add(batch);
    return env.storage
      .write([...batch])
      .catch(() => {
        // Kept for the next attempt, except where something newer was put or is on its way.
        const newer = [...writing].slice([...writing].indexOf(batch) + 1);
        const rest = [...batch].filter(([key]) => !newer.some((other) => other.has(key)));
        waiting = new Map([...rest, ...waiting]);
        failed();
      })
      .finally(() => {
        writing.delete(batch);
        warn();
      });
  }

  function flush(): Promise<void> {
    due?.cancel();
    due = null;
    if (waiting.size === 0) return last;
    const batch = waiting;
    waiting = new Map();
    last = Promise.all([last, write(batch)]).then(() => undefined);
    return last;
  }

  return {
    put(key, value, withinMs) {
      waiting.set(key, value);
      if (withinMs === 0) {
        void flush();
        warn();
        return;
      }
      warn();
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
