import { exerciseIdOf, type StemBlock } from "../../content/block.ts";
import { isEnvelope, type Envelope } from "../../crypto/envelope.ts";
import { uuid5 } from "../../ids/uuid5.ts";
import { savedRowId } from "../rowIds.ts";
import type { Answer, LearnerState } from "../state.ts";
import type { Stem } from "../stem.ts";
import { contributionsOf } from "./contributions.ts";
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
});

/** A projection of everything the learner has answered: `project(answers) → rows` (decision 5). */
export function projectAll(stem: Stem, state: LearnerState): Projection {
  const projection = new Projection();
  for (const key of state.answers.keys()) projectAnswer(stem, state, projection, key);
  return projection;
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
  return projection.replace(sourceOf(block, answer), contributionsOf(stem, state, block, answer));
}

/** The ledger's row of an answer (decision 3). `response_text` holds text as it is, anything else as JSON. */
export function ledgerRow(stem: Stem, state: LearnerState, key: string): Row | null {
  const block = blockOf(stem, key);
  const answer = state.answers.get(key);
  if (block === undefined || answer === undefined) return null;
  const { value } = answer;
  return {
    id: uuid5("response", state.userId, key),
    stem_id: block.stemId,
    prompt_id: block.type === "prompt" ? block.contentId : null,
    tool_id: block.type === "tool" ? block.contentId : null,
    exercise_id: exerciseIdOf(block),
    activity_id: String(block.activity),
    response_text: value === null ? null : typeof value === "string" ? value : JSON.stringify(value),
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

/**
 * The value that a ledger row's text stands for; the inverse of `ledgerRow`. What a question got before it was
 * private is the learner's text still.
 */
export function ledgerValue(block: StemBlock, text: string | null): unknown {
  if (text === null) return null;
  if (block.inputType === "select") return text;
  if (block.inputType === "textarea") return (block.private ? envelopeIn(text) : null) ?? text;
  return JSON.parse(text) as unknown;
}

function envelopeIn(text: string): Envelope | null {
  if (!text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isEnvelope(value) ? value : null;
  } catch {
    return null;
  }
}

/** The row of a module's progress, from the first touch on (decision 11). */
export function moduleRow(state: LearnerState, moduleId: string, modifiedAt: string): Row {
  return {
    module_id: moduleId,
    first_completed_at: state.completedModules.get(moduleId) ?? null,
    last_modified_at: modifiedAt,
  };
}
