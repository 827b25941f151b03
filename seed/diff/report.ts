import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf } from "../../shared/content/where.ts";
import type { Change, How } from "./diff.ts";

const words: Readonly<Record<How, string>> = {
  added: "new",
  retired: "retired",
  moved: "moved",
  reworded: "reworded",
  reset: "changed in its settings",
};
const order: readonly How[] = ["added", "retired", "moved", "reworded", "reset"];

const kindOf = ({ contentType, inputType, tool, required }: StemBlock): string =>
  `${required ? "required " : ""}${contentType ?? inputType ?? tool ?? ""}`;

const people = (n: number): string => (n === 1 ? "1 learner is" : `${n} learners are`);

/**
 * The lines that `diff` prints: how many of what, then block by block.
 * @param pastOf how many learners are past a block's place, in the release they are in; null without a database
 */
export function reportOf(changes: readonly Change[], pastOf: ((key: string) => number) | null): string[] {
  const blocks = new Set(changes.map(({ block }) => block.id));
  if (blocks.size === 0) return ["nothing changes"];
  const counts = order.flatMap((how) => {
    const n = changes.filter((one) => one.how === how).length;
    return n === 0 ? [] : [`${n} ${words[how]}`];
  });
  return [
    `${blocks.size} ${blocks.size === 1 ? "block changes" : "blocks change"}: ${counts.join(", ")}`,
    ...[...blocks].map((key) => {
      const own = changes.filter(({ block }) => block.id === key);
      const [first] = own;
      const what = first === undefined ? "" : `${kindOf(first.block)}, ${exerciseIdOf(first.block)}`;
      const past = pastOf === null ? "" : `; ${people(pastOf(key))} past it`;
      return `  ${key} (${what}): ${own.map(({ how }) => words[how]).join(", ")}${past}`;
    }),
  ];
}
