import type { StemBlock } from "../content/block.ts";
import { moduleIdOf } from "../content/where.ts";
import { levelOf, refuseAssessment } from "../engine/assessments.ts";
import { modifiedAt, placementsOf } from "../engine/modified.ts";
import { skillNameOf, practiceKey, type Instance, type LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { cleanName, isSkillName, refuseInstance, refuseValue, type Refusal } from "../engine/values.ts";
import { skillCategories, type SkillCategory } from "../content/block.ts";
import { canonicalJson, customSkillId, sha256Hex, uuid5 } from "../ids/uuid5.ts";
import { instanceTools, type InstanceTool } from "../protocol/client.ts";
import { isReadable } from "../protocol/pairs.ts";
import { settings as settingsSchema, type Settings } from "../protocol/server.ts";
import { isEnvelope } from "../crypto/envelope.ts";
import { response as responseSchema, type ExportedResponse, type ExportFile } from "./schema.ts";
import { withIds } from "./ids.ts";

/** The account's side, as far as the engine's state does not have it. */
export interface Mine {
  readonly settings: Settings;
  /** Null while nothing was ever set. */
  readonly settingsUpdatedAt: string | null;
}

export interface TakenAnswer {
  readonly block: StemBlock;
  readonly response: ExportedResponse;
}
export interface TakenInstance {
  readonly id: string;
  readonly tool: InstanceTool;
  readonly value: unknown;
  readonly rev: number;
  readonly hashes: Readonly<Record<string, string>> | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What of the other side comes in (spec 11, section 2; decision 29). */
export interface MergePlan {
  /** Per module that both or the other have: the one that was modified last wins whole. */
  readonly modules: readonly { readonly id: string; readonly winner: "mine" | "theirs" }[];
  readonly answers: readonly TakenAnswer[];
  /** Answers of mine in modules that theirs win, which they do not have. */
  readonly cleared: readonly string[];
  readonly instances: readonly TakenInstance[];
  /** Instances that are here already, by id or by hash. */
  readonly duplicates: number;
  readonly skills: readonly {
    readonly id: string;
    readonly name: string;
    readonly category: SkillCategory | null;
  }[];
  readonly practices: NonNullable<ExportFile["practice_log"]>;
  readonly notes: NonNullable<ExportFile["notes"]>;
  readonly settings: Settings | null;
  readonly completed: ReadonlyMap<string, string>;
  readonly revisions: NonNullable<ExportFile["revisions"]>;
  /** What this workbook's validators refuse, and what it does not know: left out, and said. */
  readonly refused: readonly {
    readonly of: string;
    readonly code: Refusal["code"];
    readonly message: string;
  }[];
  readonly unknown: readonly string[];
}

/** ISO 8601 in UTC, never ahead of now: a forged time in the year 2999 would win for ever. */
const clamped = (time: string, now: string): string => {
  const utc = new Date(time).toISOString();
  return utc > now ? now : utc;
};

/**
 * What a merge takes from an export file: the other thread's, or a backup's. Pure, and the only place where the
 * rules are: import, dry run and the combining of two accounts all ask it.
 * @param now ISO 8601
 */
export function planMerge(
  stem: Stem,
  state: LearnerState,
  mine: Mine,
  theirs: ExportFile,
  now: string,
): MergePlan {
  const skills = skillsOf(state, theirs);
  const file = withIds(theirs, skills.ids);
  const names = new Map(skills.taken.map(({ id, name }) => [id, name]));
  const named = skillNameOf(stem, state);
  const context = { userId: state.userId, skillName: (id: string) => names.get(id) ?? named(id) };
  const refused: { of: string; code: Refusal["code"]; message: string }[] = [];
  const unknown: string[] = [];
  const accepts = (of: string, refusal: Refusal | null): boolean => {
    if (refusal !== null) refused.push({ of, code: refusal.code, message: refusal.message });
    return refusal === null;
  };

  const said = new Map<string, TakenAnswer[]>();
  for (const [key, raw] of responsesIn(file)) {
    const block = stem.byKey.get(key) ?? stem.retired.get(key);
    const parsed = responseSchema.safeParse(raw);
    if (block === undefined || block.type === "content" || !parsed.success) {
      unknown.push(key);
      continue;
    }
    const response = standing(parsed.data, now);
    if (response.value !== null) {
      const refusal = refuseValue(block, response.value, context);
      // What a reset left of a value need not be one that can be given.
      if (refusal !== null && response.erased === true) response.value = null;
      else if (!accepts(key, refusal)) continue;
    }
    const id = moduleIdOf(block);
    said.set(id, [...(said.get(id) ?? []), { block, response }]);
  }
  const modules = [...said].map(([id, answers]) => {
    const own = modifiedAt(stem, state, id);
    const times = answers.map(({ response }) => response.responded_at);
    const claimed = file.modules?.[id]?.last_modified_at;
    const last = claimed === undefined ? (times.toSorted().at(-1) ?? now) : clamped(claimed, now);
    return { id, winner: own === null || last > own ? ("theirs" as const) : ("mine" as const) };
  });
  const won = modules.filter(({ winner }) => winner === "theirs").map(({ id }) => id);
  const answers = won
    .flatMap((id) => said.get(id) ?? [])
    .filter(({ block, response }) => !isSame(state, block.id, response))
    .toSorted((a, b) => placeIn(stem, a.block) - placeIn(stem, b.block));
  const has = new Set(won.flatMap((id) => said.get(id) ?? []).map(({ block }) => block.id));
  const cleared = won.flatMap((id) =>
    placementsOf(stem, id)
      .map((block) => block.id)
      .filter((key) => !has.has(key) && state.answers.get(key)?.skipped === false),
  );

  const arriving: TakenInstance[] = [];
  for (const one of [
    ...instancesIn(stem, state.userId, file, now),
    ...assessmentsIn(stem, state.userId, file, now),
  ]) {
    const known =
      one.tool === null ? false : one.tool === "competency_assessment" || stem.tools.has(one.tool);
    // An id that another tool has here cannot be taken, and what is sealed under it cannot move.
    const isTaken = (state.instances.get(one.id)?.tool ?? one.tool) !== one.tool;
    if (one.tool === null || !known || isTaken) {
      unknown.push(one.id);
      continue;
    }
    const taken = { ...one, tool: one.tool };
    const refusal =
      taken.value === null
        ? null
        : taken.tool === "competency_assessment"
          ? refuseAssessment(stem, taken.value)
          : refuseInstance(taken.tool, taken.value, context);
    if (accepts(taken.id, refusal)) arriving.push(taken);
  }
  // What a newer one with its id is about to replace is no twin of anything. Two alike on one side are two.
  const replaced = new Set(arriving.filter((one) => replaces(state.instances, one)).map(({ id }) => id));
  const staying = [...state.instances].filter(([id]) => !replaced.has(id));
  const hashesHere = new Set(staying.map(([id, one]) => hashOf(one.tool, id, one.value, one.hashes)));
  const instances = arriving.filter((one) =>
    state.instances.has(one.id)
      ? replaced.has(one.id)
      : one.value === null || !hashesHere.has(hashOf(one.tool, one.id, one.value, one.hashes)),
  );
  const duplicates = arriving.length - instances.length;

  const fresh = new Set([
    ...answers.map(({ block }) => block.id).filter((key) => !state.answers.has(key)),
    ...instances.map(({ id }) => id).filter((id) => !state.instances.has(id)),
  ]);
  const ofInstance = new Map(instances.map(({ id, tool }) => [id, tool]));
  const revisions = (file.revisions ?? [])
    .filter(({ of }) => fresh.has(of))
    .filter(({ of, value }) => {
      if (value === null) return true;
      const block = stem.byKey.get(of) ?? stem.retired.get(of);
      if (block !== undefined) return refuseValue(block, value, context) === null;
      const tool = ofInstance.get(of);
      return (
        tool !== undefined &&
        tool !== "competency_assessment" &&
        refuseInstance(tool, value, context) === null
      );
    })
    .map((one) => ({ ...one, at: clamped(one.at, now) }));

  return {
    modules,
    answers,
    cleared,
    instances,
    duplicates,
    skills: skills.taken,
    practices: practicesIn(stem, state, file, now),
    notes: (file.notes ?? [])
      .filter(({ id }) => !state.notes.has(id))
      .map((note) => ({ ...note, sent_at: clamped(note.sent_at, now) })),
    settings: settingsIn(mine, file, now),
    completed: completedIn(stem, state, file, now),
    revisions,
    refused,
    unknown,
  };
}

const placeIn = (stem: Stem, block: StemBlock): number => stem.indexOf.get(block.id) ?? -1;

function responsesIn(file: ExportFile): [string, unknown][] {
  const inModules = Object.values(file.modules ?? {}).flatMap((module) =>
    Object.values(module.exercises).flatMap((exercise) => Object.entries(exercise.response_json)),
  );
  return [...inModules, ...Object.entries(file.retired ?? {})];
}

/** As a ledger could have it: times not ahead of now, a skip without a value, a reason where there is none. */
function standing(one: ExportedResponse, now: string): ExportedResponse {
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

function isSame(
  state: LearnerState,
  key: string,
  { value, skipped, only_me: onlyMe, erased }: ExportedResponse,
): boolean {
  const own = state.answers.get(key);
  if (own === undefined) return false;
  const facts = [own.value ?? null, own.skipped, own.onlyMe, own.erased];
  return canonicalJson(facts) === canonicalJson([value ?? null, skipped, onlyMe, erased ?? false]);
}

const hashOf = (
  tool: string,
  id: string,
  value: unknown,
  hashes: Readonly<Record<string, string>> | null,
): string => `${tool} ${hashes?.[id] ?? sha256Hex(canonicalJson(value))}`;

/** Whether one with this id is here, and this is a later state of it. */
function replaces(here: ReadonlyMap<string, Instance>, one: TakenInstance): boolean {
  const own = here.get(one.id);
  return (
    own !== undefined &&
    own.respondedAt < one.updatedAt &&
    canonicalJson(own.value) !== canonicalJson(one.value)
  );
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (userId: string, id: string): string => (uuid.test(id) ? id : uuid5("import", userId, id));

type Found = Omit<TakenInstance, "tool"> & { readonly tool: InstanceTool | null };

function instancesIn(stem: Stem, userId: string, file: ExportFile, now: string): Found[] {
  const found = (file.tool_instances ?? []).map((one): Found => {
    const updatedAt = clamped(one.updated_at, now);
    const createdAt = clamped(one.created_at, now);
    return {
      id: idOf(userId, one.id),
      tool: instanceTools.find((name) => name === one.tool_type && name !== "competency_assessment") ?? null,
      value: one.content_json ?? null,
      rev: one.rev ?? 1,
      hashes: one.hashes ?? null,
      createdAt,
      updatedAt,
    };
  });
  const code = file.settings?.personality_type ?? null;
  const says = JSON.stringify([file.modules, file.tool_instances]).includes(`"code":"${code ?? ""}"`);
  if (code === null || says || !stem.release.types.some((type) => type.code === code)) return found;
  // A file that says a type and not how it was chosen: the choice is made outside the thread.
  const at = clamped(file.exported_at, now);
  const value = { code, lines: {} };
  const id = uuid5("import", userId, "mbti_selector", code);
  return [...found, { id, tool: "mbti_selector", value, rev: 1, hashes: null, createdAt: at, updatedAt: at }];
}

/** Those that were made outside the thread; of a file without any, its latest scores. */
function assessmentsIn(stem: Stem, userId: string, file: ExportFile, now: string): Found[] {
  const made = (
    id: string,
    levels: Readonly<Record<string, number>>,
    createdAt: string,
    updatedAt: string,
    rev = 1,
  ): Found => {
    const chosen = stem.release.competencies.flatMap((one) => {
      const level = one.levels[(levels[one.id] ?? 0) - 1];
      return level !== undefined && levelOf(one, level.value) !== null ? [[one.id, level.value]] : [];
    });
    const value = { scores: Object.fromEntries(chosen) as Record<string, string> };
    const times = { createdAt: clamped(createdAt, now), updatedAt: clamped(updatedAt, now) };
    return { id, tool: "competency_assessment", value, rev, hashes: null, ...times };
  };
  if (file.assessments !== undefined) {
    return file.assessments
      .filter(({ origin }) => origin === null)
      .map((one) => made(idOf(userId, one.id), one.scores, one.created_at, one.updated_at, one.rev));
  }
  const scores = (file.competency_scores ?? []).filter(({ competency_id: id }) =>
    stem.release.competencies.some((one) => one.id === id),
  );
  if (scores.length === 0) return [];
  const levels = Object.fromEntries(scores.map(({ competency_id: id, score }) => [id, score]));
  const at =
    scores
      .map((one) => one.assessed_at)
      .toSorted()
      .at(-1) ?? now;
  return [made(uuid5("import", userId, "assessment", canonicalJson(levels)), levels, at, at)];
}

/** Custom skills, under the ids that they have here (SPEC ID3). */
function skillsOf(state: LearnerState, file: ExportFile) {
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

function practicesIn(stem: Stem, state: LearnerState, file: ExportFile, now: string): MergePlan["practices"] {
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
function settingsIn(mine: Mine, file: ExportFile, now: string): Settings | null {
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
function completedIn(stem: Stem, state: LearnerState, file: ExportFile, now: string): Map<string, string> {
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
