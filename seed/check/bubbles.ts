import type { Problems } from "../author/problem.ts";
import { longest } from "../author/readings.ts";
import { plain } from "../author/text.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { sentences, words } from "./prose.ts";

/** The plain text of a block, paragraphs parted by a space; of readings the longest. */
export const plainOf = ({ paragraphs }: Placed): string =>
  longest(paragraphs)
    .map(plain)
    .join(" ")
    .replace(/\s+([.,;:!?])/g, "$1")
    .trim();

export const isExample = ({ block, paragraphs }: Placed): boolean => {
  const first = paragraphs[0]?.[0];
  return (
    block.kind === "note" &&
    typeof first === "object" &&
    "b" in first &&
    plain(first.b).startsWith("For example")
  );
};

const most = (count: number, limit: number, what: string): string | null =>
  count > limit ? `${count} words; ${what} has at most ${limit}` : null;

function tooMuch(placed: Placed): string[] {
  const { kind } = placed.block;
  const text = plainOf(placed);
  const count = words(text).length;
  const found: (string | null)[] = [];
  switch (kind) {
    case "heading":
      found.push(most(count, 6, "a heading"));
      if (
        placed.paragraphs.length > 1 ||
        placed.paragraphs.some((nodes) => nodes.some((node) => typeof node !== "string"))
      ) {
        found.push("a heading is plain text in one line");
      }
      break;
    case "instruction":
    case "transition": {
      const said = sentences(text).length;
      if (said < 1 || said > 3) found.push(`${said} sentences; ${an(kind)} has 1 to 3`);
      if (count < 8 || count > 45) found.push(`${count} words; ${an(kind)} has 8 to 45`);
      if (text.length > 280) found.push(`${text.length} characters; ${an(kind)} has at most 280`);
      break;
    }
    case "note":
      found.push(
        isExample(placed)
          ? most(count, 60, "an example")
          : placed.block.flags.mirror
            ? most(count, 60, "a mirror")
            : most(count, 40, "a note that is no example"),
      );
      break;
    case "celebration":
      found.push(most(count, 20, "a celebration"));
      break;
    case "quote":
      found.push(most(count, 45, "a quote"));
      break;
    default:
      found.push(most(count, 30, "a question"));
  }
  return found.filter((one) => one !== null);
}

const an = (kind: string): string => (kind.startsWith("i") ? `an ${kind}` : `a ${kind}`);

/** Lengths of bubbles and questions (content plan 7a). */
export function checkBubbles({ blocks }: Workbook, problems: Problems): void {
  for (const placed of blocks) {
    const { at } = placed.block;
    for (const message of tooMuch(placed)) problems.add({ file: at.file, line: at.textLine }, message);
  }
}
