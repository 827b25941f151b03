import type { StemBlock } from "../content/block.ts";
import { sha256Hex } from "../ids/uuid5.ts";
import { selectOf } from "./questions.ts";

type Options = readonly { readonly value: string; readonly text: string }[];

/**
 * The levels of a competency in one learner's order (decision 17): by a hash of learner, competency and level,
 * so that their places say nothing, and are the same on every device and on every day.
 */
function shuffled<T extends { readonly value: string }>(
  userId: string,
  competency: string,
  levels: readonly T[],
): T[] {
  const place = (one: T) => sha256Hex(`${userId}\u001f${competency}\u001f${one.value}`);
  return levels
    .map((one) => ({ one, place: place(one) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);
}

/** The options of a select as this learner sees them. */
export function optionsFor(block: Pick<StemBlock, "config">, userId: string): Options {
  const { options, competency } = selectOf(block.config);
  return competency === undefined ? options : shuffled(userId, competency.id, options);
}

/** A block's config as it is delivered: with the learner's own row, and the learner's own order of levels. */
export function deliveredConfig(
  block: StemBlock,
  userId: string,
  rowId: string | undefined,
): Record<string, unknown> | undefined {
  const { config } = block;
  const isAssessed = block.inputType === "select" && config?.["competency"] !== undefined;
  if (rowId === undefined && !isAssessed) return config;
  return {
    ...config,
    ...(isAssessed ? { options: optionsFor(block, userId) } : {}),
    ...(rowId === undefined ? {} : { rowId }),
  };
}
