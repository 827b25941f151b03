/** The spec's five usage types (6.2, decision 39). */
export const usages = ["framework", "concept", "adaptation", "inspiration", "direct_quote"] as const;
export type Usage = (typeof usages)[number];

/** How a use is shown beside a text (spec 6.2); an inspiration shows on the credits page alone. */
export const usageWords: Readonly<Record<Usage, string>> = {
  framework: "Adapted from",
  adaptation: "Adapted from",
  concept: "Based on work by",
  direct_quote: "Quoted from",
  inspiration: "Inspired by",
};
