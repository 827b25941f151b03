import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf } from "../../shared/content/where.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";

export type PlaceState = "done" | "now" | "open" | "locked";

/** One line of the outline: an exercise, or the introduction of a part or module. */
export interface Place {
  readonly id: string;
  readonly title: string;
  readonly state: PlaceState;
  readonly isHere: boolean;
  /** The block to jump to; null while it is locked. */
  readonly target: string | null;
  readonly skipped: number;
  readonly added: number;
}
export interface ModulePlaces {
  readonly id: string;
  readonly title: string;
  readonly intro: string | null;
  readonly places: readonly Place[];
  readonly isCurrent: boolean;
  readonly settled: number;
  readonly total: number;
}
export interface PartPlaces {
  readonly id: string;
  readonly title: string;
  readonly intro: string | null;
  readonly modules: readonly ModulePlaces[];
}

/** The workbook as parts, modules and exercises, with what of it is done, passed, new and still ahead. */
export function placesOf(stem: Stem, state: LearnerState, here: StemBlock | null): readonly PartPlaces[] {
  const byExercise = new Map<string, StemBlock[]>();
  for (const block of stem.blocks) {
    const id = exerciseIdOf(block);
    byExercise.set(id, [...(byExercise.get(id) ?? []), block]);
  }
  const reached = (id: string): string | null => {
    const first = byExercise.get(id)?.[0];
    return first !== undefined && (stem.indexOf.get(first.id) ?? 0) <= state.delivered ? first.id : null;
  };
  const frontier = state.frontier === null ? Infinity : (stem.indexOf.get(state.frontier) ?? Infinity);
  const current = here === null ? "" : exerciseIdOf(here);

  const place = (id: string, title: string): Place => {
    const placements = (byExercise.get(id) ?? []).filter((block) => block.type !== "content");
    const target = reached(id);
    const answers = placements.map((block) => state.answers.get(block.id));
    const added = placements.filter(
      (block) =>
        !state.answers.has(block.id) && block.id !== here?.id && (stem.indexOf.get(block.id) ?? 0) < frontier,
    ).length;
    const settled = placements.length > 0 && answers.every((answer) => answer !== undefined);
    return {
      id,
      title,
      target,
      added,
      skipped: answers.filter((answer) => answer?.skipped === true).length,
      isHere: id === current,
      state: target === null ? "locked" : settled ? "done" : id === current ? "now" : "open",
    };
  };

  const module = (id: string, title: string): ModulePlaces => {
    const exercises = stem.outline.filter(
      (entry) => entry.level === "exercise" && entry.id.startsWith(`${id}.`),
    );
    const placements = stem.placements.filter((block) => `${block.part}.${block.module}` === id);
    return {
      id,
      title,
      intro: reached(`${id}.0`),
      places: exercises
        .filter((entry) => entry.id !== `${id}.0`)
        .map((entry) => place(entry.id, entry.title)),
      isCurrent: here !== null && `${here.part}.${here.module}` === id,
      settled: placements.filter((block) => state.answers.has(block.id)).length,
      total: placements.length,
    };
  };

  return stem.outline
    .filter((entry) => entry.level === "part")
    .map((entry) => ({
      id: entry.id,
      title: entry.title,
      intro: reached(`${entry.id}.0.0`),
      modules: stem.outline
        .filter(
          (one) => one.level === "module" && one.id.startsWith(`${entry.id}.`) && one.id !== `${entry.id}.0`,
        )
        .map((one) => module(one.id, one.title)),
    }));
}
