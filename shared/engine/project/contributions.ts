import type { StemBlock } from "../../content/block.ts";
import { exerciseIdOf } from "../../content/where.ts";
import { isEnvelope, parseEnvelope } from "../../crypto/envelope.ts";
import { uuid5 } from "../../ids/uuid5.ts";
import type { Contribution, WritePlace } from "../../tools/definition.ts";
import { toolNamed } from "../../tools/registry.ts";
import { placedTool } from "../placed.ts";
import { savedRowId } from "../rowIds.ts";
import { assessmentRows, levelOf, type AssessmentValue } from "../assessments.ts";
import type { Answer, Instance, LearnerState } from "../state.ts";
import type { Stem } from "../stem.ts";
import { projectedTables } from "./tables.ts";

type Who = Pick<LearnerState, "userId" | "rowIds" | "ownSkills">;

/**
 * What one placement's answer says about rows of the spec's tables (decision 5). Pure; nothing for a skipped,
 * cleared or erased answer, but for what a reset left of it.
 */
export function contributionsOf(stem: Stem, who: Who, block: StemBlock, answer: Answer): Contribution[] {
  if (answer.skipped || answer.value === null) return [];
  if (block.type === "tool") return ofTool(stem, who, block, answer.value);
  const own: Contribution[] = [];
  if (block.inputType === "checkbox") {
    own.push({
      table: "user_checklists",
      id: uuid5("checklist", who.userId, block.id),
      creates: true,
      fields: { prompt_id: block.contentId, exercise_id: exerciseIdOf(block), checked: answer.value ? 1 : 0 },
    });
  }
  const { save } = block;
  if (save?.table === scoresTable) return own;
  if (save !== undefined) {
    const oneRow = projectedTables[save.table]?.oneRow ?? false;
    const id = oneRow ? who.userId : savedRowId(who, block);
    // A slot's row has no other maker; a chosen row is made by the answer it was chosen from.
    const creates = oneRow || (save.row !== undefined && "slot" in save.row);
    if (id !== undefined) {
      own.push({ table: save.table, id, creates, fields: { [save.column]: stored(answer.value) } });
    }
  }
  return own;
}

/** An envelope is one text in its column, the same as in the ledger. */
export const stored = (value: unknown): unknown =>
  isEnvelope(value) ? JSON.stringify(value) : typeof value === "boolean" ? Number(value) : value;

const scoresTable = "user_competency_scores";

/** The placements of the thread's own assessment: what one says of it depends on the others (decision 12). */
export const assessmentBlocks = (stem: Stem): readonly StemBlock[] => {
  const known = ofRelease.get(stem);
  if (known !== undefined) return known;
  const blocks = [...stem.placements, ...stem.retired.values()].filter(isScore);
  ofRelease.set(stem, blocks);
  return blocks;
};
const ofRelease = new WeakMap<Stem, readonly StemBlock[]>();

export const isScore = (block: StemBlock): boolean => block.save?.table === scoresTable;

/** The thread's assessment, from the answers to its fifteen questions; its row is a slot's (decision 5). */
export function threadAssessment(stem: Stem, state: LearnerState): Contribution[] {
  const scores = new Map<string, { level: number; at: string }>();
  for (const block of assessmentBlocks(stem)) {
    const row = block.save?.row;
    const answer = state.answers.get(block.id);
    const competency = stem.release.competencies.find(
      (one) => row !== undefined && "slot" in row && row.slot === one.id,
    );
    const level = competency === undefined ? null : levelOf(competency, answer?.value);
    if (competency !== undefined && answer !== undefined && level !== null) {
      scores.set(competency.id, { level, at: answer.respondedAt });
    }
  }
  if (scores.size === 0) return [];
  return assessmentRows(stem, uuid5("slot", state.userId, "user_assessments", "thread"), scores);
}

/** What an instance outside the thread says about rows of the spec's tables; nothing while it is deleted. */
export function instanceContributions(
  stem: Stem,
  who: Who,
  id: string,
  { tool, value, respondedAt }: Instance,
): Contribution[] {
  if (value === null) return [];
  if (tool === "competency_assessment") {
    const { scores } = value as AssessmentValue;
    const levels = stem.release.competencies.flatMap((one) => {
      const level = levelOf(one, scores[one.id]);
      return level === null ? [] : [[one.id, { level, at: respondedAt }] as const];
    });
    return assessmentRows(stem, id, new Map(levels));
  }
  const definition = toolNamed(tool);
  if (definition === undefined) return [];
  return definition.writes(value, definition.standalone.config, placeOf(stem, who, id, null));
}

function placeOf(stem: Stem, who: Who, key: string, exerciseId: string | null, rowId?: string): WritePlace {
  return {
    userId: who.userId,
    key,
    exerciseId,
    ...(rowId === undefined ? {} : { rowId }),
    skillCategory: (id) => stem.skills.get(id)?.category ?? who.ownSkills.get(id)?.category ?? null,
  };
}

/** Whether a column holds an envelope. */
export const isStoredEnvelope = (value: unknown): boolean =>
  typeof value === "string" && parseEnvelope(value) !== null;

function ofTool(stem: Stem, who: Who, block: StemBlock, value: unknown): Contribution[] {
  const placed = placedTool(block);
  if (placed === undefined) return [];
  const place = placeOf(stem, who, block.id, exerciseIdOf(block), savedRowId(who, block));
  return placed.tool.writes(value, placed.config, place);
}
