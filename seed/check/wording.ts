import type { Place, Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { bans, britishSpellings } from "./banned.ts";
import { shownTexts } from "./shown-texts.ts";

/** Names that are written in capitals. */
const capitals = new Set(["SOARED", "SOAR", "STAR", "BATNA", "ESCO", "OECD", "NASA", "HTTPS"]);
const emoji = /\p{Extended_Pictographic}/u;

/** What is wrong with the words of a text that people read. */
function badWords(text: string): string[] {
  // Addresses are not prose.
  const prose = text
    .replace(/https?:\/\/\S+/g, "")
    .replace(/\[@[a-z0-9-]+\]|\{\{[\w.]+|^\[[^\]]*\](?!\()/g, "");
  const banned = [...bans, ...britishSpellings].flatMap(({ pattern, instead }) =>
    [...prose.matchAll(pattern)].map(
      ([found]) => `"${found}" is on the list of words we do without: ${instead}`,
    ),
  );
  const loud = [...prose.matchAll(/\b\p{Lu}{4,}\b/gu)].flatMap(([found]) =>
    capitals.has(found) || /^[EI][SN][TF][JP]$/.test(found)
      ? []
      : [`"${found}" shouts; write it small, or *emphasize* it`],
  );
  return [...banned, ...loud, ...(emoji.test(prose) ? ["no emoji: say it in words"] : [])];
}

const report = (place: Place, text: string, problems: Problems): void => {
  for (const message of badWords(text)) problems.add(place, message);
};

/** The words of everything people read: texts, settings, titles, and the reference files that are shown. */
export function checkWording({ exercises, blocks, reference }: Workbook, problems: Problems): void {
  for (const { at, title, purpose } of exercises) {
    report({ file: at.file, line: at.lineOf(["title"]) }, title, problems);
    report({ file: at.file, line: at.lineOf(["purpose"]) }, purpose, problems);
  }
  for (const { block } of blocks) {
    // What somebody else said is left as they said it.
    for (const [i, line] of block.kind === "quote" ? [] : block.text.split("\n").entries()) {
      report({ file: block.at.file, line: block.at.textLine + i }, line, problems);
    }
    for (const { path, text } of shownTexts(block.config)) {
      report({ file: block.at.file, line: block.at.lineOf(path) }, text, problems);
    }
    for (const [i, { label, empty }] of block.recall.entries()) {
      report({ file: block.at.file, line: block.at.lineOf(["recall", i, "label"]) }, label, problems);
      if (empty !== undefined)
        report({ file: block.at.file, line: block.at.lineOf(["recall", i, "empty"]) }, empty, problems);
    }
  }
  for (const { file, yaml } of reference.shown) {
    for (const { path, text } of shownTexts(yaml.value))
      report({ file, line: yaml.lineOf(path) }, text, problems);
  }
}
