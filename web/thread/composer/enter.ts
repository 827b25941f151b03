import type { AnswerProps } from "../../model/card.ts";

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}
interface Field {
  readonly long: boolean;
  readonly fine: boolean;
  readonly composing: boolean;
  readonly setting: AnswerProps["enterSends"];
}

/**
 * Whether Enter sends (ux 3.1): by itself in a short answer with a keyboard at hand, with Ctrl or Cmd
 * everywhere, never while a word is being composed. The learner's setting stands over the first.
 */
export function enterSends(key: Key, field: Field): boolean {
  if (key.key !== "Enter" || field.composing || key.shiftKey) return false;
  if (key.ctrlKey || key.metaKey) return true;
  if (field.setting === "always") return true;
  if (field.setting === "never") return false;
  return field.fine && !field.long;
}
