import type { StoryHint } from "../../../shared/tools/soared_form/hints.ts";
import type { SoaredField } from "../../../shared/tools/soared_form/tool.ts";

/** What we say about each part of a story (content plan 1f, in our own words). */
export const parts: Readonly<Record<SoaredField, { label: string; hint: string; example: string }>> = {
  situation: {
    label: "Situation",
    hint: "Where and when was it, and what was your part in it?",
    example: "January, our community hall. I kept its calendar.",
  },
  obstacle: {
    label: "Obstacle",
    hint: "What stood in the way?",
    example: "The heating failed, with 9 classes booked that week.",
  },
  action: {
    label: "Action",
    hint: "What did you do, step by step? Begin with “I”.",
    example: "I got 3 quotes and moved the classes to the library.",
  },
  result: {
    label: "Result",
    hint: "What was different afterwards? A number helps, if you have an honest one.",
    example: "Nobody missed a week.",
  },
  evaluation: {
    label: "Evaluation",
    hint: "How do you judge it, looking back from today?",
    example: "Good, though I called the library later than I could have.",
  },
  discovery: {
    label: "Discovery",
    hint: "What did it teach you about yourself, or about work?",
    example: "I stay calm when there is a list to make.",
  },
};

/** What a part may still lack, said as an offer. */
export const hintWords: Readonly<Record<StoryHint["kind"], string>> = {
  no_self: "Your own part is easy to lose here. Which step was yours? A sentence with “I” would show it.",
  only_we: "There is a “we” here. Which part of it was yours? A sentence with “I” would show it.",
  no_outcome: "What changed, or what could have gone wrong and did not? A small number is welcome.",
  repeats_result:
    "This says the result once more. What do you think of it today: what was worth it, what would you do another way?",
};
