import { comparisons, type Condition, type TextFill } from "../../shared/content/block.ts";

/* The two notations for the learner's own data in a text (FORMAT.md, Mirrors and readings). */

const place = "[a-z][a-z0-9_]*";

/** `{{name}}`, `{{name.field}}`, `{{name.field:word}}`, `{{name.field:moment|moments}}`. */
export const fillPattern = new RegExp(
  String.raw`\{\{(${place})(?:\.(${place})(?::(word|Word|[^{}|]+\|[^{}|]+))?)?\}\}`,
);

/** @param match what `fillPattern` found: name, field, how it is said */
export function fillOf([name = "", field, say]: readonly (string | undefined)[]): TextFill {
  if (field === undefined) return { fill: name };
  if (say === undefined) return { fill: name, field };
  if (say === "word" || say === "Word") return { fill: name, field, say };
  const [one = "", more = ""] = say.split("|");
  return { fill: name, field, say: [one, more] };
}

const condition = new RegExp(
  String.raw`^(${place}(?:\.${place})?)(?:\s*(=|!=|<=|>=|<|>)\s*(?:(-?\d+(?:\.\d+)?)|"([^"]*)"|(${place}(?:\.${place})?)))?$`,
);

function conditionOf(text: string): Condition | null {
  const found = condition.exec(text);
  if (found === null) return null;
  const [, at = "", sign, number, words, other] = found;
  const comparison = comparisons.find((one) => one === sign);
  if (comparison === undefined) return { at };
  if (number !== undefined) return { at, is: [comparison, Number(number)] };
  return { at, is: [comparison, words === undefined ? { at: other ?? "" } : { text: words }] };
}

/** `[a.b > 0 and c]` or `[else]` at the beginning of a paragraph; conditions are null when they cannot be read. */
export function readingOf(text: string): { conditions: Condition[] | null; rest: string } | null {
  const [whole, inside] = /^\[([^\]@]+)\]\s*/.exec(text) ?? [];
  if (whole === undefined || inside === undefined) return null;
  const rest = text.slice(whole.length);
  if (inside.trim() === "else") return { conditions: [], rest };
  const all = inside.split(/\s+and\s+/).map((one) => conditionOf(one.trim()));
  return { conditions: all.includes(null) ? null : all.filter((one) => one !== null), rest };
}
