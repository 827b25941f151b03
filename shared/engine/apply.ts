import type { AnswerEvent, InstanceEvent, LogEvent } from "./events.ts";
import { withEntry } from "./layered.ts";
import { carryFrontier, nextFrontier } from "./position.ts";
import { practiceKey, type Instance, type LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** What an event knows besides itself. */
export interface EventContext {
  readonly at: string;
  readonly n: number;
  readonly device: string | null;
  readonly contentVersion: number;
  /** The learner's local day, YYYY-MM-DD, for operations that name one. */
  readonly today?: string;
  /** The last event before this operation: who is let in to watch sees what comes after it. */
  readonly headSeq?: number;
  /** Values that an answer or instance had before the present one, as far as they are kept. */
  readonly earlierValues?: (key: string) => readonly unknown[];
  /** Keyed hashes that came with the operation's value. */
  readonly hashes?: Readonly<Record<string, string>>;
}

/**
 * The state after one event. Every state is the fold of its log: the object, the browser's optimistic view
 * and the tests run this same function.
 */
export function apply(stem: Stem, state: LearnerState, event: LogEvent, context: EventContext): LearnerState {
  switch (event.kind) {
    case "answer":
    case "answer_edited":
      return withAnswer(stem, state, event, context);
    case "visibility": {
      const answer = state.answers.get(event.blockId);
      if (answer === undefined) return state;
      const changed = { ...answer, onlyMe: event.onlyMe };
      return { ...state, answers: withEntry(state.answers, event.blockId, changed) };
    }
    case "block":
      return delivered(stem, state, event);
    case "exercise_completed":
      return { ...state, completedExercises: new Set(state.completedExercises).add(event.exerciseId) };
    case "module_completed":
      return {
        ...state,
        completedModules: new Map(state.completedModules).set(
          event.moduleId,
          event.completedAt ?? context.at,
        ),
      };
    case "unlocked":
      return { ...state, unlocked: new Set(state.unlocked).add(event.tool) };
    case "workbook_completed":
      return { ...state, workbookComplete: true };
    case "skill": {
      const { id, name, category, status } = event;
      return { ...state, ownSkills: new Map(state.ownSkills).set(id, { id, name, category, status }) };
    }
    case "tool_saved":
    case "tool_deleted":
      return withInstance(state, event, context);
    case "practice": {
      const key = practiceKey(event.practice, event.day);
      const entry = {
        practice: event.practice,
        day: event.day,
        done: event.done,
        note: event.note ?? null,
        createdAt: event.createdAt ?? state.practices.get(key)?.createdAt ?? context.at,
        updatedAt: event.respondedAt ?? context.at,
      };
      return { ...state, practices: new Map(state.practices).set(key, entry) };
    }
    case "note": {
      const { noteId, from, text, blockId = null, respondedAt: at = context.at } = event;
      const note = { from, text, blockId, at, seen: false };
      return { ...state, notes: new Map(state.notes).set(noteId, note) };
    }
    case "note_seen": {
      const note = state.notes.get(event.noteId);
      if (note === undefined) return state;
      return { ...state, notes: new Map(state.notes).set(event.noteId, { ...note, seen: true }) };
    }
    case "erased": {
      if (event.instanceId === undefined) return state;
      const instances = new Map(state.instances);
      instances.delete(event.instanceId);
      return { ...state, instances };
    }
    case "progress":
    case "withheld":
    case "content":
    case "settings":
    case "imported":
    case "merged":
    case "wallet":
      return state;
  }
}

function withAnswer(
  stem: Stem,
  state: LearnerState,
  event: AnswerEvent,
  context: EventContext,
): LearnerState {
  const before = state.answers.get(event.blockId);
  const answers = withEntry(state.answers, event.blockId, {
    rev: event.rev,
    value: event.value ?? null,
    skipped: event.skipped,
    onlyMe: event.onlyMe,
    erased: event.erased ?? false,
    respondedAt: event.respondedAt ?? context.at,
    // Of the first answer: a skip makes nothing (decision 10).
    createdAt: event.createdAt ?? (before === undefined || before.rev === 0 ? context.at : before.createdAt),
    device: context.device,
    hashes: event.hashes ?? context.hashes ?? null,
    opN: context.n,
    contentVersion: context.contentVersion,
  });
  const index = stem.indexOf.get(event.blockId) ?? -1;
  const frontierIndex = state.frontier === null ? Infinity : (stem.indexOf.get(state.frontier) ?? Infinity);
  // Only a first answer moves it: an old one may stand behind the frontier where a release put it there.
  const frontier =
    before === undefined && index >= frontierIndex
      ? nextFrontier(stem, answers, event.blockId)
      : state.frontier;
  const rowIds =
    event.rowId === undefined ? state.rowIds : new Map(state.rowIds).set(event.blockId, event.rowId);
  return { ...state, answers, frontier, rowIds };
}

function withInstance(state: LearnerState, event: InstanceEvent, context: EventContext): LearnerState {
  const before = state.instances.get(event.instanceId);
  const instance: Instance = {
    tool: event.tool,
    rev: event.rev,
    value: event.kind === "tool_saved" ? (event.value ?? null) : null,
    respondedAt: event.respondedAt ?? context.at,
    createdAt: event.createdAt ?? before?.createdAt ?? context.at,
    device: context.device,
    hashes: event.hashes ?? context.hashes ?? null,
    opN: context.n,
  };
  return { ...state, instances: new Map(state.instances).set(event.instanceId, instance) };
}

function delivered(
  stem: Stem,
  state: LearnerState,
  event: Extract<LogEvent, { kind: "block" }>,
): LearnerState {
  const index = stem.indexOf.get(event.blockId) ?? -1;
  const rowIds =
    event.rowId === undefined ? state.rowIds : new Map(state.rowIds).set(event.blockId, event.rowId);
  if (event.late === true) {
    return { ...state, rowIds, askedLate: new Set(state.askedLate).add(event.blockId) };
  }
  return { ...state, rowIds, delivered: Math.max(state.delivered, index) };
}

/**
 * The state carried into another release: places are found again by key (decision 28). What stands behind the
 * frontier counts as not sent yet, so that no question there is passed over; words may come a second time.
 */
export function carry(from: Stem, to: Stem, state: LearnerState): LearnerState {
  const furthest = from.blocks.slice(0, state.delivered + 1).findLast((block) => to.byKey.has(block.id));
  const frontier = carryFrontier(from, to, state.answers, state.frontier);
  const sent = furthest === undefined ? -1 : (to.indexOf.get(furthest.id) ?? -1);
  return { ...state, frontier, delivered: Math.min(sent, lastSent(from, to, state, frontier)) };
}

function lastSent(from: Stem, to: Stem, state: LearnerState, frontier: string | null): number {
  if (frontier === null) return Infinity;
  const index = to.indexOf.get(frontier) ?? 0;
  const wasSent = (from.indexOf.get(frontier) ?? Infinity) <= state.delivered;
  return wasSent ? index : index - 1;
}
