import type { Recall, RecallRow } from "../../../shared/content/block.ts";
import { rowId } from "../../../shared/tools/fields.ts";
import type { ListValue } from "../../../shared/tools/list_builder/tool.ts";
import { rowsFor } from "../card/sources.ts";

/** A row of another list that a link can point at. */
export interface LinkOption {
  readonly id: string;
  readonly text: string;
}

/**
 * How the control of a link keeps the name of a row that is in no list yet, while it is typed and until the list is
 * sent: an id never begins like this.
 */
export const newMark = "+";
export const isNew = (text: string): boolean => text.startsWith(newMark);
export const newName = (text: string): string => text.slice(newMark.length).replace(/\s+/g, " ").trim();

const folded = (text: string): string => text.trim().toLowerCase();

/** The rows of other lists, and those that were made here earlier. */
export function linkOptions(recalls: readonly Recall[], made: readonly LinkOption[]): LinkOption[] {
  const rows: readonly RecallRow[] = rowsFor(recalls, "link");
  const ids = new Set(rows.map((row) => row.id));
  return [...rows.map(({ id, text }) => ({ id, text })), ...made.filter((one) => !ids.has(one.id))];
}

/**
 * Gives the names that were typed their rows: one that is known by its words, else a new one, the same for every row
 * that says it.
 * @returns `idOf`, the link as the value keeps it; `linked`, the rows that the value has to bring along
 */
export function settledLinks(
  texts: readonly string[],
  options: readonly LinkOption[],
  made: readonly LinkOption[],
  makeId: () => string,
): { idOf: (text: string) => string; linked: NonNullable<ListValue["linked"]> } {
  const byName = new Map<string, LinkOption>();
  for (const one of [...options, ...made]) {
    if (!byName.has(folded(one.text))) byName.set(folded(one.text), one);
  }
  const fresh: LinkOption[] = [];
  for (const text of texts) {
    const name = newName(text);
    if (!isNew(text) || name === "" || byName.has(folded(name))) continue;
    const row = { id: makeId(), text: name };
    byName.set(folded(name), row);
    fresh.push(row);
  }
  const idOf = (text: string): string => {
    if (isNew(text)) return byName.get(folded(newName(text)))?.id ?? "";
    return rowId.safeParse(text).success ? text : "";
  };
  const used = new Set(texts.map(idOf));
  const linked = [...made, ...fresh].filter((one) => used.has(one.id)).map(({ id, text }) => ({ id, text }));
  return { idOf, linked };
}
