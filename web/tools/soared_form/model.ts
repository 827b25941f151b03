import * as z from "zod/mini";
import { rowId } from "../../../shared/tools/fields.ts";
import {
  soaredFields,
  soaredForm,
  type SoaredConfig,
  type SoaredField,
} from "../../../shared/tools/soared_form/tool.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";

export type Story = Record<SoaredField, string> & { title: string };
export interface StoryDraft {
  readonly id: string;
  readonly experienceId: string | null;
  readonly story: Story;
}

const text = z.string();
const draftShape = z.object({
  id: rowId,
  experienceId: z.nullable(rowId),
  story: z.object({
    title: text,
    situation: text,
    obstacle: text,
    action: text,
    result: text,
    evaluation: text,
    discovery: text,
  }),
});

const empty: Story = {
  title: "",
  situation: "",
  obstacle: "",
  action: "",
  result: "",
  evaluation: "",
  discovery: "",
};

/** The draft, else the answer that stands, else an empty story with an id of its own for good. */
export function restoreStory(
  draft: unknown,
  value: unknown,
  config: SoaredConfig,
  makeId: () => string,
): StoryDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const answered = answerIn(soaredForm.value(config, "open"), draft, value);
  if (!answered.success) return { id: makeId(), experienceId: null, story: empty };
  const { id, experienceId, ...texts } = answered.data;
  return { id, experienceId, story: { ...empty, ...(texts as Story) } };
}

export function storyValue({ id, experienceId, story }: StoryDraft) {
  const trimmed = Object.fromEntries(
    Object.entries(story).map(([name, words]) => [name, words.trim()]),
  ) as Story;
  return { id, experienceId, ...trimmed };
}

const longest: Readonly<Record<keyof Story, number>> = {
  title: 160,
  situation: 3000,
  obstacle: 3000,
  action: 3000,
  result: 3000,
  evaluation: 3000,
  discovery: 3000,
};

export function storyProblems({ story }: StoryDraft): Problem[] {
  const problems: Problem[] = [];
  if (story.title.trim() === "") problems.push({ at: "title", words: "Give it a name, even a rough one." });
  if (partsWritten(story) === 0) {
    problems.push({ at: "situation", words: "Write one of the 6 parts. A single line is enough." });
  }
  for (const [at, words] of Object.entries(story)) {
    const most = longest[at as keyof Story];
    const { length } = words.trim();
    if (length > most) problems.push({ at, words: `This is ${length} characters long; ${most} fit here.` });
  }
  return problems;
}

export const partsWritten = (story: Story): number =>
  soaredFields.filter((name) => story[name].trim() !== "").length;

export function storyLeft({ story }: StoryDraft): string {
  const written = partsWritten(story);
  return written === soaredFields.length ? "All 6 parts" : `${written} of 6 parts`;
}

/** A moment noted earlier becomes the situation; what is written there already is never overwritten. */
export const begunWith = (draft: StoryDraft, seed: string): StoryDraft =>
  draft.story.situation.trim() === "" ? { ...draft, story: { ...draft.story, situation: seed } } : draft;
