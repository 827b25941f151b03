import type { StemBlock } from "../../shared/content/block.ts";
import { position } from "../../shared/engine/position.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { ClientView, Conflict, DraftView, Phase, Return } from "../model/client.ts";
import type { Base } from "./base.ts";
import { instanceDraft, type Draft } from "./drafts.ts";
import { emptyLine, type Model } from "./model.ts";
import { aboutOf, valueOf, type Ops } from "./ops.ts";
import type { PrivacyView } from "./privately.ts";
import { sendStates } from "./sending.ts";
import { unfenced, type Stems } from "./stemView.ts";
import { emptyBase } from "./base.ts";

/** What a view is made of. */
export interface Ingredients {
  readonly phase: Phase;
  readonly model: Model | null;
  readonly stems: Stems | null;
  /** The base with the outbox applied. */
  readonly state: LearnerState | null;
  readonly fresh: ReadonlySet<string>;
  readonly returned: Return | null;
  readonly deviceId: string | null;
  readonly online: boolean;
  readonly now: number;
  readonly privacy: PrivacyView;
  readonly canRecall: boolean;
}

/** @returns also when the view changes by itself, in ms from now; null when it does not */
export function buildView(from: Ingredients): { view: ClientView; changesInMs: number | null } {
  const { phase, model, stems, state, deviceId } = from;
  const { base, ops, line } = model ?? nothing;
  const { keys, hasAccount, closed, closedDrafts, locksSoon, drafts, value } = from.privacy;
  const online = from.online && line.connection !== "offline";
  const { sending, changesInMs } = sendStates(base.unsaved, base.savedSeq, ops, {
    now: from.now,
    online,
    store: line.store,
  });
  const waiting = state === null ? null : waitingIn(stems, state, base);
  const atEnd = isAtEnd(stems, state);
  const view: ClientView = {
    phase,
    stem: stems?.shown ?? null,
    state: stems === null || state === null ? state : unfenced(stems, state),
    waiting,
    atEnd,
    awaitingTurn: phase === "thread" && waiting === null && !atEnd,
    connection: from.online ? line.connection : "offline",
    store: line.store,
    sending,
    drafts: draftViews(drafts),
    conflicts: conflicts(ops, base, value),
    notices: line.notices,
    settings: base.settings,
    fresh: from.fresh,
    returned: from.returned,
    unsent: ops.filter((op) => op.state !== "acked").length,
    otherDevices: line.devices.filter((one) => one.deviceId !== deviceId),
    watching: line.watching,
    live: base.live,
    hand: line.hand,
    canRecall: from.canRecall,
    keys,
    hasAccount,
    closed,
    closedDrafts,
    locksSoon,
  };
  return { view, changesInMs };
}

const nothing: Model = { base: emptyBase(""), ops: [], drafts: new Map(), line: emptyLine };

/** Where the conversation waits; null while what comes next is not here. */
export function waitingIn(stems: Stems | null, state: LearnerState, base: Base): StemBlock | null {
  if (stems === null) return null;
  const { engine, fence } = stems;
  const next = position(engine, state);
  if (next !== null) return next.id === fence ? null : next;
  // The frontier stands where nothing is loaded: what the server asks meanwhile came as a block.
  if (state.frontier === null || base.asked === null || state.answers.has(base.asked.blockId)) return null;
  return engine.byKey.get(base.asked.blockId) ?? null;
}

const isAtEnd = (stems: Stems | null, state: LearnerState | null): boolean =>
  stems !== null &&
  state !== null &&
  stems.fence === null &&
  state.frontier === null &&
  position(stems.engine, state) === null;

function draftViews(drafts: ReadonlyMap<string, Draft>): ReadonlyMap<string, DraftView> {
  const views = new Map<string, DraftView>();
  for (const [about, { value, at, from, other }] of drafts) {
    if (value === null) continue;
    const view = { ...unwrapped(value), at: new Date(at).toISOString(), from };
    const beside =
      other === null
        ? {}
        : { other: { ...other, ...unwrapped(other.value), at: new Date(other.at).toISOString() } };
    views.set(about, { ...view, ...beside });
  }
  return views;
}
const unwrapped = (value: unknown) => instanceDraft(value) ?? { value };

/** What stands now, where the base already has something newer than the nack told. */
function conflicts(ops: Ops, base: Base, open: PrivacyView["value"]): Conflict[] {
  return ops.flatMap((op): Conflict[] => {
    if (op.state !== "conflict" || op.theirs === null) return [];
    const about = aboutOf(op.frame);
    const tool = op.frame.t === "tool" ? op.frame.tool : undefined;
    const now = base.state.answers.get(about) ?? base.state.instances.get(about);
    const newer =
      now !== undefined && now.rev >= op.theirs.rev
        ? { skipped: false, ...now, at: now.respondedAt }
        : op.theirs;
    const { at, rev, skipped } = newer;
    const value = open(about, newer.value, tool);
    const mine = open(about, valueOf(op), tool);
    return [{ about, ...(tool === undefined ? {} : { tool }), mine, theirs: { value, at, rev, skipped } }];
  });
}
