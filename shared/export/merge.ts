import type { SkillCategory, StemBlock } from "../content/block.ts";
import { moduleIdOf } from "../content/where.ts";
import { refuseAssessment } from "../engine/assessments.ts";
import { modifiedAt, placementsOf } from "../engine/modified.ts";
import { skillNameOf, type Instance, type LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { refuseInstance, refuseValue, type Refusal } from "../engine/values.ts";
import { canonicalJson, sha256Hex } from "../ids/uuid5.ts";
import type { Settings } from "../protocol/server.ts";
import { clamped } from "./clamped.ts";
import { withIds } from "./ids.ts";
import { assessmentsIn, instancesIn, type TakenInstance } from "./instancesIn.ts";
import { response as responseSchema, type ExportedResponse, type ExportFile } from "./schema.ts";
import {
  completedIn,
  practicesIn,
  responsesIn,
  settingsIn,
  skillsOf,
  standing,
  type Mine,
} from "./takenIn.ts";

export interface TakenAnswer {
  readonly block: StemBlock;
  readonly response: ExportedResponse;
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
