import type { LogEvent } from "../../../shared/engine/events.ts";
import type { LearnerState, OwnSkill } from "../../../shared/engine/state.ts";

export interface Fact {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}

/** What an event makes true for ever. */
export function factsOf(event: LogEvent, at: string): Fact[] {
  switch (event.kind) {
    case "module_completed":
      return [{ kind: "module", key: event.moduleId, value: at }];
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
    case "answer":
    case "answer_edited":
    case "visibility":
    case "progress":
    case "content":
    case "withheld":
      return [];
  }
}

type FactState = Omit<LearnerState, "userId" | "answers" | "frontier" | "delivered">;

export function stateOf(facts: readonly Fact[]): FactState {
  const of = (kind: string) => facts.filter((fact) => fact.kind === kind);
  return {
    completedModules: new Map(of("module").map((fact) => [fact.key, fact.value])),
    completedExercises: new Set(of("exercise").map((fact) => fact.key)),
    unlocked: new Set(of("tool").map((fact) => fact.key)),
    askedLate: new Set(of("late").map((fact) => fact.key)),
    workbookComplete: of("workbook").length > 0,
    rowIds: new Map(of("row").map((fact) => [fact.key, fact.value])),
    ownSkills: new Map(of("skill").map((fact) => [fact.key, JSON.parse(fact.value) as OwnSkill])),
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
    ...[...state.ownSkills].map(([key, skill]) => ({ kind: "skill", key, value: JSON.stringify(skill) })),
    ...(state.workbookComplete ? [{ kind: "workbook", key: "complete", value: at }] : []),
  ];
}
