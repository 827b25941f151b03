import type { Recall, StemBlock } from "../../shared/content/block.ts";
import type { Row } from "./rows.ts";
import { plainWords } from "./Text.tsx";

/** What a screen reader hears of a turn: the guide's words in order, once, without marks or times. */
export function spokenTurn(rows: readonly Row[], recalls: (block: StemBlock) => readonly Recall[]): string {
  return rows
    .flatMap((row) => {
      if (row.kind === "asked" || row.kind === "new") return [plainWords(row.block, recalls(row.block))];
      if (row.kind === "note") return [row.says];
      if (row.kind !== "said") return row.kind === "end" ? ["That is everything so far."] : [];
      const words = plainWords(row.block, recalls(row.block));
      return [row.block.contentType === "heading" ? `${words}.` : words];
    })
    .join(" ");
}
