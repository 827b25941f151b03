import type { ServerFrame } from "../../shared/protocol/server.ts";
import { emptyBase, refitted, type Base, type StemsFor } from "./base.ts";
import { typed, type Draft } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import { createKeeper, keys, readKept, type Kept } from "./keeper.ts";
import { emptyLine, folded, type Command, type Line, type Model, type TabMessage } from "./model.ts";
import type { Op, Ops } from "./outbox.ts";
import { createOwner, type Owner } from "./owner.ts";

const writeBaseMs = 1000;
const writeDraftMs = 250;

export interface SessionHooks {
  readonly stemsFor: StemsFor;
  changed(): void;
  stranger(): void;
  newContent(version: number, then: () => void): void;
  /** Another tab signed out. */
  left(): void;
}

/**
 * One learner in one tab. Tabs of a browser share one model: the one that holds the lock speaks with the
 * server, the others hear what it hears and hand it what they make (ux 3.8).
 */
export interface Session {
  readonly userId: string;
  model(): Model;
  /** Takes an operation made in this tab: on the device at once, then to the tab with the socket. */
  enqueue(op: Op): void;
  perform(command: Command): void;
  draft(blockId: string, value: unknown): void;
  discardDraft(blockId: string): void;
  /** More content is loaded. */
  refit(): void;
  flush(): Promise<void>;
  /** @param wipe forget this learner on this device, in every tab */
  close(wipe: boolean): Promise<void>;
}

export interface Who {
  readonly userId: string;
  /** The socket; null while there is no session yet. */
  readonly path: string | null;
  readonly deviceId: string;
  /** What to begin with where this device keeps nothing: the provisional learner's. */
  readonly seed: Base | null;
}

export function openSession(env: Environment, who: Who, kept: Kept, hooks: SessionHooks): Session {
  const { userId, path, deviceId, seed } = who;
  let model: Model = {
    base: refitted(kept.base ?? seed ?? emptyBase(userId), hooks.stemsFor),
    ops: kept.ops,
    drafts: kept.drafts,
    line: emptyLine,
  };
  /** Made here and not yet seen in the other tab's outbox. */
  let handed: Ops = [];
  let owner: Owner | null = null;
  let closed = false;

  const keeper = createKeeper(env, () => {
    const { notices } = model.line;
    if (notices.some((one) => one.kind === "store_full")) return;
    const text = "This device has no room left. Your text is sent, but not kept here.";
    setLine({ notices: [...notices, { id: env.uuid(), kind: "store_full", text }] });
  });
  const channel = env.tabs.channel(`dreamtree:${userId}`, (message) => heard(message as TabMessage));
  const tell = (message: TabMessage) => channel.say(message);

  function update(change: Partial<Model>) {
    model = { ...model, ...change };
    hooks.changed();
  }
  function setLine(line: Partial<Line>) {
    update({ line: { ...model.line, ...line } });
  }

  function fold(frame: ServerFrame): boolean {
    const base = folded(model.base, frame, hooks.stemsFor, env.now());
    if (base === null) return false;
    if (base === model.base) return true;
    // One writer: a throttled tab behind the others must not put an older base over a newer one.
    if (owner !== null && base.incoming === null) keeper.put(keys.base(userId), base, writeBaseMs);
    update({ base });
    return true;
  }

  /** The owner's: what changes in the outbox is on the device before anything else happens. */
  function keepOps(before: Ops, after: Ops) {
    const was = new Map(before.map((op) => [op.opId, op]));
    for (const op of after) {
      const old = was.get(op.opId);
      was.delete(op.opId);
      const worth =
        old === undefined || old.frame !== op.frame || (old.state !== op.state && isKeptState(op));
      if (worth) keeper.put(keys.op(userId, op.opId), op, 0);
    }
    // With the base, all or nothing: an answer is always in one of them.
    for (const opId of was.keys()) keeper.put(keys.op(userId, opId), undefined, writeBaseMs);
    if (was.size > 0) keeper.put(keys.base(userId), model.base, writeBaseMs);
  }

  function share(heardOp: string | null) {
    tell({ say: "soft", ops: model.ops, line: model.line, heard: heardOp });
  }

  function setDraft(blockId: string, draft: Draft | null, byHand: boolean) {
    const drafts = new Map(model.drafts);
    if (draft === null) drafts.delete(blockId);
    else drafts.set(blockId, draft);
    keeper.put(keys.draft(userId, blockId), draft ?? undefined, writeDraftMs);
    update({ drafts });
    tell({ say: "draft", blockId, draft, typed: byHand });
    if (byHand) owner?.draftTyped(blockId);
  }

  function take(command: Command) {
    if (owner === null) {
      tell({ say: "command", command });
      return;
    }
    owner.perform(command);
    if (command.do !== "enqueue") return;
    const { opId } = command.op;
    // Taken into an earlier edit: its own place on the device is free again.
    if (!model.ops.some((op) => op.opId === opId)) keeper.put(keys.op(userId, opId), undefined, 0);
    share(opId);
  }

  function becomeOwner(socket: string) {
    // A tab that closed may have written what it could not hand over.
    void readKept(env, userId).then(({ ops }) => {
      if (closed) return;
      const have = new Set(model.ops.map((op) => op.opId));
      const all = [...model.ops, ...ops.filter((op) => !have.has(op.opId))];
      const found = all.map((op): Op => (op.state === "sent" ? { ...op, state: "queued", tried: true } : op));
      const missing = handed.filter((op) => !found.some((one) => one.opId === op.opId));
      handed = [];
      update({ ops: [...found, ...missing].sort((a, b) => a.order - b.order) });
      owner = createOwner(
        env,
        {
          model: () => model,
          fold(frame) {
            tell({ say: "frame", frame });
            return fold(frame);
          },
          set({ ops, line }) {
            const before = model.ops;
            update({ ...(ops === undefined ? {} : { ops }), line: { ...model.line, ...line } });
            if (ops !== undefined) keepOps(before, ops);
            share(null);
          },
          setDraft: (blockId, draft) => setDraft(blockId, draft, false),
          stranger: hooks.stranger,
          newContent: hooks.newContent,
        },
        socket,
        deviceId,
      );
      for (const blockId of model.drafts.keys()) owner.draftTyped(blockId);
      tell({ say: "model", model });
    });
  }

  function heard(message: TabMessage) {
    switch (message.say) {
      case "join":
        if (owner !== null) tell({ say: "model", model });
        return;
      case "model": {
        if (owner !== null) return;
        const base = refitted(message.model.base, hooks.stemsFor);
        update({ ...message.model, base, drafts: newest(model.drafts, message.model.drafts) });
        return handOver();
      }
      case "frame":
        if (owner === null && !fold(message.frame)) tell({ say: "join" });
        return;
      case "soft":
        if (owner !== null) return;
        handed = handed.filter(
          (op) => op.opId !== message.heard && !message.ops.some((one) => one.opId === op.opId),
        );
        return update({ ops: message.ops, line: message.line });
      case "draft":
        return hearDraft(message.blockId, message.draft, message.typed);
      case "command":
        if (owner !== null) take(message.command);
        return;
      case "left":
        return hooks.left();
    }
  }

  /** What the tab with the socket has not shown to have, it gets (again): it knows operations by their id. */
  function handOver() {
    for (const op of handed) tell({ say: "command", command: { do: "enqueue", op } });
  }

  function hearDraft(blockId: string, draft: Draft | null, byHand: boolean) {
    const own = model.drafts.get(blockId);
    if (own !== undefined && draft !== null && own.at > draft.at) return;
    const drafts = new Map(model.drafts);
    if (draft === null) drafts.delete(blockId);
    else drafts.set(blockId, draft);
    update({ drafts });
    if (byHand) owner?.draftTyped(blockId);
  }

  const unsubscribe = [
    env.page.on("leaving", () => void keeper.flush()),
    env.page.on("hidden", () => void keeper.flush()),
    env.page.on("blur", () => void keeper.flush()),
  ];
  const release = path === null ? () => {} : env.tabs.hold(`dreamtree:${userId}`, () => becomeOwner(path));
  if (path !== null) tell({ say: "join" });

  return {
    userId,
    model: () => {
      const known = new Set(model.ops.map((op) => op.opId));
      const missing = handed.filter((op) => !known.has(op.opId));
      return missing.length === 0 ? model : { ...model, ops: [...model.ops, ...missing] };
    },
    enqueue(op) {
      keeper.put(keys.op(userId, op.opId), op, 0);
      // The text is the operation's now; what is typed after it is another draft.
      if (op.frame.t !== "visibility" && model.drafts.has(op.frame.blockId))
        setDraft(op.frame.blockId, null, false);
      if (owner === null) handed = [...handed, op];
      take({ do: "enqueue", op });
      hooks.changed();
    },
    perform: take,
    draft: (blockId, value) => setDraft(blockId, typed(model.drafts.get(blockId), value, env.now()), true),
    discardDraft(blockId) {
      const draft = model.drafts.get(blockId);
      if (draft === undefined) return;
      // The server forgets it too: an empty draft takes its place, then goes.
      setDraft(blockId, typed({ ...draft, other: null }, null, env.now()), true);
    },
    refit() {
      const base = refitted(model.base, hooks.stemsFor);
      if (base !== model.base) model = { ...model, base };
    },
    flush: keeper.flush,
    async close(wipe) {
      closed = true;
      for (const cancel of unsubscribe) cancel();
      owner?.stop();
      owner = null;
      release();
      if (wipe) {
        tell({ say: "left" });
        keeper.close();
        const all = await env.storage.list(keys.user(userId));
        await env.storage.write(all.map(([key]) => [key, undefined] as const));
      } else {
        await keeper.flush();
        keeper.close();
      }
      channel.close();
    },
  };
}

/** Text typed in any tab outlives the meeting of two tabs. */
function newest(
  mine: ReadonlyMap<string, Draft>,
  theirs: ReadonlyMap<string, Draft>,
): ReadonlyMap<string, Draft> {
  const all = new Map(theirs);
  for (const [blockId, draft] of mine) if ((all.get(blockId)?.at ?? 0) < draft.at) all.set(blockId, draft);
  return all;
}

/** States that must outlive a reload; whether an operation was sent need not. */
const isKeptState = (op: Op): boolean => op.state === "failed" || op.state === "conflict";
