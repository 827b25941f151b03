import { skillCategories, type SkillCategory } from "../content/block.ts";
import { moduleIdOf } from "../content/where.ts";
import { isEnvelope } from "../crypto/envelope.ts";
import { practiceKey, type LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { cleanName, isSkillName } from "../engine/values.ts";
import { canonicalJson, customSkillId } from "../ids/uuid5.ts";
import { isReadable } from "../protocol/pairs.ts";
import { settings as settingsSchema, type Settings } from "../protocol/server.ts";
import { clamped } from "./clamped.ts";
import type { ExportedResponse, ExportFile } from "./schema.ts";

/* What a file says beside its instances, as this learner's ledger could have it. */

/** The account's side, as far as the engine's state does not have it. */
export interface Mine {
  readonly settings: Settings;
  /** Null while nothing was ever set. */
  readonly settingsUpdatedAt: string | null;
}

export function responsesIn(file: ExportFile): [string, unknown][] {
  const inModules = Object.values(file.modules ?? {}).flatMap((module) =>
    Object.values(module.exercises).flatMap((exercise) => Object.entries(exercise.response_json)),
  );
  return [...inModules, ...Object.entries(file.retired ?? {})];
}

/** As a ledger could have it: times not ahead of now, a skip without a value, a reason where there is none. */
export function standing(one: ExportedResponse, now: string): ExportedResponse {
  const respondedAt = clamped(one.responded_at, now);
  const createdAt = one.created_at === undefined ? respondedAt : clamped(one.created_at, now);
  const erased = one.erased === true && !one.skipped;
  const value = one.skipped ? null : (one.value ?? null);
  const skipped = value === null && !erased;
  return {
    ...one,
    value,
    skipped,
    erased,
    rev: skipped ? one.rev : Math.max(1, one.rev),
    responded_at: respondedAt,
    created_at: createdAt,
  };
}

/** Custom skills, under the ids that they have here (SPEC ID3). */
export function skillsOf(state: LearnerState, file: ExportFile) {
  const ids = new Map<string, string>();
  const taken = new Map<string, { id: string; name: string; category: SkillCategory | null }>();
  for (const one of file.custom_skills ?? []) {
    const name = cleanName(one.name);
    if (!isSkillName(name)) continue;
    const id = customSkillId(state.userId, name);
    if (one.id !== id) ids.set(one.id, id);
    const category = skillCategories.find((known) => known === one.category) ?? null;
    if (!state.ownSkills.has(id)) taken.set(id, { id, name, category });
  }
  return { ids, taken: [...taken.values()] };
}

export function practicesIn(
  stem: Stem,
  state: LearnerState,
  file: ExportFile,
  now: string,
): NonNullable<ExportFile["practice_log"]> {
  const known = new Set(stem.release.practices.map(({ key }) => key));
  return (file.practice_log ?? []).flatMap((one) => {
    const note = one.note ?? null;
    const entry = {
      ...one,
      created_at: clamped(one.created_at, now),
      updated_at: clamped(one.updated_at, now),
    };
    const own = state.practices.get(practiceKey(one.practice, one.day));
    const isNewer = own === undefined || entry.updated_at > own.updatedAt;
    return known.has(one.practice) && isNewer && (note === null || isEnvelope(note)) ? [entry] : [];
  });
}

/** Newer settings; of a learner who never set anything, the file's. */
export function settingsIn(mine: Mine, file: ExportFile, now: string): Settings | null {
  if (file.settings === undefined) return null;
  const { updated_at: updatedAt = file.exported_at, ...said } = file.settings;
  if (mine.settingsUpdatedAt !== null && clamped(updatedAt, now) <= mine.settingsUpdatedAt) return null;
  let next = { ...mine.settings };
  for (const [name, value] of Object.entries(said)) {
    if (name === "personality_type") continue;
    const parsed = settingsSchema.safeParse({ ...next, [name]: value });
    if (parsed.success) next = parsed.data;
  }
  if (!isReadable(next.background_color, next.text_color)) {
    const { background_color: paper, text_color: ink } = mine.settings;
    next = { ...next, background_color: paper, text_color: ink };
  }
  return canonicalJson(next) === canonicalJson(mine.settings) ? null : next;
}

/** Completion is never taken away: where either side has it, the earlier time stands. */
export function completedIn(
  stem: Stem,
  state: LearnerState,
  file: ExportFile,
  now: string,
): Map<string, string> {
  const completed = new Map<string, string>();
  const known = new Set([...stem.modules.map(({ id }) => id), ...[...stem.retired.values()].map(moduleIdOf)]);
  for (const [id, module] of Object.entries(file.modules ?? {})) {
    const at = module.first_completed_at ?? null;
    if (at === null || !known.has(id)) continue;
    const own = state.completedModules.get(id);
    const theirs = clamped(at, now);
    if (own === undefined || theirs < own) completed.set(id, theirs);
  }
  return completed;
}
