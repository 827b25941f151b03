import { ideaId } from "../../../shared/tools/idea_tree/tree.ts";
import type { Line } from "./tree.ts";

/** What is to be said of an idea beside its words: that it is ringed, and where else it stands. */
export function remarks(
  line: Pick<Line, "text">,
  isRinged: boolean,
  others: ReadonlyMap<string, string[]>,
): string[] {
  const trees = others.get(ideaId(line.text)) ?? [];
  return [...(isRinged ? ["ringed"] : []), ...trees.map((name) => `also in “${name}”`)];
}

/** The name of an idea for a screen reader. */
export const spoken = (line: Line, isRinged: boolean, others: ReadonlyMap<string, string[]>): string =>
  [line.text, ...remarks(line, isRinged, others), ...(line.isFolded ? ["folded"] : [])].join(", ");
