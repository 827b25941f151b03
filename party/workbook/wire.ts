import type { StemBlock, WireBlock } from "../../shared/content/block.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import { isAnswerEvent, type LogEvent } from "../../shared/engine/events.ts";
import { deliveredConfig } from "../../shared/engine/options.ts";
import { recallsOf } from "../../shared/engine/recall.ts";
import { withoutSealed } from "../../shared/engine/sealing.ts";
import { isSince } from "../../shared/engine/sharing.ts";
import type { Instance, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { observedEvent } from "../../shared/protocol/observer.ts";
import type { Event, Position } from "../../shared/protocol/server.ts";
import type { LoggedOp } from "./journal/journal.ts";

const blockOf = (stem: Stem, key: string): StemBlock | undefined =>
  stem.byKey.get(key) ?? stem.retired.get(key);

/** A block as it is sent: with its row, and with recalls made from the present answers. */
export function wireBlockOf(stem: Stem, state: LearnerState, block: StemBlock): WireBlock {
  const { stemId: _s, contentId: _c, since: _v, connections, save: _save, config: _config, ...wire } = block;
  const config = deliveredConfig(block, state.userId, state.rowIds.get(block.id));
  return {
    ...wire,
    ...(config === undefined ? {} : { config }),
    ...(connections === undefined ? {} : { recall: recallsOf(stem, state, block) }),
  };
}

function eventOf(stem: Stem, state: LearnerState, event: LogEvent, seq: number, at: string): Event | null {
  if (event.kind !== "block") return { ...event, seq, at };
  const block = blockOf(stem, event.blockId);
  return block === undefined ? null : { kind: "block", block: wireBlockOf(stem, state, block), seq, at };
}

/**
 * The events of an operation, numbered. An operation that came from D1 has none kept: its answers and instances,
 * as they stand, take its last number.
 */
export function eventsOf(stem: Stem, state: LearnerState, op: LoggedOp): Event[] {
  if (op.events !== null) {
    return op.events
      .map((event, i) => eventOf(stem, state, event, op.firstSeq + i, op.at))
      .filter((event) => event !== null);
  }
  return [
    ...[...state.answers]
      .filter(([, answer]) => answer.opN === op.n)
      .map(([blockId, answer]) => answerEventOf(blockId, answer, op.opId, op.lastSeq)),
    ...[...state.instances]
      .filter(([, instance]) => instance.opN === op.n)
      .map(([id, instance]) => instanceEventOf(id, instance, op.lastSeq)),
  ];
}

export function instanceEventOf(instanceId: string, instance: Instance, seq: number): Event {
  const { tool, rev, value, respondedAt: at } = instance;
  return value === null
    ? { kind: "tool_deleted", tool, instanceId, rev, seq, at }
    : { kind: "tool_saved", tool, instanceId, rev, value, seq, at };
}

export function answerEventOf(
  blockId: string,
  answer: {
    rev: number;
    value: unknown;
    skipped: boolean;
    onlyMe: boolean;
    erased: boolean;
    respondedAt: string;
  },
  opId: string,
  seq: number,
): Event {
  const { rev, value, skipped, onlyMe, erased, respondedAt } = answer;
  return {
    kind: rev > 1 ? "answer_edited" : "answer",
    seq,
    at: respondedAt,
    opId,
    blockId,
    rev,
    value,
    skipped,
    onlyMe,
    ...(erased ? { erased: true } : {}),
  };
}

export function positionOf(block: StemBlock | null): Position | null {
  if (block === null) return null;
  const { id, part, module, exercise, activity, sequence } = block;
  return { blockId: id, part, module, exercise, activity, sequence };
}

/**
 * What an observer is told of an event: cut to the session's modules, parsed out of the observers' own schema,
 * sealed and "only me" answers withheld, and those from before it was shared (rule 8, SPEC LI3). Null means: nothing.
 */
export function observed(
  stem: Stem,
  state: LearnerState,
  event: Event,
  { modules, since }: { readonly modules: readonly string[]; readonly since: string },
): Event | null {
  const inside = (key: string) => {
    const block = blockOf(stem, key);
    return block !== undefined && modules.includes(moduleIdOf(block));
  };
  const tell = (candidate: unknown): Event | null => {
    const parsed = observedEvent.safeParse(candidate);
    return parsed.success ? (parsed.data as unknown as Event) : null;
  };
  if (event.kind === "block") {
    if (!inside(event.block.id)) return null;
    const { recall: _recall, ...block } = event.block;
    return tell({ ...event, block });
  }
  if (isAnswerEvent(event as LogEvent) && "blockId" in event && "rev" in event) {
    if (!inside(event.blockId)) return null;
    const block = blockOf(stem, event.blockId);
    const stands = state.answers.get(event.blockId);
    const isOld = stands !== undefined && !isSince(stands, since);
    if (block === undefined || block.private || isOld || (stands?.onlyMe ?? event.onlyMe))
      return tell({ kind: "withheld", seq: event.seq, blockId: event.blockId });
    return tell({ ...event, value: withoutSealed(state, block, event.value) });
  }
  if (event.kind === "visibility") return visibilityTold(stem, state, event, { inside, tell, since });
  if (event.kind === "progress") {
    const own = event.modules.filter((module) => modules.includes(module.id));
    const sum = (pick: (module: (typeof own)[number]) => number) =>
      own.reduce((n, module) => n + pick(module), 0);
    return tell({ ...event, modules: own, answered: sum((m) => m.answered), total: sum((m) => m.total) });
  }
  if (event.kind === "module_completed") return modules.includes(event.moduleId) ? tell(event) : null;
  if (event.kind === "exercise_completed") {
    return modules.some((id) => event.exerciseId.startsWith(`${id}.`)) ? tell(event) : null;
  }
  return null;
}

interface Cut {
  readonly inside: (key: string) => boolean;
  readonly tell: (candidate: unknown) => Event | null;
  readonly since: string;
}

/** Hidden: withheld from now on. Shown again: the answer comes with its value. */
function visibilityTold(
  stem: Stem,
  state: LearnerState,
  event: Extract<Event, { kind: "visibility" }>,
  { inside, tell, since }: Cut,
): Event | null {
  if (!inside(event.blockId)) return null;
  const answer = state.answers.get(event.blockId);
  const block = blockOf(stem, event.blockId);
  const isHidden = event.onlyMe || answer === undefined || answer.onlyMe || !isSince(answer, since);
  if (isHidden || block === undefined || block.private) {
    return tell({ kind: "withheld", seq: event.seq, blockId: event.blockId });
  }
  const value = withoutSealed(state, block, answer.value);
  return tell(answerEventOf(event.blockId, { ...answer, value }, "", event.seq));
}
