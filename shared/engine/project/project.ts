import type { StemBlock } from "../../content/block.ts";
import { exerciseIdOf } from "../../content/where.ts";
import { parseEnvelope } from "../../crypto/envelope.ts";
import { canonicalJson, sha256Hex, uuid5 } from "../../ids/uuid5.ts";
import { modifiedAt } from "../modified.ts";
import { savedRowId } from "../rowIds.ts";
import type { Answer, Instance, LearnerState, PracticeEntry } from "../state.ts";
import type { Stem } from "../stem.ts";
import {
  assessmentBlocks,
  contributionsOf,
  instanceContributions,
  isScore,
  threadAssessment,
} from "./contributions.ts";
import { Projection, type Row, type RowChange, type Source } from "./rows.ts";

/** The block an answer belongs to, also where it is no longer in the workbook (decision 28: its rows stay). */
const blockOf = (stem: Stem, key: string): StemBlock | undefined =>
  stem.byKey.get(key) ?? stem.retired.get(key);

const sourceOf = (block: StemBlock, answer: Answer): Source => ({
  key: block.id,
  stemId: block.stemId,
  exerciseId: exerciseIdOf(block),
  respondedAt: answer.respondedAt,
  createdAt: answer.createdAt,
  opN: answer.opN,
  rev: answer.rev,
  hashes: answer.hashes,
});

/**
 * A projection of everything the learner has answered and made: `project(answers, instances) → rows` (decision 5).
 */
export function projectAll(stem: Stem, state: LearnerState): Projection {
  const projection = new Projection();
  for (const key of state.answers.keys()) projectAnswer(stem, state, projection, key);
  for (const id of state.instances.keys()) projectInstance(stem, state, projection, id);
  return projection;
}

/** Where the thread's own assessment stands among the sources. */
const threadAssessmentKey = "thread-assessment";

/** The thread's assessment is one thing made of fifteen answers: it says what they say together (decision 12). */
function projectAssessment(stem: Stem, state: LearnerState, projection: Projection): RowChange[] {
  const blocks = assessmentBlocks(stem).flatMap((block) => {
    const answer = state.answers.get(block.id);
    return answer === undefined ? [] : [{ block, answer }];
  });
  const newest = blocks.toSorted((a, b) => (a.answer.respondedAt < b.answer.respondedAt ? -1 : 1)).at(-1);
  const first = blocks.toSorted((a, b) => (a.answer.createdAt < b.answer.createdAt ? -1 : 1))[0];
  if (newest === undefined || first === undefined) return [];
  const source = {
    ...sourceOf(newest.block, newest.answer),
    key: threadAssessmentKey,
    stemId: first.block.stemId,
    createdAt: first.answer.createdAt,
    rev: Math.max(...blocks.map(({ answer }) => answer.rev)),
  };
  return projection.replace(source, threadAssessment(stem, state));
}

/** Brings the projection up to date with one instance; returns the row changes. */
export function projectInstance(
  stem: Stem,
  state: LearnerState,
  projection: Projection,
  id: string,
): RowChange[] {
  const instance = state.instances.get(id);
  if (instance === undefined) return projection.remove(id);
  const { respondedAt, createdAt, opN, rev, hashes } = instance;
  const source = { key: id, stemId: null, exerciseId: null, respondedAt, createdAt, opN, rev, hashes };
  return projection.replace(source, instanceContributions(stem, state, id, instance));
}

/** The row of an instance outside the thread (decision 10); an assessment has its own table instead. */
export function instanceRow(stem: Stem, id: string, instance: Instance): Row | null {
  const { tool, value, rev, hashes, device, opN, createdAt, respondedAt } = instance;
  const info = tool === "competency_assessment" ? undefined : stem.tools.get(tool);
  if (info === undefined) return null;
  return {
    id,
    tool_id: info.id,
    value: value === null ? null : JSON.stringify(value),
    rev,
    origin: null,
    content_hash: value === null ? null : (hashes?.[id] ?? sha256Hex(canonicalJson(value))),
    hashes: hashes === null ? null : JSON.stringify(hashes),
    device,
    op_n: opN,
    created_at: createdAt,
    updated_at: respondedAt,
    deleted_at: value === null ? respondedAt : null,
  };
}

/** Brings the projection up to date with one answer; returns the row changes. */
export function projectAnswer(
  stem: Stem,
  state: LearnerState,
  projection: Projection,
  key: string,
): RowChange[] {
  const block = blockOf(stem, key);
  const answer = state.answers.get(key);
  if (block === undefined || answer === undefined) return [];
  const own = projection.replace(sourceOf(block, answer), contributionsOf(stem, state, block, answer));
  return isScore(block) ? [...own, ...projectAssessment(stem, state, projection)] : own;
}

/** The ledger's row of an answer (decision 3). `response_text` holds text as it is, anything else as JSON. */
export function ledgerRow(stem: Stem, state: LearnerState, key: string): Row | null {
  const block = blockOf(stem, key);
  const answer = state.answers.get(key);
  if (block === undefined || answer === undefined) return null;
  return {
    id: uuid5("response", state.userId, key),
    stem_id: block.stemId,
    prompt_id: block.type === "prompt" ? block.contentId : null,
    tool_id: block.type === "tool" ? block.contentId : null,
    exercise_id: exerciseIdOf(block),
    activity_id: String(block.activity),
    response_text: ledgerText(answer.value),
    op_n: answer.opN,
    rev: answer.rev,
    skipped: Number(answer.skipped),
    only_me: Number(answer.onlyMe),
    erased: Number(answer.erased),
    row_id: savedRowId(state, block) ?? null,
    hashes: answer.hashes === null ? null : JSON.stringify(answer.hashes),
    device: answer.device,
    content_version: answer.contentVersion,
    responded_at: answer.respondedAt,
    created_at: answer.createdAt,
    updated_at: answer.respondedAt,
  };
}

/** A value as the ledger writes it. */
export const ledgerText = (value: unknown): string | null =>
  value === null ? null : typeof value === "string" ? value : JSON.stringify(value);

/**
 * The value that a ledger row's text stands for; the inverse of `ledgerRow`. What a question got before it was
 * private is the learner's text still.
 */
export function ledgerValue(block: StemBlock, text: string | null): unknown {
  if (text === null) return null;
  if (block.inputType === "select") return text;
  if (block.inputType === "textarea") return (block.private ? parseEnvelope(text) : null) ?? text;
  return JSON.parse(text) as unknown;
}

/** The row of a module's progress, from the first touch on (decision 11); null before it. */
export function moduleRow(stem: Stem, state: LearnerState, moduleId: string): Row | null {
  const completedAt = state.completedModules.get(moduleId) ?? null;
  const last = modifiedAt(stem, state, moduleId) ?? completedAt;
  if (last === null) return null;
  return { module_id: moduleId, first_completed_at: completedAt, last_modified_at: last };
}

/** The row of a practice on a day (decision 13); null for a practice that this release does not have. */
export function practiceRow(stem: Stem, entry: PracticeEntry): Row | null {
  const practice = stem.release.practices.find((one) => one.key === entry.practice);
  if (practice === undefined) return null;
  return {
    practice_id: practice.id,
    day: entry.day,
    done: Number(entry.done),
    note: entry.note === null ? null : JSON.stringify(entry.note),
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
  };
}
