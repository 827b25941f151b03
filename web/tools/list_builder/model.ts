import * as z from "zod/mini";
import type { RecallRow } from "../../../shared/content/block.ts";
import { rowId } from "../../../shared/tools/fields.ts";
import { longestName } from "../../../shared/tools/list_builder/lists.ts";
import { showMonth } from "../../../shared/tools/list_builder/months.ts";
import {
  fieldsOf,
  listBuilder,
  type ListConfig,
  type ListField,
  type ListRow,
  type ListValue,
} from "../../../shared/tools/list_builder/tool.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";
import { counted } from "../card/words.ts";
import { isNamedOption, fieldProblem, fieldValue } from "./fields.ts";
import { newMark, settledLinks, type LinkOption } from "./links.ts";

/** A row as it is being written: every field is the text in its control. */
export interface DraftRow {
  readonly id: string;
  readonly texts: Readonly<Record<string, string>>;
}
export interface ListDraft {
  readonly rows: readonly DraftRow[];
  /** What stands in the line for a new row. */
  readonly entry: string;
  /** Rows of another list that this one made earlier, for its links. */
  readonly linked?: readonly LinkOption[];
  /** What the learner calls the list, where it has a name of its own. */
  readonly name?: string;
}

const draftShape = z.object({
  rows: z.array(z.object({ id: rowId, texts: z.record(z.string(), z.string()) })),
  entry: z.string(),
  linked: z.optional(z.array(z.object({ id: rowId, text: z.string() }))),
  name: z.optional(z.string()),
});

/**
 * Where the card begins: with the draft, else the answer that stands, else, where the placement completes rows
 * made earlier, with those, else with new rows made of earlier answers.
 */
export function restoreList(
  draft: unknown,
  value: unknown,
  config: ListConfig,
  items: readonly RecallRow[],
  begun: readonly ListRow[] = [],
): ListDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) {
    const { rows, entry, linked, name } = kept.data;
    return {
      rows,
      entry,
      ...(linked === undefined ? {} : { linked }),
      ...(name === undefined ? {} : { name }),
    };
  }
  const answered = answerIn(listBuilder.value({ ...config, max: Infinity }, "open"), draft, value);
  if (answered.success) {
    const { rows, linked, name } = answered.data;
    return {
      rows: rows.map((row) => toDraft(row, config)),
      entry: "",
      ...(linked === undefined ? {} : { linked }),
      ...(typeof name === "string" ? { name } : {}),
    };
  }
  if (config.mode !== "create") return { rows: items.map((row) => toDraft(row, config)), entry: "" };
  return { rows: begun.map((row) => toDraft(row, config)), entry: "" };
}

function toDraft(
  row: { readonly id: string } & Readonly<Record<string, unknown>>,
  config: ListConfig,
): DraftRow {
  const texts = fieldsOf(config).map((field, i) => {
    const said = row[field.name] ?? (i === 0 && config.mode !== "update" ? row["text"] : undefined);
    const text =
      said === true ? "yes" : typeof said === "string" || typeof said === "number" ? String(said) : "";
    return [field.name, field.type === "month" ? showMonth(text) : text];
  });
  return { id: row.id, texts: Object.fromEntries(texts) };
}

/** Nothing is said in it here. What an earlier list said and this one has no option for is no word of this one. */
const isEmptyRow = (row: DraftRow, config: ListConfig): boolean =>
  fieldsOf(config).every((field) => {
    const text = (row.texts[field.name] ?? "").trim();
    return text === "" || text === newMark || (field.type === "select" && !isNamedOption(field, text));
  });

/** The rows as the answer keeps them, with what still stands in the line for a new one; empty rows fall away. */
export function listValue(
  draft: ListDraft,
  config: ListConfig,
  makeId: () => string,
  options: readonly LinkOption[] = [],
): ListValue {
  const whole = draft.entry.trim() === "" ? draft : withNew(draft, [draft.entry], config, makeId);
  const kept = whole.rows.filter((row) => !isEmptyRow(row, config));
  const links = fieldsOf(config).filter((field) => field.type === "link");
  const said = kept.flatMap((row) => links.map((field) => row.texts[field.name] ?? ""));
  const { idOf, linked } = settledLinks(said, options, draft.linked ?? [], makeId);
  const valueOf = (field: ListField, text: string): unknown =>
    field.type === "link" ? idOf(text) : (fieldValue(field, text) ?? (field.type === "number" ? null : ""));
  const rows = kept.map((row): ListRow => {
    const fields = fieldsOf(config)
      // An earlier list's choice that is none here stands as it was made there.
      .filter((one) => config.mode === "create" || !isForeign(one, row.texts[one.name] ?? ""))
      .map((field) => [field.name, valueOf(field, row.texts[field.name] ?? "")]);
    return { id: row.id, ...Object.fromEntries(fields) };
  });
  const name = (draft.name ?? "").trim();
  return {
    rows,
    ...(linked.length === 0 ? {} : { linked }),
    ...(config.named === true && name !== "" ? { name } : {}),
  };
}

const isForeign = (field: ListField, text: string): boolean =>
  field.type === "select" && text !== "" && !isNamedOption(field, text);

/** The draft with new rows at the end, or after a row; the line for a new one is empty again. */
export function withNew(
  draft: ListDraft,
  lines: readonly string[],
  config: ListConfig,
  makeId: () => string,
  after?: string,
): ListDraft {
  const first = fieldsOf(config)[0]?.name ?? "text";
  const rows = lines.map((line) => ({ id: makeId(), texts: { [first]: line.trim() } }));
  const at = after === undefined ? draft.rows.length : draft.rows.findIndex((row) => row.id === after) + 1;
  return {
    ...draft,
    rows: draft.rows.toSpliced(at, 0, ...rows),
    entry: after === undefined ? "" : draft.entry,
  };
}

const lineOf = (draft: ListDraft, id: string): string =>
  draft.rows.find((row) => row.id === id)?.texts["text"] ?? "";

/** A line of a plain list parted at the cursor: what follows it is a line of its own, below. */
export function splitLine(draft: ListDraft, id: string, at: number, newId: string): ListDraft {
  const line = lineOf(draft, id);
  const below = { id: newId, texts: { text: line.slice(at) } };
  return {
    ...draft,
    rows: draft.rows.flatMap((row) =>
      row.id === id ? [{ id, texts: { text: line.slice(0, at) } }, below] : [row],
    ),
  };
}

/** A line of a plain list at the end of the one above, and where they meet; null for the first, which has none above. */
export function joinedLine(
  draft: ListDraft,
  id: string,
): { readonly draft: ListDraft; readonly above: string; readonly at: number } | null {
  const above = draft.rows[draft.rows.findIndex((row) => row.id === id) - 1]?.id;
  if (above === undefined) return null;
  const line = lineOf(draft, above);
  const rows = draft.rows.filter((row) => row.id !== id);
  const whole = { ...draft, rows };
  return { draft: withText(whole, above, "text", line + lineOf(draft, id)), above, at: line.length };
}

export const withText = (draft: ListDraft, id: string, field: string, text: string): ListDraft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === id ? { ...row, texts: { ...row.texts, [field]: text } } : row)),
});

/** What keeps the list from being sent, in the order in which it stands on the screen. */
export function listProblems(draft: ListDraft, config: ListConfig): Problem[] {
  const problems: Problem[] = [];
  const { length: nameLength } = (draft.name ?? "").trim();
  if (config.named === true && nameLength > longestName) {
    problems.push({ at: "name", words: `This is ${nameLength} characters long; ${longestName} fit here.` });
  }
  const filled = draft.rows.filter((row) => !isEmptyRow(row, config));
  for (const row of filled) {
    for (const field of fieldsOf(config)) {
      const words = fieldProblem(field, row.texts[field.name] ?? "", config.target);
      if (words !== null) problems.push({ at: `${row.id}.${field.name}`, words });
    }
  }
  // What stands in the line for a new row is sent with the others: a typed row may still lack its other fields.
  const entry = draft.entry.trim();
  const [first, ...others] = fieldsOf(config);
  if (entry !== "" && others.some((field) => field.required)) {
    problems.push({ at: "entry", words: "Press Enter to add this line, then fill in the rest of it." });
  } else if (entry !== "" && first !== undefined) {
    const words = fieldProblem(first, entry, config.target);
    if (words !== null) problems.push({ at: "entry", words });
  }
  const count = filled.length + (entry === "" ? 0 : 1);
  if (count < config.min) {
    const missing = counted(config.min - count, config.item);
    problems.push({
      at: "entry",
      words: count === 0 ? `Add ${missing} to go on.` : `Add ${missing} more to go on.`,
    });
  }
  if (count > config.max) {
    problems.push({
      at: "entry",
      words: `This list holds ${config.max}. Take out ${count - config.max} to go on.`,
    });
  }
  return problems;
}

/** What is left to do, in words; the count when nothing is. */
export function listLeft(draft: ListDraft, config: ListConfig): string {
  const count = draft.rows.filter((row) => !isEmptyRow(row, config)).length;
  if (config.mode === "update" && count < draft.rows.length) return `${count} of ${draft.rows.length}`;
  if (count < config.min) return count === 0 ? `${config.min} or more` : `${config.min - count} more to go`;
  if (count > config.max) return `${count - config.max} too many`;
  return count === 0 ? "" : counted(count, config.item);
}

/** Rows of earlier answers that are not in the list yet, by id or by words. */
export function notYetIn(draft: ListDraft, items: readonly RecallRow[], config: ListConfig): RecallRow[] {
  const first = fieldsOf(config)[0]?.name ?? "text";
  const ids = new Set(draft.rows.map((row) => row.id));
  if (config.mode !== "create") return items.filter((item) => !ids.has(item.id));
  const words = new Set(draft.rows.map((row) => (row.texts[first] ?? "").trim().toLowerCase()));
  return items.filter((item) => !ids.has(item.id) && !words.has(item.text.trim().toLowerCase()));
}

/** An earlier row taken into the list keeps its id where it has one, so that it is still known as the same. */
export function withEarlier(
  draft: ListDraft,
  item: RecallRow,
  config: ListConfig,
  makeId: () => string,
): ListDraft {
  const id = rowId.safeParse(item.id).success ? item.id : makeId();
  return { ...draft, rows: [...draft.rows, toDraft({ ...item, id }, config)] };
}
