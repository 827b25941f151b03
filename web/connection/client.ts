import { readBy, type StemBlock } from "../../shared/content/block.ts";
import { recallsOf } from "../../shared/engine/recall.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { PlacementFrame } from "../../shared/protocol/client.ts";
import type { Client, ClientView } from "../model/client.ts";
import { createLibrary } from "./content.ts";
import type { Environment } from "./environment.ts";
import { createOpening } from "./opening.ts";
import { createOverlay } from "./optimistic.ts";
import { newOp, topOf, valueOf } from "./outbox.ts";
import type { Model } from "./model.ts";
import { createStems } from "./stems.ts";
import type { Stems } from "./stemView.ts";
import { buildView } from "./view.ts";
import { createVisit } from "./visit.ts";

interface Now {
  readonly view: ClientView;
  readonly model: Model | null;
  readonly stems: Stems | null;
  readonly state: LearnerState | null;
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
        : overlay(stems.engine, base.state, model.ops);
    const phase = opening.phase();
    visit.look(stems, state, model);
    const { view, changesInMs } = buildView({
      phase,
      model,
      stems,
      state,
      fresh: visit.fresh(stems, state),
      returned: visit.returned(),
      deviceId: opening.deviceId(),
      online: env.page.online(),
      now: env.now(),
    });
    cancelTick();
    cancelTick = changesInMs === null ? () => {} : env.after(changesInMs, changed);
    return { view, model, stems, state };
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

  function operate(frame: PlacementFrame) {
    visit.acted();
    opening.withSession((session) => {
      const made = env.now();
      const latest = session.model().ops.reduce((max, op) => Math.max(max, op.order), lastOrder);
      lastOrder = Math.max(made, latest + 0.001);
      session.enqueue(newOp(frame, made, lastOrder, topOf(session.model().ops, frame.blockId)));
    });
  }
  const perform = (command: Parameters<NonNullable<ReturnType<typeof opening.session>>["perform"]>[0]) =>
    opening.session()?.perform(command);

  function edit(blockId: string, value: unknown) {
    const baseRev = answer(blockId)?.rev ?? 0;
    operate({ t: "edit", opId: env.uuid(), blockId, baseRev, value, at: at(), ...version() });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => current().view,
    begin: opening.begin,
    reply(blockId, value, options) {
      const onlyMe = options?.onlyMe === undefined ? {} : { onlyMe: options.onlyMe };
      operate({ t: "reply", opId: env.uuid(), blockId, value, at: at(), ...version(), ...onlyMe });
    },
    skip: (blockId, scope) =>
      operate({ t: "skip", opId: env.uuid(), blockId, scope, at: at(), ...version() }),
    edit,
    setOnlyMe: (blockId, onlyMe) => operate({ t: "visibility", opId: env.uuid(), blockId, onlyMe }),
    draft: (blockId, value) => opening.withSession((session) => session.draft(blockId, value)),
    discardDraft: (blockId) => opening.withSession((session) => session.discardDraft(blockId)),
    settle(blockId, choice) {
      const op = current().model?.ops.find(
        (one) => one.state === "conflict" && one.frame.blockId === blockId,
      );
      const conflict = current().view.conflicts.find((one) => one.blockId === blockId);
      if (op === undefined || conflict === undefined) return;
      // On top of theirs, and of what was edited here since.
      const baseRev = Math.max(conflict.theirs.rev, answer(blockId)?.rev ?? 0);
      const mine = {
        t: "edit" as const,
        opId: env.uuid(),
        blockId,
        baseRev,
        value: valueOf(op),
        at: at(),
        ...version(),
      };
      perform({ do: "settle", opId: op.opId, frame: choice === "mine" ? mine : null });
    },
    retry: (opId) => perform({ do: "retry", opId }),
    takeBack: (opId) => perform({ do: "takeBack", opId }),
    dismiss: (noticeId) => perform({ do: "dismiss", noticeId }),
    resume() {
      visit.resume();
      changed();
    },
    async signOut(options) {
      const session = opening.session();
      if (session === null) return "done";
      const { leave } = await import("./leave.ts");
      const result = await leave(env, session, options?.force ?? false);
      if (result === "done") opening.signedOut();
      return result;
    },
    downloadUnsent() {
      const { model } = current();
      if (model !== null) void import("./leave.ts").then(({ saveUnsent }) => saveUnsent(env, model));
    },
    presence: (state) => perform({ do: "presence", state }),
    recalls(block: StemBlock) {
      const { model, stems, state } = current();
      const told = model?.base.recalls.get(block.id);
      if (stems === null || state === null || block.connections === undefined) return told ?? [];
      const { shown } = stems;
      const read = block.connections.flatMap((one) => [...one.from, ...one.transform.flatMap(readBy)]);
      const complete = read.every((key) => shown.byKey.has(key));
      // The source's module is not loaded yet: what the server made of it.
      return !complete && told !== undefined ? told : recallsOf(shown, state, block);
    },
    answer,
  };
}
