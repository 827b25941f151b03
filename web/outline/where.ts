import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf, moduleIdOf } from "../../shared/content/where.ts";
import type { Stem } from "../../shared/engine/stem.ts";

export interface Where {
  readonly part: string;
  readonly module: string;
  readonly exercise: string;
  /** Of the exercise's questions, which one this is; null between them. */
  readonly step: { readonly n: number; readonly of: number } | null;
}

const titleOf = (stem: Stem, id: string): string =>
  stem.outline.find((entry) => entry.id === id)?.title ?? "";

/** The names of the place of a block. A part's introduction is the part, a module's the module. */
export function whereIs(stem: Stem, block: StemBlock): Where {
  const part = titleOf(stem, String(block.part));
  const module = block.module === 0 ? "" : titleOf(stem, moduleIdOf(block));
  const exercise = block.exercise === 0 ? "" : titleOf(stem, exerciseIdOf(block));
  const inside = stem.placements.filter((one) => exerciseIdOf(one) === exerciseIdOf(block));
  const n = inside.findIndex((one) => one.id === block.id);
  return { part, module, exercise, step: n === -1 ? null : { n: n + 1, of: inside.length } };
}

/** "Evidence of Ability, 3 of 16 · DreamTree": each step has its own title (ux 3.9). */
export function pageTitle(where: Where | null): string {
  if (where === null) return "DreamTree";
  const name = where.exercise || where.module || where.part;
  const step = where.step === null ? "" : `, ${where.step.n} of ${where.step.of}`;
  return name === "" ? "DreamTree" : `${name}${step} · DreamTree`;
}
