import type { StemBlock } from "../../shared/content/block.ts";
import type { Release } from "../../shared/content/release.ts";

/** Questions of the generated workbook: 1,500 to be answered and some to go on with. */
export const syntheticQuestions = 1_600;
const perExercise = 5;
/** As many modules as the workbook has, about: `progress` names each of them. */
const perModule = 100;
export const syntheticVersion = 1;

export const questionKey = (i: number): string => `9.${Math.floor(i / perModule)}.q${i}`;

/**
 * A workbook of one kind of question, each after one line of content, and each bringing the answer before it
 * back: a reply costs the same everywhere in it but for what the thread's length adds.
 */
export function syntheticRelease(): Release {
  const stem = Array.from({ length: syntheticQuestions }, (_, i): StemBlock[] => {
    const place = {
      part: 9,
      module: Math.floor(i / perModule),
      exercise: Math.floor((i % perModule) / perExercise),
      activity: i % perExercise,
      private: false,
      since: syntheticVersion,
    };
    const text = `Question ${i}: what would somebody who saw you at work that day say that you did well?`;
    return [
      {
        ...place,
        id: `${questionKey(i)}.before`,
        sequence: i * 20 + 10,
        type: "content",
        required: false,
        text: "A line before the question, of about the length that a line of the workbook has.",
        nodes: [["A line before the question, of about the length that a line of the workbook has."]],
        contentType: "instruction",
        stemId: i * 2 + 1,
        contentId: 1,
      },
      {
        ...place,
        id: questionKey(i),
        sequence: i * 20 + 20,
        type: "prompt",
        required: true,
        text,
        nodes: [[text]],
        inputType: "textarea",
        config: { maxLength: 2000, long: true },
        stemId: i * 2 + 2,
        contentId: 1,
        ...(i + 1 < syntheticQuestions ? { feeds: [questionKey(i + 1)] } : {}),
        ...(i === 0 ? {} : { connections: [recallOf(i - 1)] }),
      },
    ];
  }).flat();
  return {
    version: syntheticVersion,
    complete: true,
    stem,
    retired: [],
    outline: [],
    tools: [],
    skills: [],
    types: [],
    practices: [],
    competencies: [],
    credits: { works: [], attributions: [] },
  };
}

const recallOf = (i: number) => ({
  dataObject: "The answer before",
  label: "From the question before",
  from: [questionKey(i)],
  transform: [],
  reveal: "shown" as const,
  use: "show" as const,
});
