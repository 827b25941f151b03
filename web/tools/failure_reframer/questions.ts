import type { ReframeField } from "../../../shared/tools/failure_reframer/tool.ts";

interface Question {
  /** What the part is called once it is answered. */
  readonly label: string;
  readonly ask: string;
  readonly hint: string;
  readonly example: string;
}

/** The seven, in our own words; each may be left empty. */
export const questions: Readonly<Record<ReframeField, Question>> = {
  situation: {
    label: "What happened",
    ask: "What happened?",
    hint: "Only what a camera would have seen. One or two lines are enough.",
    example: "I did not pass the test on the forklift.",
  },
  initial_feelings: {
    label: "At first",
    ask: "What did you feel at first?",
    hint: "Any word will do, and it need not be a fair one.",
    example: "Small. Then angry at the clock.",
  },
  what_learned: {
    label: "Learned",
    ask: "What do you know now that you did not know before?",
    hint: "About the work, about others, or about you.",
    example: "I rush when somebody watches.",
  },
  what_would_change: {
    label: "Another time",
    ask: "What would you do differently another time?",
    hint: "Only what was in your own hands.",
    example: "Two more hours of practice, with somebody looking on.",
  },
  silver_lining: {
    label: "Good in it",
    ask: "Is there anything good in it?",
    hint: "Small things count. If there is nothing, go on to the next question.",
    example: "I know the course by heart.",
  },
  next_step: {
    label: "Next step",
    ask: "What is one step from here?",
    hint: "Small enough for a tired day. Say on which day.",
    example: "Call the school on Tuesday.",
  },
  reframed_statement: {
    label: "Told anew",
    ask: "How would you tell it now, in one sentence?",
    hint: "As you would say it to a friend to whom it had happened.",
    example: "I have practiced once in front of strangers.",
  },
};
