import { foldName } from "../../shared/ids/uuid5.ts";

/** The words of a text as they are compared: folded, without signs. */
export const foldedWords = (text: string): string[] => foldName(text).split(" ").filter(Boolean);

/** Every run of `n` words, in order. */
export const grams = (words: readonly string[], n: number): string[] =>
  Array.from({ length: Math.max(0, words.length - n + 1) }, (_, i) => words.slice(i, i + n).join(" "));
