import * as z from "zod/mini";
import type { Asked } from "./questions.ts";

/** An assessment that is being made: what was chosen so far, by competency. */
export interface Begun {
  /** The instance's id, from the beginning. */
  readonly id: string;
  readonly scores: Readonly<Record<string, string>>;
}

const drafted = z.object({ scores: z.record(z.string(), z.string()) });

/** What an unfinished one says; nothing of it where it is none. */
export function resumed(id: string, draft: unknown): Begun {
  const read = drafted.safeParse(draft);
  return { id, scores: read.success ? read.data.scores : {} };
}

/** The first question that has no answer; the last one where all have. */
export const firstOpen = (asked: readonly Asked[], { scores }: Begun): number => {
  const open = asked.findIndex(({ competency }) => scores[competency] === undefined);
  return open === -1 ? asked.length - 1 : open;
};

export const isWhole = (asked: readonly Asked[], { scores }: Begun): boolean =>
  asked.length > 0 && asked.every(({ competency }) => scores[competency] !== undefined);
