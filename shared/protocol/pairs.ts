import type { Settings } from "./server.ts";

type Paper = Settings["background_color"];
type Ink = Settings["text_color"];

const inksOf: Record<Paper, readonly Ink[]> = {
  cream: ["charcoal", "black", "brown"],
  ivory: ["charcoal", "black", "brown"],
  sage: ["charcoal", "black", "brown"],
  charcoal: ["cream", "ivory"],
  black: ["cream", "ivory"],
};

/** The 13 pairs of paper and ink that can be read (decision 15): dark ink on light paper, light on dark. */
export const pairs: readonly { paper: Paper; ink: Ink }[] = Object.entries(inksOf).flatMap(([paper, inks]) =>
  inks.map((ink) => ({ paper: paper as Paper, ink })),
);

export const isReadable = (paper: Paper, ink: Ink): boolean => inksOf[paper].includes(ink);

/** The ink itself where it can be read on this paper, else that paper's first. */
export const readableInk = (paper: Paper, ink: Ink): Ink =>
  isReadable(paper, ink) ? ink : (inksOf[paper][0] ?? "charcoal");
