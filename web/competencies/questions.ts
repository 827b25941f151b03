import { optionsFor } from "../../shared/engine/options.ts";
import type { Stem } from "../../shared/engine/stem.ts";

/** What a competency is asked with: its descriptions without numbers, in this learner's own order. */
export interface Asked {
  readonly competency: string;
  readonly name: string;
  readonly text: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** The questions of an assessment, as the conversation asks them; fewer while the workbook is still on its way. */
export const questionsOf = (stem: Stem, userId: string): Asked[] =>
  stem.placements.flatMap((block): Asked[] => {
    const about = block.config?.["competency"] as { id: string; name: string } | undefined;
    if (block.inputType !== "select" || about === undefined) return [];
    return [{ competency: about.id, name: about.name, text: block.text, options: optionsFor(block, userId) }];
  });
