import { release as releaseSchema, type Release } from "../../shared/content/release.ts";
import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { sha256Hex } from "../../shared/ids/uuid5.ts";
import { exerciseIds, introIds } from "../plan.ts";
import { compileBlocks } from "./blocks.ts";
import { competenciesOf } from "./competencies.ts";
import { creditsOf } from "./credits.ts";
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

/** Learners' logs refer to a practice by number: it is made from the permanent key, not from the place in the file. */
export const practiceId = (key: string): number =>
  Number.parseInt(sha256Hex(`practice ${key}`).slice(0, 8), 16);

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
    tools: reference.tools.map(({ id, name, label, description, instructions, icon, reminder }) => ({
      id,
      name,
      label,
      description,
      instructions,
      icon,
      unlocksAt: workbook.blocks.find(({ block }) => block.kind === name)?.exercise.id ?? null,
      ...(reminder === null ? {} : { reminder }),
    })),
    skills: [...reference.skills],
    types: reference.types.map(({ code, name, lines }) => ({ code, name, lines })),
    practices: reference.practices.map(({ key, name, frequency, purpose, established_in, last_use }) => ({
      id: practiceId(key),
      key,
      name,
      frequency,
      purpose,
      establishedIn: established_in,
      lastUse: last_use.split(",").map((source) => source.trim()),
    })),
    competencies: competenciesOf(workbook),
    credits: creditsOf(workbook),
  };
  return { release: releaseSchema.parse(release), lock: after };
}
