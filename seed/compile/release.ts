import { release as releaseSchema, type Release } from "../../shared/content/release.ts";
import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { exerciseIds, introIds } from "../plan.ts";
import { compileBlocks } from "./blocks.ts";
import { lockKeys, type Lock } from "./lock.ts";
import { outlineOf } from "./outline.ts";
import { retiredBlocks, type Retired } from "./retired.ts";

export interface Sources {
  readonly workbook: Workbook;
  readonly lock: Lock;
  readonly retired: readonly Retired[];
  /** The release before this one, whose blocks the retired ones were. */
  readonly previous: Release | null;
}

/**
 * The compiled release (decision 28) and the lock with the ids of its new keys. The same sources always make
 * the same release; call it only when nothing is wrong with the workbook.
 */
export function compileRelease(
  { workbook, lock, retired, previous }: Sources,
  version: number,
  problems: Problems,
): { release: Release; lock: Lock } {
  const after = lockKeys(workbook, lock, retired, version, problems);
  const { exercises, reference } = workbook;
  const written = new Set(exercises.map((one) => one.id));
  const release: Release = {
    version,
    complete: [...exerciseIds, ...introIds].every((id) => written.has(id)),
    stem: compileBlocks(workbook, after),
    retired: retiredBlocks(retired, previous),
    outline: outlineOf(exercises),
    tools: reference.tools.map(({ id, name, label, description, instructions, icon }) => ({
      id,
      name,
      label,
      description,
      instructions,
      icon,
      unlocksAt: workbook.blocks.find(({ block }) => block.kind === name)?.exercise.id ?? null,
    })),
    skills: [...reference.skills],
    types: reference.types.map(({ code, name, lines }) => ({ code, name, lines })),
  };
  return { release: releaseSchema.parse(release), lock: after };
}
