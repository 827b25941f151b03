import type { Connection, RecallRow, StemBlock } from "../content/block.ts";
import { placedTool } from "./placed.ts";
import { selectOf } from "./questions.ts";
import { savedRowId } from "./rowIds.ts";
import type { LearnerState } from "./state.ts";
import { skillNameOf } from "./state.ts";
import type { Stem } from "./stem.ts";
import { rowsWithPlaces } from "./told.ts";

/**
 * The rows of a placement's present answer (FORMAT.md, "What the rows of an answer are"). Nothing while it is
 * unanswered, skipped or erased.
 */
export function rowsOf(
  stem: Stem,
  state: LearnerState,
  key: string,
  within: readonly string[] = [],
): RecallRow[] {
  const block = stem.byKey.get(key) ?? stem.retired.get(key);
  const answer = state.answers.get(key);
  if (block === undefined || answer === undefined || answer.skipped || answer.value === null) return [];
  return rowsWithPlaces(state, block, answer.value, (value) =>
    rowsOfValue(stem, state, block, value, within),
  );
}

function rowsOfValue(
  stem: Stem,
  state: LearnerState,
  block: StemBlock,
  value: unknown,
  within: readonly string[],
): RecallRow[] {
  const key = block.id;
  if (block.type === "tool") {
    const placed = placedTool(block);
    if (placed === undefined) return [];
    const sources = (use: Connection["use"]) =>
      (block.connections ?? []).filter((one) => one.use === use).flatMap((one) => one.from);
    const context = {
      userId: state.userId,
      skillName: skillNameOf(stem, state),
      broughtIn: (use: Connection["use"]) =>
        sources(use)
          .filter((from) => !within.includes(from))
          .flatMap((from) => rowsOf(stem, state, from, [...within, key])),
      named: (table: string, id: string) => titleOf(stem, state, table, id),
    };
    const rows = placed.tool.rows(value, placed.config, context);
    if (block.tool === "mbti_selector") return rows.map((row) => ({ ...row, text: typeName(stem, row.id) }));
    return rows;
  }
  return [levelRow(block, value) ?? { id: key, text: answerText(block, value), value }];
}

/** What the learner called a row in answer to a question that saves its title; undefined while nobody asked. */
function titleOf(stem: Stem, state: LearnerState, table: string, id: string): string | undefined {
  const titles = stem.placements.flatMap((one) => {
    if (one.save?.table !== table || one.save.column !== "title") return [];
    const answer = state.answers.get(one.id);
    const isIts = typeof answer?.value === "string" && savedRowId(state, one) === id;
    return isIts ? [answer] : [];
  });
  const [newest] = titles.toSorted((a, b) => (a.respondedAt < b.respondedAt ? 1 : -1));
  return newest === undefined ? undefined : String(newest.value);
}

/** What was chosen for a competency: its name, the level as a number, and the words of that level. */
function levelRow(block: StemBlock, value: unknown): RecallRow | null {
  if (block.inputType !== "select" || block.config?.["competency"] === undefined) return null;
  const { options, competency } = selectOf(block.config);
  const level = options.find((one) => one.value === value)?.level;
  if (competency === undefined || level === undefined) return null;
  const { id: slug, name: text, category } = competency;
  return { id: block.id, text, value: level, competency: slug, category, words: answerText(block, value) };
}

function typeName(stem: Stem, code: string): string {
  const type = stem.release.types.find((one) => one.code === code);
  return type === undefined ? code : `${code}, ${type.name}`;
}

/** An answer in the words the learner saw: an option's text, not its value. */
export function answerText(block: StemBlock, value: unknown): string {
  if (typeof value === "string" && block.inputType === "select") {
    const options = block.config?.["options"];
    const chosen = Array.isArray(options)
      ? options.find((option: { value: string; text: string }) => option.value === value)
      : undefined;
    return chosen?.text ?? value;
  }
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
