import type { StemBlock } from "../../shared/content/block.ts";
import { seals } from "../../shared/engine/sealing.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { OperationFrame } from "../../shared/protocol/client.ts";
import type { Client, ClientView, Outside } from "../model/client.ts";
import type { Attendance } from "./attendance.ts";
import { createLibrary } from "./content.ts";
import { createDoor } from "./door.ts";
import type { Environment, OutsideCode, RecallCode } from "./environment.ts";
import { createLine } from "./inLine.ts";
import { createOpening } from "./opening.ts";
import { createOverlay } from "./optimistic.ts";
import { aboutOf, newOp, topOf, type Op } from "./ops.ts";
import type { Model } from "./model.ts";
import { isPrivate, unseen, type PrivacyView } from "./privately.ts";
import { createStems } from "./stems.ts";
import { isComplete, readable } from "./toldRecalls.ts";
import type { Stems } from "./stemView.ts";
import { buildView } from "./view.ts";
import { createVisit } from "./visit.ts";

/** Where every learner's socket is on this host (protocol section 1). */
const socketPath = "/ws";

interface Now {
  readonly view: ClientView;
  readonly model: Model | null;
  readonly stems: Stems | null;
  /** With envelopes, as it is sent and kept. */
  readonly state: LearnerState | null;
  /** As far as it can be read. */
  readonly opened: LearnerState | null;
  readonly privacy: PrivacyView;
}

/** The browser's side of the protocol: one per page, for as long as the page lives. */
export function createClient(env: Environment): Client {
  const listeners = new Set<() => void>();
  let now: Now | null = null;
  let telling = false;
  let cancelTick: () => void = () => {};
  let wanted = "";
  let lastOrder = 0;
  let afterContent: { version: number; ready: () => void } | null = null;

  const library = createLibrary(env, () => {
    opening.session()?.refit();
    changed();
    const next = afterContent;
    if (next === null || library.content()?.index.version !== next.version) return;
    afterContent = null;
    next.ready();
  });
  const stemsFor = createStems(library.content);
  const opening = createOpening(env, {
    stemsFor,
    changed,
    content(version, moduleId) {
      library.want(version, moduleId);
      return library.loaded(moduleId);
    },
    newContent(version, ready) {
      afterContent = { version, ready };
      library.want(version, null);
    },
  });
  const overlay = createOverlay(opening.deviceId);
  const visit = createVisit(opening.begunHere);
  const door = createDoor(env, changed);
  const inLine = createLine();
  /** Whether somebody is here: not needed before the first answer. */
  let attendance: Attendance | null = null;
  env.whenIdle(() => {
    void import("./attendance.ts").then(
      ({ createAttendance }) =>
        (attendance = createAttendance(env, (state) => perform({ do: "presence", state }))),
      () => undefined,
    );
  });
  /** What was typed last into private fields, until it is sealed. */
  const typing = new Map<string, unknown>();
  const fetchIdly = once(() => {
    env.whenIdle(door.fetch);
    env.whenIdle(() => wantRecalls());
  });
  /** Makes what is brought back: not needed before the first answer. */
  let recalling: ReturnType<RecallCode["createRecalls"]> | null = null;
  /** What tools, practices and notes do outside the thread: not needed for the conversation. */
  let outside: OutsideCode | null = null;
  let commands: Promise<Outside> | null = null;
  env.page.on("online", () => {
    wanted = "";
    changed();
  });

  /** Marks the view old; the listeners hear of it once, after everything that belongs together has happened. */
  function changed() {
    now = null;
    if (telling) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      wantContent(current());
      wantPrivacy(current().view);
      if (current().model?.ops.some(({ frame }) => !("blockId" in frame)) === true) void wantOutside();
      for (const listener of listeners) listener();
    });
  }

  function current(): Now {
    now ??= compute();
    return now;
  }

  function compute(): Now {
    const model = opening.session()?.model() ?? null;
    const base = model?.base ?? null;
    const stems =
      base === null ? null : stemsFor(base.wire, base.deliveredSequence, base.contentVersion ?? 0);
    const state =
      base === null || stems === null || model === null
        ? (base?.state ?? null)
        : overlay(stems.engine, base.state, model.ops, outside);
    const phase = opening.phase();
    // The greeting quotes no private words: it gets them sealed.
    visit.look(stems, state, model);
    const inside = door.of(model?.base.userId ?? null);
    const { opened, privacy } =
      inside === null || model === null || stems === null || state === null
        ? unseen(state, model?.drafts ?? new Map())
        : inside.see(model, stems.shown, state);
    const { view, changesInMs } = buildView({
      phase,
      model,
      stems,
      state: opened,
      privacy,
      canRecall: recalling !== null,
      fresh: visit.fresh(stems, state),
      returned: visit.returned(),
      deviceId: opening.deviceId(),
      online: env.page.online(),
      now: env.now(),
    });
    cancelTick();
    cancelTick = changesInMs === null ? () => {} : env.after(changesInMs, changed);
    return { view, model, stems, state, opened, privacy };
  }

  async function fetchOutside(): Promise<Outside> {
    const code = await env.outside();
    outside = code;
    changed();
    const state = () => current().state;
    const read: Outside["read"] = (...what) => current().privacy.value(...what);
    return code.createOutside({
      uuid: env.uuid,
      at,
      state,
      inside: within,
      inLine,
      operate,
      keepDraft,
      read,
    });
  }
  function wantOutside(): Promise<Outside> {
    commands ??= fetchOutside();
    return commands;
  }

  async function fetchRecalls() {
    recalling = (await env.recalls()).createRecalls();
    changed();
  }
  const wantRecalls = once(() => {
    void fetchRecalls();
  });

  /** At once where something private is near, else when there is nothing better to do. */
  function wantPrivacy(view: ClientView) {
    if (isPrivate(view)) door.fetch();
    else if (view.phase === "thread") fetchIdly();
  }

  /** Until it is known whose thread this is, or that it is nobody's: on a slow phone a page is there before that. */
  function whoIsHere(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (opening.phase() === "loading") return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  }

  async function within() {
    const { model } = current();
    return model === null ? null : door.when(model.base.userId);
  }

  /** Hands on what leaves the page: sealed first, where the placement has private fields. */
  function sealed(blockId: string, value: unknown, then: (sealed: Sealed) => void) {
    const block = current().stems?.engine.byKey.get(blockId);
    if (value === null || block === undefined || !seals(block)) return inLine(() => then({ value }));
    inLine(async () => {
      const inside = await within();
      const { state } = current();
      if (inside === null || state === null) return;
      const standing = state.answers.get(blockId)?.value;
      const { value: closed, hashes, problem } = await inside.seal(state, block, value, standing);
      then({ value: closed, hashes, problem });
    });
  }

  /** The learner's module first, whenever they come into another one or a release is new. */
  function wantContent({ view, model }: Now) {
    const version = model?.base.contentVersion ?? null;
    if (version === null) return;
    const { waiting } = view;
    const moduleId =
      waiting === null ? (model?.base.asked?.moduleId ?? null) : `${waiting.part}.${waiting.module}`;
    const want = `${version} ${moduleId} ${view.connection}`;
    if (want === wanted) return;
    wanted = want;
    library.want(version, moduleId);
  }

  const at = () => new Date(env.now()).toISOString();
  const version = () => {
    const known = current().stems?.engine.version ?? 0;
    return known > 0 ? { version: known } : {};
  };
  const answer = (blockId: string) => current().state?.answers.get(blockId);

  /** @param problem why it cannot be sent at all */
  function operate(frame: OperationFrame, problem: string | null = null) {
    visit.acted();
    opening.withSession((session) => {
      const made = env.now();
      const latest = session.model().ops.reduce((max, op) => Math.max(max, op.order), lastOrder);
      lastOrder = Math.max(made, latest + 0.001);
      const op = newOp(frame, made, lastOrder, topOf(session.model().ops, aboutOf(frame)));
      session.enqueue(problem === null ? op : { ...op, state: "failed", reason: problem });
    });
  }
  const perform = (command: Parameters<NonNullable<ReturnType<typeof opening.session>>["perform"]>[0]) =>
    opening.session()?.perform(command);

  function edit(blockId: string, value: unknown, options?: { baseRev?: number }) {
    sealed(blockId, value, ({ problem, ...said }) => {
      const baseRev = options?.baseRev ?? answer(blockId)?.rev ?? 0;
      operate({ t: "edit", opId: env.uuid(), blockId, baseRev, ...said, at: at(), ...version() }, problem);
    });
  }

  /** @param close makes of what was typed last what may leave the page, undefined where nothing may; null: as it is */
  function keepDraft(about: string, value: unknown, close: Closing | null) {
    const keep = (kept: unknown) => opening.withSession((session) => session.draft(about, kept));
    if (value !== null) attendance?.typed();
    if (value === null || close === null) return inLine(() => keep(value));
    const isUnderway = typing.has(about);
    typing.set(about, value);
    if (isUnderway) return;
    inLine(async () => {
      const kept = await close(() => {
        const last = typing.get(about);
        typing.delete(about);
        return last;
      });
      if (kept !== undefined) keep(kept);
    });
  }

  function draft(blockId: string, value: unknown) {
    const block = current().stems?.engine.byKey.get(blockId);
    const isSealed = block !== undefined && seals(block);
    const close: Closing = async (last) => {
      const inside = await within();
      const value = last();
      return inside?.sealDraft(blockId, value);
    };
    keepDraft(blockId, value, isSealed ? close : null);
  }

  /** A change that was refused, on top of what stands. */
  function mineAgain({ frame }: Op, baseRev: number): OperationFrame | null {
    if (frame.t !== "reply" && frame.t !== "edit" && frame.t !== "tool") return null;
    const { value, hashes } = frame;
    const said = { opId: env.uuid(), baseRev, value, at: at(), ...(hashes === undefined ? {} : { hashes }) };
    if (frame.t === "tool") return { t: "tool", tool: frame.tool, instanceId: frame.instanceId, ...said };
    return { t: "edit", blockId: frame.blockId, ...said, ...version() };
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => current().view,
    begin: opening.begin,
    reply(blockId, value, onlyMe) {
      const hidden = onlyMe ? { onlyMe } : {};
      sealed(blockId, value, ({ problem, ...said }) =>
        operate(
          { t: "reply", opId: env.uuid(), blockId, ...said, at: at(), ...version(), ...hidden },
          problem,
        ),
      );
    },
    skip: (blockId, scope) =>
      inLine(() => operate({ t: "skip", opId: env.uuid(), blockId, scope, at: at(), ...version() })),
    edit,
    setOnlyMe: (blockId, onlyMe) =>
      inLine(() => operate({ t: "visibility", opId: env.uuid(), blockId, onlyMe })),
    draft,
    discardDraft: (about) => inLine(() => opening.withSession((session) => session.discardDraft(about))),
    besideDraft: (about, choice) => opening.session()?.besideDraft(about, choice),
    settle(about, choice) {
      const { model, state, view } = current();
      const op = model?.ops.find((one) => one.state === "conflict" && aboutOf(one.frame) === about);
      const conflict = view.conflicts.find((one) => one.about === about);
      if (op === undefined || conflict === undefined) return;
      // On top of theirs, and of what was changed here since.
      const standing = state?.answers.get(about) ?? state?.instances.get(about);
      const baseRev = Math.max(conflict.theirs.rev, standing?.rev ?? 0);
      perform({ do: "settle", opId: op.opId, frame: choice === "mine" ? mineAgain(op, baseRev) : null });
    },
    retry: (opId) => perform({ do: "retry", opId }),
    takeBack: (opId) => perform({ do: "takeBack", opId }),
    dismiss: (noticeId) => perform({ do: "dismiss", noticeId }),
    resume() {
      visit.resume();
      changed();
    },
    async wholeStem() {
      const modules = () => library.content()?.index.modules ?? [];
      await Promise.all(modules().map((id) => library.loaded(id)));
      const isWhole = modules().every((id) => library.content()?.modules.has(id) === true);
      return isWhole ? (current().stems?.shown ?? null) : null;
    },
    async keyring() {
      await whoIsHere();
      const { model } = current();
      return model === null ? null : ((await door.when(model.base.userId))?.ring ?? null);
    },
    async keysKept(userId) {
      const kept = await import("../crypto/kept.ts");
      return kept.keysKept(env, userId);
    },
    async forget(userId) {
      const kept = await import("../crypto/kept.ts");
      await kept.forget(env, userId);
    },
    async enter({ userId, shared, made }) {
      if (shared) env.shareComputer(true);
      await opening.enter(userId, socketPath);
      const privacy = await door.when(userId);
      if (made !== null && privacy !== null) await privacy.ring.receive(made, await privacy.ring.ask());
      changed();
    },
    async signOut(options) {
      const session = opening.session();
      if (session === null) return "done";
      const { leave } = await import("./leave.ts");
      const result = await leave(env, session, options?.force ?? false);
      if (result === "done") {
        opening.signedOut();
        env.shareComputer(false);
      }
      return result;
    },
    downloadUnsent() {
      const { model, privacy } = current();
      if (model === null) return;
      void import("./leave.ts").then(({ saveUnsent }) => saveUnsent(env, model, privacy.value));
    },
    hand: (raised) => perform({ do: "hand", raised }),
    recalls(block: StemBlock) {
      const { model, stems, opened } = current();
      const told = model?.base.recalls.get(block.id);
      if (stems === null || opened === null || block.connections === undefined) return readable(told);
      const { shown } = stems;
      if (recalling === null) wantRecalls();
      // The source's module is not loaded yet: what the server made of it.
      if (recalling === null || (told !== undefined && !isComplete(shown, block))) return readable(told);
      return recalling(shown, opened, block);
    },
    answer: (blockId) => current().opened?.answers.get(blockId),
    outside: wantOutside,
    makeKey(options) {
      const { model } = current();
      if (model === null) return;
      void door.when(model.base.userId).then((inside) => inside?.ring.make(options?.afresh ?? false));
    },
    async secrets() {
      await whoIsHere();
      const { model } = current();
      const inside = model === null ? null : await door.when(model.base.userId);
      return inside?.secrets ?? null;
    },
  };
}

/** @param last takes what was typed last */
type Closing = (last: () => unknown) => Promise<unknown>;

interface Sealed {
  readonly value: unknown;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly problem?: string | null;
}

function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    task();
  };
}
