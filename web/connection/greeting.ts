import { exerciseIdOf, moduleIdOf } from "../../shared/content/where.ts";
import { answerText } from "../../shared/engine/answerRows.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Return } from "../model/client.ts";

const lastWordsMax = 120;

/** Where the learner was and what they last said (ux 0.4); null before the first answer. */
export function greeting(stem: Stem, state: LearnerState, waiting: StemBlock | null): Return | null {
  const answers = [...state.answers].sort(([, a], [, b]) => (a.respondedAt < b.respondedAt ? 1 : -1));
  const newest = answers[0];
  if (newest === undefined) return null;
  const block = waiting ?? stem.byKey.get(newest[0]);
  // The introduction of a module or part has no exercise of its own: then what holds it is named.
  const ids = block === undefined ? [] : [exerciseIdOf(block), moduleIdOf(block), String(block.part)];
  const titles = ids.map((id) => stem.outline.find((entry) => entry.id === id)?.title ?? "");
  const [inner = "", outer = inner] = [...new Set(titles.filter((title) => title !== ""))];
  const words = answers
    .map(([key, answer]) => {
      const asked = stem.byKey.get(key);
      return asked === undefined || answer.skipped ? "" : said(asked, answer.value);
    })
    .find((text) => text !== "");
  return {
    exerciseTitle: inner,
    moduleTitle: outer,
    lastWords: words ?? null,
    lastAt: newest[1].respondedAt,
  };
}

/** Words only: a number or a tick says nothing out of its place. */
function said(block: StemBlock, value: unknown): string {
  if (block.inputType !== "textarea" && block.inputType !== "select") return "";
  const text = answerText(block, value).trim().replace(/\s+/g, " ");
  if (text.length <= lastWordsMax) return text;
  return `${text.slice(0, lastWordsMax).replace(/\s+\S*$/, "")} …`;
}
