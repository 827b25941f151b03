import { sha256Hex } from "../../shared/ids/uuid5.ts";
import { foldedWords, grams } from "./grams.ts";
import type { Problems } from "./problem.ts";

/* What was read while the workbook was written, as fingerprints: nobody's text stands in the repository. */

export const consultedFolder = "seed/consulted";

/** So many words in a row are no accident any more (content plan 7e). */
export const overlapWords = 7;
/** 40 bits: among a million pairs of fingerprints not one is equal by chance. */
const hexDigits = 10;

export const fingerprint = (gram: string): string => sha256Hex(gram).slice(0, hexDigits);

/** A file of the folder: a first line that says what it is, then one fingerprint a line, sorted. */
export function printConsulted(what: string, text: string): string {
  const all = new Set(grams(foldedWords(text), overlapWords).map(fingerprint));
  return [`# ${what}`, ...[...all].sort(), ""].join("\n");
}

export interface Consulted {
  readonly what: string;
  readonly fingerprints: ReadonlySet<string>;
}

export function readConsulted(file: string, text: string, problems: Problems): Consulted {
  const [first = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const what = /^# (.+)$/.exec(first)?.[1];
  const isSound = lines.every((line) => line.length === hexDigits && /^[0-9a-f]+$/.test(line));
  if (what === undefined || !isSound)
    problems.add(
      { file, line: 1 },
      "made by `npm run content -- consult <name> <file> <what it is>`; not by hand",
    );
  return { what: what ?? file, fingerprints: new Set(lines) };
}
