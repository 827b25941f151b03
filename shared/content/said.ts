import type { Condition, Recall, StemBlock, TextFill, TextNode } from "./block.ts";

type Recalls = readonly Recall[];
type Paragraphs = readonly (readonly TextNode[])[];

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
const words = "none one two three four five six seven eight nine ten eleven twelve".split(" ");

const named = (recalls: Recalls, name: string) => recalls.find((one) => one.as === name);
const rowsOf = (recalls: Recalls, name: string) => named(recalls, name)?.rows ?? [];

/** What stands where a text says `{{name}}`: the learner's own words, or what the author wrote for none. */
function inWords(recalls: Recalls, name: string): string {
  const texts = rowsOf(recalls, name).flatMap((row) => (row.text === "" ? [] : [row.text]));
  return texts.length === 0 ? (named(recalls, name)?.empty ?? "") : list.format(texts);
}

/** A number up to twelve as a word, a larger one in digits; `Word` begins a sentence. */
function spelled(value: number, how: "word" | "Word"): string {
  const word = words[value] ?? String(value);
  return how === "word" ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

export function filled(recalls: Recalls, { fill, field, say }: TextFill): string {
  if (field === undefined) return inWords(recalls, fill);
  const value = rowsOf(recalls, fill)[0]?.[field];
  if (typeof value === "number" && say !== undefined)
    return typeof say === "string" ? spelled(value, say) : say[value === 1 ? 0 : 1];
  if (Array.isArray(value)) return list.format(value.map(String));
  return typeof value === "number" || typeof value === "string"
    ? String(value)
    : (named(recalls, fill)?.empty ?? "");
}

/** What stands at a place of the recalls: a field of the first row, or all texts; undefined for nothing. */
function valueAt(recalls: Recalls, at: string): unknown {
  const [name = "", field] = at.split(".");
  const rows = rowsOf(recalls, name);
  return field === undefined ? (rows.length === 0 ? undefined : inWords(recalls, name)) : rows[0]?.[field];
}

/** What is missing fulfils no condition. */
function holds(recalls: Recalls, { at, is }: Condition): boolean {
  const left = valueAt(recalls, at);
  if (left === undefined || left === null) return false;
  if (is === undefined) return true;
  const [sign, side] = is;
  const right = typeof side === "number" ? side : "text" in side ? side.text : valueAt(recalls, side.at);
  if (typeof left !== typeof right) return false;
  if (sign === "=") return left === right;
  if (sign === "!=") return left !== right;
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (sign === "<") return left < right;
  if (sign === "<=") return left <= right;
  return sign === ">" ? left > right : left >= right;
}

const conditionsOf = ([first]: readonly TextNode[]): Condition[] | null =>
  typeof first === "object" && "when" in first ? first.when : null;

/**
 * The paragraphs that this learner reads: of the readings that stand together, the first whose conditions hold,
 * which is the last ("else") at the latest; every other paragraph as it stands (SPEC RC11).
 */
export function readings(nodes: Paragraphs, recalls: Recalls): Paragraphs {
  let chosen = false;
  return nodes.flatMap((paragraph) => {
    const when = conditionsOf(paragraph);
    if (when === null) {
      chosen = false;
      return [paragraph];
    }
    const taken = !chosen && when.every((one) => holds(recalls, one));
    // What "else" ends is one choice; readings behind it are another.
    chosen = when.length > 0 && (chosen || taken);
    return taken ? [paragraph.slice(1)] : [];
  });
}

/** A mirror: a note that says something of the learner's data, once there is enough of it. */
const leastOf = (block: Pick<StemBlock, "contentType" | "config">): number | null => {
  const least = block.contentType === "note" ? block.config?.["least"] : undefined;
  return typeof least === "number" ? least : null;
};
export const isMirror = (block: Pick<StemBlock, "contentType" | "config">): boolean =>
  leastOf(block) !== null;

/**
 * A mirror says nothing while one of the things it counts has fewer than its least data points, or while
 * something else it brings back is missing or still locked (SPEC RC12). Other blocks always speak.
 */
export function isSilent(block: Pick<StemBlock, "contentType" | "config">, recalls: Recalls): boolean {
  const least = leastOf(block);
  if (least === null) return false;
  return recalls.some(({ rows, points, sealed }) =>
    sealed || points === undefined ? sealed || rows.length === 0 : points < least,
  );
}
