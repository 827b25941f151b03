import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { LogEvent } from "../../../shared/engine/events.ts";
import {
  practiceKey,
  type Instance,
  type LearnerState,
  type Look,
  type Note,
  type OwnSkill,
  type PracticeEntry,
  type Share,
  type Stay,
} from "../../../shared/engine/state.ts";

export interface Fact {
  readonly kind: string;
  readonly key: string;
  /** Null: it is a fact no longer. */
  readonly value: string | null;
}
type StoredFact = Fact & { readonly value: string };

/**
 * What an event makes of the facts: what is true for ever, such as completions, and how instances, practices and
 * notes stand after it.
 * @param state after the operation
 */
export function factsOf(event: LogEvent, at: string, state: LearnerState): Fact[] {
  switch (event.kind) {
    case "module_completed":
      return [{ kind: "module", key: event.moduleId, value: event.completedAt ?? at }];
    case "exercise_completed":
      return [{ kind: "exercise", key: event.exerciseId, value: at }];
    case "unlocked":
      return [{ kind: "tool", key: event.tool, value: at }];
    case "workbook_completed":
      return [{ kind: "workbook", key: "complete", value: at }];
    case "skill": {
      const { id, name, category, status } = event;
      return [{ kind: "skill", key: id, value: JSON.stringify({ id, name, category, status }) }];
    }
    case "block":
      return [
        ...(event.late === true ? [{ kind: "late", key: event.blockId, value: at }] : []),
        ...(event.rowId === undefined ? [] : [{ kind: "row", key: event.blockId, value: event.rowId }]),
      ];
    case "tool_saved":
    case "tool_deleted":
      return [standing("instance", event.instanceId, state.instances)];
    case "practice":
      return [standing("practice", practiceKey(event.practice, event.day), state.practices)];
    case "note":
    case "note_seen":
      return [standing("note", event.noteId, state.notes)];
    case "erased":
      return event.instanceId === undefined ? [] : [standing("instance", event.instanceId, state.instances)];
    case "answer":
    case "answer_edited":
      return event.rowId === undefined ? [] : [{ kind: "row", key: event.blockId, value: event.rowId }];
    case "visibility":
    case "progress":
    case "content":
    case "withheld":
    case "settings":
    case "imported":
    case "merged":
    case "wallet":
      return [];
  }
}

/** What a row change that no event tells makes of the facts. */
export function factsOfRow({ table, id }: RowChange, { looks, sharing }: LearnerState): Fact[] {
  switch (table) {
    case "user_looks":
      return [standing("look", id, looks)];
    case "live_participants":
      return [standing("stay", id, sharing.stays)];
    case "live_shares":
      return [standing("share", id, sharing.shares)];
    case "live_blocks":
      return [standing("blocked", id, sharing.blocked)];
    default:
      return [];
  }
}

function standing(kind: string, key: string, all: ReadonlyMap<string, unknown>): Fact {
  const one = all.get(key);
  return { kind, key, value: one === undefined ? null : JSON.stringify(one) };
}

/** Logs from before sessions say nothing of where it was seen: it was the thread. */
type KeptLook = Omit<Look, "what"> & Partial<Look>;

type FactState = Omit<LearnerState, "userId" | "answers" | "frontier" | "delivered">;

export function stateOf(facts: readonly StoredFact[]): FactState {
  const of = (kind: string) => facts.filter((fact) => fact.kind === kind);
  const parsed = <T>(kind: string) =>
    new Map(of(kind).map(({ key, value }) => [key, JSON.parse(value) as T]));
  return {
    completedModules: new Map(of("module").map((fact) => [fact.key, fact.value])),
    completedExercises: new Set(of("exercise").map((fact) => fact.key)),
    unlocked: new Set(of("tool").map((fact) => fact.key)),
    askedLate: new Set(of("late").map((fact) => fact.key)),
    workbookComplete: of("workbook").length > 0,
    rowIds: new Map(of("row").map((fact) => [fact.key, fact.value])),
    ownSkills: parsed<OwnSkill>("skill"),
    instances: parsed<Instance>("instance"),
    practices: parsed<PracticeEntry>("practice"),
    notes: parsed<Note>("note"),
    looks: new Map([...parsed<KeptLook>("look")].map(([id, look]) => [id, { what: "thread", ...look }])),
    sharing: {
      stays: parsed<Stay>("stay"),
      shares: parsed<Share>("share"),
      blocked: parsed<string>("blocked"),
    },
  };
}

/** The same facts, for a log that is rebuilt from D1. */
export function factsOfState(state: FactState, at: string): Fact[] {
  return [
    ...[...state.completedModules].map(([key, value]) => ({ kind: "module", key, value })),
    ...[...state.completedExercises].map((key) => ({ kind: "exercise", key, value: at })),
    ...[...state.unlocked].map((key) => ({ kind: "tool", key, value: at })),
    ...[...state.askedLate].map((key) => ({ kind: "late", key, value: at })),
    ...[...state.rowIds].map(([key, value]) => ({ kind: "row", key, value })),
    ...[...state.ownSkills.keys()].map((key) => standing("skill", key, state.ownSkills)),
    ...[...state.instances.keys()].map((key) => standing("instance", key, state.instances)),
    ...[...state.practices.keys()].map((key) => standing("practice", key, state.practices)),
    ...[...state.notes.keys()].map((key) => standing("note", key, state.notes)),
    ...[...state.looks.keys()].map((key) => standing("look", key, state.looks)),
    ...[...state.sharing.stays.keys()].map((key) => standing("stay", key, state.sharing.stays)),
    ...[...state.sharing.shares.keys()].map((key) => standing("share", key, state.sharing.shares)),
    ...[...state.sharing.blocked.keys()].map((key) => standing("blocked", key, state.sharing.blocked)),
    ...(state.workbookComplete ? [{ kind: "workbook", key: "complete", value: at }] : []),
  ];
}
