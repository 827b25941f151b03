import type { StemBlock } from "../content/block.ts";
import type { PlacementFrame } from "../protocol/client.ts";
import { canonicalJson } from "../ids/uuid5.ts";
import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import { hasPassed, isReached, isSettled, position } from "./position.ts";
import type { Answer, LearnerState } from "./state.ts";
import { settle } from "./settle.ts";
import type { Stem } from "./stem.ts";
import { contextOf, skillEvents } from "./skills.ts";
import { refuseValue } from "./values.ts";

/**
 * What an operation on a placement means: refused with a nack, or the events it makes and the state after them.
 * Pure; the order of checks is the protocol's. An accepted edit to the same value makes no events. The browser
 * runs this for what it shows at once.
 */
export function acceptPlacement(
  stem: Stem,
  state: LearnerState,
  op: PlacementFrame,
  context: EventContext,
): Decision {
  switch (op.t) {
    case "reply":
      return acceptReply(stem, state, op, context);
    case "skip":
      return acceptSkip(stem, state, op, context);
    case "edit":
      return acceptEdit(stem, state, op, context);
    case "visibility":
      return acceptVisibility(stem, state, op, context);
  }
}

type OpOf<T extends PlacementFrame["t"]> = Extract<PlacementFrame, { t: T }>;

/** The placement an operation names, or why it cannot be answered at all. */
function placement(
  stem: Stem,
  key: string,
  version: number | undefined,
): { block: StemBlock; retired: boolean } | null {
  const block = stem.byKey.get(key);
  if (block !== undefined) return block.type === "content" ? null : { block, retired: false };
  const gone = stem.retired.get(key);
  // Made offline under the release that still had it: kept, as retired (rule 13).
  if (gone !== undefined && gone.type !== "content" && stoodIn(stem, gone, version)) {
    return { block: gone, retired: true };
  }
  return null;
}

/** An older release, which had this block: what was valid there is accepted (rule 13). */
const stoodIn = (stem: Stem, block: StemBlock, version: number | undefined): version is number =>
  version !== undefined && version < stem.version && block.since <= version;

const unknown = () =>
  refuse("unknown_block", "There is no such question in this workbook", { path: "blockId" });

const conflict = (current: Answer | undefined, message: string) =>
  refuse("conflict", message, current === undefined ? {} : { current });

/**
 * Whether the conversation waits for this placement, or did under the release it was answered in: passed by
 * now, or behind placements that came in since (SPEC CV9).
 */
function isWaiting(stem: Stem, state: LearnerState, block: StemBlock, version: number | undefined): boolean {
  if (position(stem, state)?.id === block.id) return true;
  if (!stoodIn(stem, block, version)) return false;
  const index = (one: StemBlock) => stem.indexOf.get(one.id) ?? -1;
  return stem.placements.every(
    (one) =>
      index(one) >= index(block) ||
      hasPassed(stem, state.frontier, index(one)) ||
      isSettled(state.answers, one.id) ||
      !one.required ||
      one.since > version,
  );
}

function acceptReply(stem: Stem, state: LearnerState, op: OpOf<"reply">, context: EventContext): Decision {
  const found = placement(stem, op.blockId, op.version);
  if (found === null) return unknown();
  const { block, retired } = found;
  const current = state.answers.get(block.id);
  if (current !== undefined) return conflict(current, "This is already answered");
  if (!retired && !isWaiting(stem, state, block, op.version)) {
    return refuse("locked", "The conversation is not there yet", { path: "blockId" });
  }
  const refusal = refuseValue(block, op.value, contextOf(stem, state));
  if (refusal !== null) return refuse(refusal.code, refusal.message, { path: refusal.path });
  const events: LogEvent[] = [
    ...skillEvents(state, block.tool, op.value),
    {
      kind: "answer",
      opId: op.opId,
      blockId: block.id,
      rev: 1,
      value: op.value,
      skipped: false,
      onlyMe: op.onlyMe ?? false,
    },
  ];
  return settle(stem, state, state, events, context, 1);
}

function acceptSkip(stem: Stem, state: LearnerState, op: OpOf<"skip">, context: EventContext): Decision {
  const found = placement(stem, op.blockId, op.version);
  if (found === null) return unknown();
  const { block, retired } = found;
  const current = state.answers.get(block.id);
  if (current !== undefined) return conflict(current, "This is already answered");
  if (!retired && !isWaiting(stem, state, block, op.version)) {
    return refuse("locked", "The conversation is not there yet", { path: "blockId" });
  }
  if (block.required && !retired) {
    return refuse("required", "This one carries the next part, so it needs an answer");
  }
  const skipped = retired ? [block] : inScope(stem, state, block, op);
  const events = skipped.map((one): LogEvent => ({
    kind: "answer",
    opId: op.opId,
    blockId: one.id,
    rev: 0,
    value: null,
    skipped: true,
    onlyMe: false,
  }));
  return settle(stem, state, state, events, context, 0);
}

/**
 * Every open placement from `block` to the end of the scope, up to the first required one. A skip made under an
 * older release passes what stood in that one; what came in since is new (rule 13).
 */
function inScope(
  stem: Stem,
  state: LearnerState,
  block: StemBlock,
  { scope = "block", version }: OpOf<"skip">,
): StemBlock[] {
  if (scope === "block") return [block];
  const inside = (one: StemBlock) =>
    one.part === block.part &&
    one.module === block.module &&
    (scope === "module" ||
      (one.exercise === block.exercise && (scope === "exercise" || one.activity === block.activity)));
  const from = stem.placements.findIndex((one) => one.id === block.id);
  const open = stem.placements
    .slice(from)
    .filter((one) => !isSettled(state.answers, one.id))
    .filter((one) => version === undefined || version >= stem.version || one.since <= version);
  const stop = open.findIndex((one) => one.required || !inside(one));
  return stop === -1 ? open : open.slice(0, stop);
}

function acceptEdit(stem: Stem, state: LearnerState, op: OpOf<"edit">, context: EventContext): Decision {
  const retiredBlock = stem.retired.get(op.blockId);
  const found = placement(stem, op.blockId, op.version);
  if (found === null) {
    if (retiredBlock === undefined || !state.answers.has(op.blockId)) return unknown();
    return refuse("locked", "This question is no longer in the workbook; its answer is kept as it is");
  }
  const { block, retired } = found;
  const current = state.answers.get(block.id);
  const currentRev = current?.rev ?? 0;
  if (currentRev !== op.baseRev) return conflict(current, "This answer was changed in the meantime");
  if (current === undefined && !retired && !isNew(stem, state, block)) {
    return refuse("locked", "The conversation is not there yet", { path: "blockId" });
  }
  if (op.value === null) {
    if (block.required && !retired) {
      return refuse("required", "This one carries a later part, so it cannot be cleared");
    }
    if (current?.skipped ?? true) return { ok: true, events: [], state, rev: currentRev };
  } else {
    const refusal = refuseValue(block, op.value, contextOf(stem, state));
    if (refusal !== null) return refuse(refusal.code, refusal.message, { path: refusal.path });
  }
  const onlyMe = op.onlyMe ?? current?.onlyMe ?? false;
  const same =
    current !== undefined &&
    !current.skipped &&
    onlyMe === current.onlyMe &&
    canonicalJson(current.value) === canonicalJson(op.value);
  if (same) return { ok: true, events: [], state, rev: currentRev };
  const rev = currentRev + 1;
  const events: LogEvent[] = [
    ...(op.value === null ? [] : skillEvents(state, block.tool, op.value)),
    {
      kind: "answer_edited",
      opId: op.opId,
      blockId: block.id,
      rev,
      value: op.value,
      skipped: op.value === null,
      onlyMe,
    },
  ];
  return settle(stem, state, state, events, context, rev);
}

/** Passed by the main line without an answer: new since then (decision 21), and answered with `edit`. */
const isNew = (stem: Stem, state: LearnerState, block: StemBlock): boolean =>
  isReached(stem, state, block.id) && position(stem, state)?.id !== block.id;

function acceptVisibility(
  stem: Stem,
  state: LearnerState,
  op: OpOf<"visibility">,
  context: EventContext,
): Decision {
  const known = stem.byKey.get(op.blockId) ?? stem.retired.get(op.blockId);
  if (known === undefined || known.type === "content") return unknown();
  const current = state.answers.get(op.blockId);
  if (current === undefined) return refuse("locked", "There is no answer here yet", { path: "blockId" });
  if (current.onlyMe === op.onlyMe) return { ok: true, events: [], state, rev: current.rev };
  const event: LogEvent = { kind: "visibility", blockId: op.blockId, onlyMe: op.onlyMe };
  return settle(stem, state, state, [event], context, current.rev);
}
