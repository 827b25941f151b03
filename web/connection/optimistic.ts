import { acceptPlacement } from "../../shared/engine/placements.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { PlacementFrame } from "../../shared/protocol/client.ts";
import type { OutsideCode } from "./environment.ts";
import type { Op, Ops } from "./ops.ts";

/** Operations that the server has, or will have, when all goes well. */
const counts = (op: Op): boolean => op.state === "queued" || op.state === "sent" || op.state === "acked";

/**
 * The base with the outbox applied by the same engine as the server's (rule 13). Remembers the states in
 * between, so that one more operation costs one `accept`.
 * @returns `outside` is null while the code for what stands outside the thread is not here: then that is not shown yet
 */
export function createOverlay(deviceId: () => string | null) {
  let steps: { stem: Stem; before: LearnerState; frame: Op["frame"]; after: LearnerState }[] = [];
  let judging: OutsideCode | null = null;
  return (stem: Stem, base: LearnerState, ops: Ops, outside: OutsideCode | null): LearnerState => {
    if (judging !== outside) steps = [];
    judging = outside;
    let state = base;
    const next: typeof steps = [];
    for (const op of ops.filter(counts)) {
      const cached = steps[next.length];
      const fits = cached?.stem === stem && cached.before === state && cached.frame === op.frame;
      const after = fits ? cached.after : step(stem, state, op, deviceId(), outside);
      next.push({ stem, before: state, frame: op.frame, after });
      state = after;
    }
    steps = next;
    return state;
  };
}

function step(
  stem: Stem,
  state: LearnerState,
  op: Op,
  device: string | null,
  outside: OutsideCode | null,
): LearnerState {
  const { frame } = op;
  const at = ("at" in frame ? frame.at : undefined) ?? new Date(op.createdAt).toISOString();
  const context = { at, n: 0, device, contentVersion: stem.version };
  if (!("blockId" in frame)) return outside?.acceptOutside(stem, state, frame, context) ?? state;
  try {
    const decision = acceptPlacement(stem, state, frame, context);
    if (decision.ok) return decision.state;
    // Answered already: either by this very operation, or by another device. The base has what stands.
    if (decision.nack.code === "conflict") return state;
  } catch {
    // A placement this client cannot judge (a tool of a later version): the server will.
  }
  return asWritten(state, frame, context);
}

/** What this client would refuse is still shown as it was written; the server decides. */
function asWritten(
  state: LearnerState,
  frame: PlacementFrame,
  context: { at: string; n: number; device: string | null; contentVersion: number },
): LearnerState {
  if (frame.t !== "reply" && frame.t !== "edit") return state;
  const before = state.answers.get(frame.blockId);
  const answer = {
    rev: (before?.rev ?? 0) + 1,
    value: frame.value,
    skipped: frame.value === null,
    onlyMe: frame.onlyMe ?? before?.onlyMe ?? false,
    erased: false,
    respondedAt: context.at,
    createdAt: before?.createdAt ?? context.at,
    device: context.device,
    opN: context.n,
    contentVersion: context.contentVersion,
    hashes: null,
  };
  return { ...state, answers: new Map(state.answers).set(frame.blockId, answer) };
}
