import type { StemBlock } from "../content/block.ts";
import { exerciseIdOf } from "../content/where.ts";
import { assessmentsIn } from "../engine/competencies.ts";
import { modifiedAt } from "../engine/modified.ts";
import { contributionsOf, instanceContributions } from "../engine/project/contributions.ts";
import { instanceRow } from "../engine/project/project.ts";
import type { Row } from "../engine/project/rows.ts";
import { rowsOf } from "../engine/answerRows.ts";
import { rowIdIn, targetOf } from "../engine/rowIds.ts";
import type { Answer, LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import type { Settings } from "../protocol/server.ts";
import type { Contribution } from "../tools/definition.ts";
import type { ExportedInstance, ExportedResponse, ExportFile } from "./schema.ts";

/** What the engine's state does not have. */
export interface Beside {
  readonly exportedAt: string;
  readonly settings: Settings;
  readonly settingsUpdatedAt: string | null;
  /** Earlier values, by placement's key or instance's id. */
  readonly revisions: readonly {
    readonly key: string;
    readonly rev: number;
    readonly value: unknown;
    readonly at: string;
  }[];
  /** The learner's projected rows. */
  readonly tables: ReadonlyMap<string, readonly Row[]>;
}

/** Everything a learner has, as the export's JSON, but for `encryption`, which the worker knows (decision 31). */
export function exportOf(stem: Stem, state: LearnerState, beside: Beside): ExportFile {
  const { exportedAt, settings, settingsUpdatedAt, revisions, tables } = beside;
  const assessments = assessmentsIn(tables);
  const latest = assessments
    .filter((one) => one.completedAt !== null)
    .toSorted((a, b) => ((a.completedAt ?? "") < (b.completedAt ?? "") ? 1 : -1))[0];
  return {
    version: "1.1",
    exported_at: exportedAt,
    content_version: stem.version,
    settings: { ...settings, ...(settingsUpdatedAt === null ? {} : { updated_at: settingsUpdatedAt }) },
    competency_scores: [...(latest?.scores ?? [])].map(([competency_id, { score, assessedAt }]) => ({
      competency_id,
      score,
      assessed_at: assessedAt,
    })),
    assessments: assessments.map(({ id, completedAt, scores }) => {
      const row = (tables.get("user_assessments") ?? []).find((one) => one["id"] === id) ?? {};
      return {
        id,
        origin: text(row["origin"]),
        completed_at: completedAt,
        rev: Number(row["rev"]),
        scores: Object.fromEntries([...scores].map(([competency, { score }]) => [competency, score])),
        created_at: String(row["created_at"]),
        updated_at: String(row["updated_at"]),
      };
    }),
    modules: modulesOf(stem, state),
    tool_instances: instancesOf(stem, state),
    custom_skills: [...state.ownSkills.values()].map(({ id, name, category, status }) => ({
      id,
      name,
      category,
      status,
    })),
    practice_log: [...state.practices.values()].map(
      ({ practice, day, done, note, createdAt, updatedAt }) => ({
        practice,
        day,
        done,
        ...(note === null ? {} : { note }),
        created_at: createdAt,
        updated_at: updatedAt,
      }),
    ),
    notes: [...state.notes].map(([id, { from, text: words, blockId, at, seen }]) => ({
      id,
      from,
      text: words,
      block_key: blockId,
      sent_at: at,
      seen,
    })),
    revisions: revisions.map(({ key, rev, value, at }) => ({ of: key, rev, value, at })),
    retired: Object.fromEntries(
      [...stem.retired.keys()].flatMap((key) => {
        const answer = state.answers.get(key);
        return answer === undefined ? [] : [[key, responseOf(stem, state, key, answer)]];
      }),
    ),
    encryption: null,
  };
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const responseOf = (stem: Stem, state: LearnerState, key: string, answer: Answer): ExportedResponse => ({
  value: answer.value,
  skipped: answer.skipped,
  only_me: answer.onlyMe,
  rev: answer.rev,
  responded_at: answer.respondedAt,
  created_at: answer.createdAt,
  ...(answer.erased ? { erased: true } : {}),
  ...(answer.hashes === null ? {} : { hashes: { ...answer.hashes } }),
  ...rowOf(stem, state, key),
});

/** By the id that it has in the answer it comes from: that of a table's row may be made of the learner's own. */
function rowOf(stem: Stem, state: LearnerState, key: string): { row?: string } {
  const block = stem.byKey.get(key) ?? stem.retired.get(key);
  const target = block === undefined ? null : targetOf(block);
  const rowId = state.rowIds.get(key);
  if (target === null || rowId === undefined || !("from" in target.row)) return {};
  const { from } = target.row;
  const found = rowsOf(stem, state, from).find(
    ({ id }) => rowIdIn(target.table, state.userId, id, from) === rowId,
  );
  const own = rowIdIn(target.table, state.userId, rowId, from) === rowId ? rowId : undefined;
  const row = found?.id ?? own;
  return row === undefined ? {} : { row };
}

/** The skills that rows refer to. */
const skillsIn = (made: readonly Contribution[]): string[] => [
  ...new Set(
    made.flatMap(({ fields }) => (typeof fields["skill_id"] === "string" ? [fields["skill_id"]] : [])),
  ),
];

type Modules = NonNullable<ExportFile["modules"]>;
type Exercises = Modules[string]["exercises"];

function modulesOf(stem: Stem, state: LearnerState): Modules {
  const modules: Modules = {};
  for (const module of stem.modules) {
    const completedAt = state.completedModules.get(module.id) ?? null;
    const last = modifiedAt(stem, state, module.id) ?? completedAt;
    if (last === null) continue;
    modules[module.id] = {
      first_completed_at: completedAt,
      last_modified_at: last,
      exercises: exercisesOf(stem, state, module.placements),
    };
  }
  // A module that a later release has no longer was completed all the same.
  for (const [id, at] of state.completedModules) {
    modules[id] ??= { first_completed_at: at, last_modified_at: at, exercises: {} };
  }
  return modules;
}

function exercisesOf(stem: Stem, state: LearnerState, placements: readonly StemBlock[]): Exercises {
  const exercises: Exercises = {};
  for (const block of placements) {
    const answer = state.answers.get(block.id);
    if (answer === undefined) continue;
    const id = `${exerciseIdOf(block)}.v1`;
    const known = exercises[id] ?? { response_json: {}, skills: [] };
    const last = known.responded_at ?? answer.respondedAt;
    const skills = [...(known.skills ?? []), ...skillsIn(contributionsOf(stem, state, block, answer))];
    exercises[id] = {
      response_json: { ...known.response_json, [block.id]: responseOf(stem, state, block.id, answer) },
      responded_at: last > answer.respondedAt ? last : answer.respondedAt,
      skills: [...new Set(skills)],
    };
  }
  return exercises;
}

/** What the thread holds stands in `modules`; here is what stands outside it. */
const instancesOf = (stem: Stem, state: LearnerState): ExportedInstance[] =>
  [...state.instances].flatMap(([id, instance]) => {
    const row = instanceRow(stem, id, instance);
    if (row === null) return [];
    return [
      {
        id,
        tool_type: instance.tool,
        origin: null,
        content_json: instance.value,
        content_hash: text(row["content_hash"]),
        ...(instance.hashes === null ? {} : { hashes: { ...instance.hashes } }),
        rev: instance.rev,
        skills: skillsIn(instanceContributions(stem, state, id, instance)),
        created_at: instance.createdAt,
        updated_at: instance.respondedAt,
      },
    ];
  });
