import { fingerprint, overlapWords } from "../author/consulted.ts";
import { foldedWords, grams } from "../author/grams.ts";
import type { Place, Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { plainOf } from "./bubbles.ts";
import { shownTexts } from "./shown-texts.ts";

/** Whoever quotes says so and gives the source; what the support line says is the same everywhere. */
const mayShare = (kind: string, word: string): boolean => kind === "quote" || word === "support-line";

/** No sentence is shared with what was read for it: seven words in a row (content plan 7e). */
export function checkConsulted(
  { exercises, blocks, reference, consulted }: Workbook,
  problems: Problems,
): void {
  if (consulted.length === 0) return;
  const look = (place: Place, text: string) => {
    for (const gram of grams(foldedWords(text), overlapWords)) {
      const mark = fingerprint(gram);
      const source = consulted.find((one) => one.fingerprints.has(mark));
      if (source === undefined) continue;
      problems.add(place, `"${gram}" stands word for word in ${source.what}; say it in our own words`);
      // One report for a sentence, not one for each of its words.
      return;
    }
  };
  for (const { at, purpose } of exercises) look({ file: at.file, line: at.lineOf(["purpose"]) }, purpose);
  for (const placed of blocks) {
    const { at, kind, word, config } = placed.block;
    if (mayShare(kind, word)) continue;
    look({ file: at.file, line: at.textLine }, plainOf(placed));
    for (const { path, text } of shownTexts(config)) look({ file: at.file, line: at.lineOf(path) }, text);
  }
  for (const { file, yaml } of reference.shown)
    for (const { path, text } of shownTexts(yaml.value)) look({ file, line: yaml.lineOf(path) }, text);
}
