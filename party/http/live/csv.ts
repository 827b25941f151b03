import type { LiveReport } from "../../../shared/live/report.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import { exerciseIdOf } from "../../../shared/content/where.ts";
import { wordsOf } from "./inWords.ts";

/** A spreadsheet runs what begins like a formula: such a text is shown as one. */
function field(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** What was shared, a line each (RFC 4180); UTF-8 with the mark that spreadsheets look for. */
export function csvOf({ participants, answers }: LiveReport, stem: Stem): string {
  const aliasOf = new Map(participants.map(({ participantId, alias }) => [participantId, alias]));
  const byPerson = Map.groupBy(answers, ({ participantId }) => participantId);
  const words = new Map([...byPerson].map(([id, own]) => [id, wordsOf(stem, own)]));
  const lines = answers.map((one) => {
    const { participantId, blockId, at, starred } = one;
    const block = stem.byKey.get(blockId) ?? stem.retired.get(blockId);
    const where = block === undefined ? "" : exerciseIdOf(block);
    return [
      aliasOf.get(participantId) ?? "",
      where,
      block?.text ?? blockId,
      words.get(participantId)?.(one) ?? "",
      starred ? "yes" : "no",
      at,
    ];
  });
  const head = ["Name", "Exercise", "Question", "Answer", "Starred", "Time"];
  return `\uFEFF${[head, ...lines].map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}
