import type { StemBlock } from "../../../shared/content/block.ts";
import { answerText, rowsOf } from "../../../shared/engine/answerRows.ts";
import { newLearner, type Answer, type LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { LiveReport } from "../../../shared/live/report.ts";

type Shared = LiveReport["answers"][number];

/** Ids mean nothing to whoever reads a table. */
const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text);

const isSaid = (value: unknown): value is string | number =>
  typeof value === "number" || (typeof value === "string" && value !== "" && !isId(value));

/**
 * The answers of one person as lines of text: choices by their names, the rows of a tool one after the other. What a
 * tool brings in from other answers is there as far as those are shared too.
 */
export function wordsOf(stem: Stem, shared: readonly Shared[]): (one: Shared) => string {
  const state: LearnerState = {
    ...newLearner("", stem),
    answers: new Map(shared.map((one) => [one.blockId, standing(stem, one)])),
    ownSkills: new Map(shared.flatMap(({ value }) => invented(value))),
  };
  return ({ blockId, value }) => {
    const block = stem.byKey.get(blockId) ?? stem.retired.get(blockId);
    if (block === undefined) return typeof value === "string" ? value : JSON.stringify(value ?? "");
    return block.type === "tool" ? toolWords(stem, state, block) : answerText(block, value);
  };
}

const toolWords = (stem: Stem, state: LearnerState, { id }: StemBlock): string =>
  rowsOf(stem, state, id)
    .map(({ id: _id, text, ...fields }) => {
      const more = Object.entries(fields).flatMap(([name, value]) =>
        // Where a choice has words beside its value, those.
        isSaid(value) && value !== text && !(`${name}_text` in fields)
          ? [`${name.replace(/_text$/, "").replaceAll("_", " ")}: ${value}`]
          : [],
      );
      return [text, ...more].filter((part) => part !== "").join(" · ");
    })
    .join("\n");

const standing = (stem: Stem, { value, at }: Shared): Answer => ({
  rev: 1,
  value,
  skipped: false,
  onlyMe: false,
  erased: false,
  respondedAt: at,
  createdAt: at,
  device: null,
  hashes: null,
  opN: 0,
  contentVersion: stem.version,
});

/** The skills that somebody has named anew in an answer. */
function invented(
  value: unknown,
): [string, { id: string; name: string; category: null; status: "pending" }][] {
  if (value === null || typeof value !== "object" || !("newSkills" in value)) return [];
  const { newSkills } = value;
  if (!Array.isArray(newSkills)) return [];
  return newSkills.map(({ id, name }: { id: string; name: string }) => [
    id,
    { id, name, category: null, status: "pending" },
  ]);
}
