/**
 * What a learner may say of a moment by choosing: the five lenses through which the log is read later (content
 * plan 1.3.3). Closed, so that what moments have in common can be counted.
 */
export const tagNames = ["people", "place", "task", "tools", "pace"] as const;
export type FlowTag = (typeof tagNames)[number];

export const flowTags: Readonly<
  Record<FlowTag, readonly { readonly value: string; readonly text: string }[]>
> = {
  people: [
    { value: "alone", text: "On my own" },
    { value: "one", text: "With one person" },
    { value: "few", text: "With a few people" },
    { value: "many", text: "With many people" },
  ],
  place: [
    { value: "home", text: "At home" },
    { value: "work", text: "At work" },
    { value: "outside", text: "Outside" },
    { value: "elsewhere", text: "Somewhere else" },
  ],
  task: [
    { value: "making", text: "Making or fixing something" },
    { value: "helping", text: "Helping or teaching someone" },
    { value: "learning", text: "Learning or finding out" },
    { value: "organizing", text: "Planning or putting in order" },
    { value: "talking", text: "Talking with people" },
    { value: "moving", text: "Moving or being active" },
  ],
  tools: [
    { value: "hands", text: "My hands or hand tools" },
    { value: "machine", text: "A machine or vehicle" },
    { value: "screen", text: "A screen" },
    { value: "paper", text: "Paper or books" },
    { value: "voice", text: "My voice" },
    { value: "none", text: "Nothing at all" },
  ],
  pace: [
    { value: "slow", text: "Slow" },
    { value: "steady", text: "Steady" },
    { value: "fast", text: "Fast" },
  ],
};

/** Whether `people` says that others were there. */
export const isTogether = (people: string): boolean => people !== "alone";
