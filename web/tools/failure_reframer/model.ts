import * as z from "zod/mini";
import {
  failureReframer,
  longestReframe,
  reframeFields,
  type ReframeField,
} from "../../../shared/tools/failure_reframer/tool.ts";
import { rowId } from "../../../shared/tools/fields.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";

export type Parts = Readonly<Record<ReframeField, string>>;
export interface ReframeDraft {
  readonly id: string;
  /** Which question is open; past the last one all of it stands to be read. */
  readonly at: number;
  readonly parts: Parts;
}

const text = z.string();
const draftShape = z.object({
  id: rowId,
  at: z.int().check(z.minimum(0), z.maximum(reframeFields.length)),
  parts: z.object({
    situation: text,
    initial_feelings: text,
    what_learned: text,
    what_would_change: text,
    silver_lining: text,
    next_step: text,
    reframed_statement: text,
  }),
});

const empty: Parts = {
  situation: "",
  initial_feelings: "",
  what_learned: "",
  what_would_change: "",
  silver_lining: "",
  next_step: "",
  reframed_statement: "",
};

/** The draft, else what stands with all of it to be read, else the first question. */
export function restoreReframe(draft: unknown, value: unknown, makeId: () => string): ReframeDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const answered = answerIn(failureReframer.value({}, "open"), draft, value);
  if (!answered.success) return { id: makeId(), at: 0, parts: empty };
  const { id, ...parts } = answered.data;
  return { id, at: reframeFields.length, parts: { ...empty, ...(parts as Parts) } };
}

export function reframeValue({ id, parts }: ReframeDraft) {
  const trimmed = Object.entries(parts).map(([name, words]) => [name, words.trim()] as const);
  return { id, ...(Object.fromEntries(trimmed) as Parts) };
}

const isSaid = (parts: Parts, name: ReframeField): boolean => parts[name].trim() !== "";

export function reframeProblems({ parts, at }: ReframeDraft): Problem[] {
  const problems: Problem[] = [];
  if (!isSaid(parts, "situation")) {
    problems.push({ at: "situation", words: "Write a line about what happened." });
  } else if (!reframeFields.some((name) => name !== "situation" && isSaid(parts, name))) {
    const open = reframeFields[at];
    // The one that is open, where it will do; else the one that helps most.
    const where = open === undefined || open === "situation" ? "next_step" : open;
    problems.push({ at: where, words: "One more part, and it can be kept: a next step, say." });
  }
  for (const name of reframeFields) {
    const { length } = parts[name].trim();
    if (length > longestReframe) {
      problems.push({ at: name, words: `This is ${length} characters long; ${longestReframe} fit here.` });
    }
  }
  return problems;
}

export const written = (parts: Parts): readonly ReframeField[] =>
  reframeFields.filter((name) => isSaid(parts, name));

export function reframeLeft({ at, parts }: ReframeDraft): string {
  if (at < reframeFields.length) return `Question ${at + 1} of ${reframeFields.length}`;
  const { length } = written(parts);
  return length === reframeFields.length ? "All 7" : `${length} of ${reframeFields.length}`;
}

/** A setback noted earlier becomes what happened; what is written there already is never overwritten. */
export const begunWith = (draft: ReframeDraft, seed: string): ReframeDraft =>
  isSaid(draft.parts, "situation") ? draft : { ...draft, parts: { ...draft.parts, situation: seed } };
