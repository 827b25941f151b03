import { readFile } from "node:fs/promises";
import * as z from "zod/mini";

/**
 * What a written life says, exercise by exercise and question by question, as short as one can write it down by hand:
 * texts, numbers and ticks as they are, options by their value (levels of a competency by their number), null for a
 * question that is passed. Cards: a list has objects or lines; a moment is `activity | energy | focus | day | people |
 * place | task | tools | pace`; a tag `skill | mastery | title; title`; a milestone `title | year | quarter | category`;
 * a line of a budget `label | amount | per | category`; an idea `idea < parent`.
 */
export type Said = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const lives = ["warehouse", "carer", "graduate"] as const;
export type LifeName = (typeof lives)[number];

const said = z.record(z.string(), z.record(z.string(), z.unknown()));

export async function readLife(name: LifeName): Promise<Said> {
  return said.parse(JSON.parse(await readFile(new URL(`./${name}.json`, import.meta.url), "utf8")));
}

/** What is said to a placement; undefined where the life has no word for it. */
export function saidTo(life: Said, blockId: string): unknown {
  const at = blockId.lastIndexOf(".");
  return life[blockId.slice(0, at)]?.[blockId.slice(at + 1)];
}

const unknowns = z.array(z.unknown());
const objects = z.record(z.string(), z.unknown());
export const asList = (value: unknown): unknown[] => unknowns.parse(value);
export const asRecord = (value: unknown): Record<string, unknown> => objects.parse(value);
export const asLine = (value: unknown): string[] =>
  z
    .string()
    .parse(value)
    .split(" | ")
    .map((part) => part.trim());
