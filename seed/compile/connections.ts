import type { Connection } from "../../shared/content/block.ts";
import { readBy } from "../../shared/content/where.ts";
import { axes, selectorConfig } from "../../shared/tools/mbti_selector/tool.ts";
import { exerciseOfKey } from "../author/key.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

/** The four sliders of a selector come back to it without the author writing a recall: one row each. */
function ofSliders(workbook: Workbook, { block, exercise }: Placed): Connection[] {
  const config = block.kind === "mbti_selector" ? selectorConfig.safeParse(block.config) : null;
  if (config === null || !config.success) return [];
  const from = axes.map((axis) => config.data.sliders[axis]);
  const elsewhere = from.map(exerciseOfKey).find((id) => id !== exercise.id);
  const title = workbook.exercises.find((one) => one.id === elsewhere)?.title;
  return [
    {
      dataObject: "Four-letter preference code",
      label: title === undefined ? "From your 4 sliders" : `From your 4 sliders in ${title}`,
      from,
      transform: [],
      reveal: "shown",
      use: "item",
    },
  ];
}

export const connectionsOf = (workbook: Workbook, placed: Placed): Connection[] => [
  ...ofSliders(workbook, placed),
  ...placed.block.recall,
];

/** Every answer that a connection reads: its sources, and what it is compared with. */
const touching = ({ from, transform }: Connection): string[] => [...from, ...transform.flatMap(readBy)];

/** The inverse of the connections: which blocks an answer's change touches (decision 27), in the stem's order. */
export function feedsOf(workbook: Workbook): ReadonlyMap<string, readonly string[]> {
  const feeds = new Map<string, Set<string>>();
  for (const placed of workbook.blocks) {
    for (const source of connectionsOf(workbook, placed).flatMap(touching)) {
      feeds.set(source, (feeds.get(source) ?? new Set()).add(placed.key));
    }
  }
  return new Map([...feeds].map(([key, consumers]) => [key, [...consumers]]));
}
