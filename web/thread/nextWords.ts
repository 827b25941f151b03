import { exerciseIdOf, moduleIdOf } from "../../shared/content/where.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { Gate } from "./reveal.ts";

/** What comes after a place to stop; empty where the words that stand there say it themselves. */
export function nextWords(stem: Stem, { block, next }: Gate): string {
  if (next === null) return "";
  const id = exerciseIdOf(next);
  const said = block.text ?? "";
  if (/\bnext\b/i.test(said) || said.includes(id)) return "";
  if (id !== exerciseIdOf(block)) {
    const entry = stem.outline.find((one) => one.id === id);
    if (entry !== undefined) return `Next: ${entry.title}, about ${entry.minutes} minutes.`;
    // The introduction of a module has no line of its own in the outline.
    const module = stem.outline.find((one) => one.id === moduleIdOf(next));
    if (module !== undefined) return `Next: ${module.title}.`;
  }
  return next.contentType === "heading" ? `Next: ${next.text}.` : "";
}
