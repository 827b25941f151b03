import type { StemBlock } from "../../shared/content/block.ts";
import { projectAll } from "../../shared/engine/project/project.ts";
import { targetOf } from "../../shared/engine/rowIds.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stop } from "../pictures/Timeline.tsx";

/** What a path was scored on (`user_career_options`), from 1 to 10. */
export const scoreNames = {
  coherence_score: "Fits the compass",
  work_needs_score: "Work needs met",
  life_needs_score: "Life needs met",
  unknowns_score: "Still unknown",
} as const;
export type ScoreName = keyof typeof scoreNames;

/** One of the learner's career options with what was said of it. */
export interface CareerPath {
  readonly id: string;
  readonly title: string;
  readonly scores: Readonly<Record<ScoreName, number | null>>;
  readonly stops: readonly Stop[];
}

const kinds: Readonly<Record<string, string>> = {
  work: "work",
  education: "learning",
  personal: "home and people",
  skill: "a skill",
};

const options = "user_career_options";
const saysPaths = (block: StemBlock): boolean =>
  targetOf(block)?.table === options || block.save?.table === options || block.config?.["target"] === options;

/** The learner's paths in their order, as the tables have them; those that were ranked but no further are none. */
export function pathsOf(stem: Stem, state: LearnerState): CareerPath[] {
  const answers = new Map(
    [...state.answers].filter(([key]) => {
      const block = stem.byKey.get(key) ?? stem.retired.get(key);
      return block !== undefined && saysPaths(block);
    }),
  );
  const rows = projectAll(stem, { ...state, answers, instances: new Map() }).rows();
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  const stops = (rows.get("user_milestones") ?? []).flatMap((row) => {
    const year = number(row["year"]);
    if (year === null) return [];
    const kind = kinds[String(row["category"] ?? "")];
    const stop: Stop = {
      id: String(row["id"]),
      text: String(row["title"] ?? ""),
      year,
      quarter: number(row["quarter"]),
      ...(kind === undefined ? {} : { kind }),
    };
    return [{ path: row["career_option_id"], stop }];
  });
  return (rows.get(options) ?? [])
    .toSorted((a, b) => (number(a["rank"]) ?? 99) - (number(b["rank"]) ?? 99))
    .map((row) => ({
      id: String(row["id"]),
      title: String(row["title"] ?? ""),
      scores: {
        coherence_score: number(row["coherence_score"]),
        work_needs_score: number(row["work_needs_score"]),
        life_needs_score: number(row["life_needs_score"]),
        unknowns_score: number(row["unknowns_score"]),
      },
      stops: stops.filter(({ path }) => path === row["id"]).map(({ stop }) => stop),
    }))
    .filter(
      ({ stops: own, scores }) => own.length > 0 || Object.values(scores).some((score) => score !== null),
    );
}
