import { exerciseIdOf, type StemBlock } from "../../content/block.ts";
import { isEnvelope } from "../../crypto/envelope.ts";
import { uuid5 } from "../../ids/uuid5.ts";
import type { Contribution } from "../../tools/definition.ts";
import { toolNamed } from "../../tools/registry.ts";
import { savedRowId } from "../rowIds.ts";
import type { Answer, LearnerState } from "../state.ts";
import type { Stem } from "../stem.ts";
import { projectedTables } from "./tables.ts";

type Who = Pick<LearnerState, "userId" | "rowIds" | "ownSkills">;

/**
 * What one placement's answer says about rows of the spec's tables (decision 5). Pure; nothing for a skipped,
 * cleared or erased answer.
 */
export function contributionsOf(stem: Stem, who: Who, block: StemBlock, answer: Answer): Contribution[] {
  if (answer.skipped || answer.erased || answer.value === null) return [];
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

function ofTool(stem: Stem, who: Who, block: StemBlock, value: unknown): Contribution[] {
  const tool = block.tool === undefined ? undefined : toolNamed(block.tool);
  if (tool === undefined) return [];
  return tool.writes(value, tool.config.parse(block.config ?? {}), {
    userId: who.userId,
    key: block.id,
    exerciseId: exerciseIdOf(block),
    skillCategory: (id) => stem.skills.get(id)?.category ?? who.ownSkills.get(id)?.category ?? null,
  });
}
