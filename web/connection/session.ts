import type { ServerFrame } from "../../shared/protocol/server.ts";
import { emptyBase, type Base, type StemsFor } from "./base.ts";
import { chosen, newest, typed, withDraft, type Draft } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import { refitted } from "./fold.ts";
import { createHandover } from "./handover.ts";
import { createKeeper, keepOps, keys, readKept, writeBaseMs, writeDraftMs, type Kept } from "./keeper.ts";
import { emptyLine, folded, type Command, type Model, type TabMessage } from "./model.ts";
import { aboutOf, reunited, type Op } from "./ops.ts";
import type { Owner } from "./owner.ts";

export interface SessionHooks {
  readonly stemsFor: StemsFor;
  changed(): void;
  stranger(): void;
  newContent(version: number, ready: () => void): void;
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
  draft(about: string, value: unknown): void;
  discardDraft(about: string): void;
  besideDraft(about: string, choice: "take" | "drop"): void;
  /** More content is loaded. */
  refit(): void;
  /** Ends this tab's part; everything stays on the device. */
  close(): Promise<void>;
  /** Ends it in every tab, and forgets this learner on this device. */
  forget(): Promise<void>;
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
    // Known at once in a page that is loaded without a network: coming back is told, however soon it comes.
    line: env.page.online() ? emptyLine : { ...emptyLine, connection: "offline" },
  };
  let owner: Owner | null = null;
  let closed = false;

  const keeper = createKeeper(env, () => {
    const { notices } = model.line;
    if (notices.some((one) => one.kind === "store_full")) return;
    const text = "This device has no room left. Your text is sent, but not kept here.";
    const told = { id: env.uuid(), kind: "store_full", text } as const;
    update({ line: { ...model.line, notices: [...notices, told] } });
  });
  const channel = env.tabs.channel(`dreamtree:${userId}`, (message) => heard(message as TabMessage));
  // What was still under way when this ended, as on a slow processor, has nobody to tell.
  const tell = (message: TabMessage) => (closed ? undefined : channel.say(message));
  const handover = createHandover(tell);

  function update(change: Partial<Model>) {
    model = { ...model, ...change };
    hooks.changed();
  }
  function fold(frame: ServerFrame): boolean {
    const base = folded(model.base, frame, hooks.stemsFor, env.now());
    if (base === null) return false;
    if (base === model.base) return true;
    // One writer: a throttled tab behind the others must not put an older base over a newer one.
    if (owner !== null && base.incoming === null)
      keeper.put(keys.base(userId), base, isNewContent(frame) ? 0 : writeBaseMs);
    update({ base });
    return true;
  }

  function share(heardOp: string | null) {
    tell({ say: "soft", ops: model.ops, line: model.line, heard: heardOp });
  }

  function setDraft(about: string, draft: Draft | null, byHand: boolean) {
    keeper.put(keys.draft(userId, about), draft ?? undefined, writeDraftMs);
    update({ drafts: withDraft(model.drafts, about, draft) });
    tell({ say: "draft", about, draft, typed: byHand });
    if (byHand) owner?.draftTyped(about);
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

  async function becomeOwner(socket: string) {
    // A tab that closed may have written what it could not hand over.
    // The half that speaks with the server is not needed to read and to answer the first block.
    const [{ createOwner }, { ops }] = await Promise.all([env.owner(), readKept(env, userId)]);
    if (closed) return;
    const found = reunited(model.ops, ops);
    const made = handover.take().filter((op) => !found.some((one) => one.opId === op.opId));
    update({ ops: [...found, ...made].sort((a, b) => a.order - b.order) });
    owner = createOwner(env, port, socket, deviceId);
    for (const about of model.drafts.keys()) owner.draftTyped(about);
    tell({ say: "model", model });
  }

  const port = {
    model: () => model,
    fold(frame: ServerFrame) {
      tell({ say: "frame", frame });
      return fold(frame);
    },
    set({ ops, line }: { ops?: Model["ops"]; line?: Partial<Model["line"]> }) {
      const before = model.ops;
      update({ ops: ops ?? before, line: { ...model.line, ...line } });
      keepOps(keeper, model.base, before, model.ops);
      share(null);
    },
    setDraft: (about: string, draft: Draft | null) => setDraft(about, draft, false),
    stranger: hooks.stranger,
    newContent: hooks.newContent,
  };

  function heard(message: TabMessage) {
    switch (message.say) {
      case "join":
        if (owner !== null) tell({ say: "model", model });
        return;
      case "model": {
        if (owner !== null) return;
        const base = refitted(message.model.base, hooks.stemsFor);
        update({ ...message.model, base, drafts: newest(model.drafts, message.model.drafts) });
        return handover.again();
      }
      case "frame":
        if (owner === null && !fold(message.frame)) tell({ say: "join" });
        return;
      case "soft":
        if (owner !== null) return;
        handover.shown(message.ops, message.heard);
        return update({ ops: message.ops, line: message.line });
      case "draft":
        return hearDraft(message.about, message.draft, message.typed);
      case "command":
        if (owner !== null) take(message.command);
        return;
      case "left":
        return hooks.left();
    }
  }

  function hearDraft(about: string, draft: Draft | null, byHand: boolean) {
    const own = model.drafts.get(about);
    if (own !== undefined && draft !== null && own.at > draft.at) return;
    update({ drafts: withDraft(model.drafts, about, draft) });
    if (byHand) owner?.draftTyped(about);
  }

  function end() {
    if (closed) return;
    closed = true;
    for (const cancel of unsubscribe) cancel();
    owner?.stop();
    owner = null;
    release();
    channel.close();
  }

  const unsubscribe = [
    env.page.on("leaving", () => void keeper.flush()),
    env.page.on("hidden", () => void keeper.flush()),
    env.page.on("blur", () => void keeper.flush()),
  ];
  const release =
    path === null ? () => {} : env.tabs.hold(`dreamtree:${userId}`, () => void becomeOwner(path));
  if (path !== null) tell({ say: "join" });

  return {
    userId,
    model() {
      const ops = handover.with(model.ops);
      return ops === model.ops ? model : { ...model, ops };
    },
    enqueue(op) {
      keeper.put(keys.op(userId, op.opId), op, 0);
      // The text is the operation's now; what is typed after it is another draft.
      const about = aboutOf(op.frame);
      if (op.frame.t !== "visibility" && model.drafts.has(about)) setDraft(about, null, false);
      if (owner === null) handover.add(op);
      take({ do: "enqueue", op });
      hooks.changed();
    },
    perform: take,
    draft: (about, value) => setDraft(about, typed(model.drafts.get(about), value, env.now()), true),
    discardDraft(about) {
      const draft = model.drafts.get(about);
      if (draft === undefined) return;
      // The server forgets it too: an empty draft takes its place, then goes.
      setDraft(about, typed({ ...draft, other: null }, null, env.now()), true);
    },
    besideDraft(about, choice) {
      const draft = model.drafts.get(about);
      if (draft !== undefined) setDraft(about, chosen(draft, choice, env.now()), choice === "take");
    },
    refit() {
      const base = refitted(model.base, hooks.stemsFor);
      if (base !== model.base) model = { ...model, base };
    },
    async close() {
      end();
      await keeper.flush();
      keeper.close();
    },
    async forget() {
      tell({ say: "left" });
      end();
      keeper.close();
      const all = await env.storage.list(keys.user(userId));
      await env.storage.write(all.map(([key]) => [key, undefined] as const));
    },
  };
}

/** Told once: a page that is loaded again in that second does not tell of it again. */
const isNewContent = (frame: ServerFrame): boolean =>
  frame.t === "events" && frame.items.some(({ kind }) => kind === "content");
