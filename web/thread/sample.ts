import type { StemBlock } from "../../shared/content/block.ts";
import { newLearner, type Answer, type LearnerState } from "../../shared/engine/state.ts";
import { indexRelease, type Stem } from "../../shared/engine/stem.ts";

/** A small workbook for tests of what the thread shows. */
export function sampleBlock(key: string, change: Partial<StemBlock> = {}): StemBlock {
  const [part = 1, module = 1, exercise = 1] = key.split(".").map(Number);
  return {
    id: key,
    sequence: 0,
    part,
    module,
    exercise,
    activity: 1,
    type: "content",
    required: false,
    private: false,
    text: key,
    nodes: [[key]],
    contentType: "instruction",
    stemId: 1,
    contentId: 1,
    since: 1,
    ...change,
  };
}

export const question = (key: string, change: Partial<StemBlock> = {}): StemBlock =>
  sampleBlock(key, { type: "prompt", contentType: undefined, inputType: "textarea", ...change });

export function sampleStem(blocks: readonly StemBlock[]): Stem {
  return indexRelease({
    version: 1,
    complete: false,
    stem: blocks.map((block, i) => ({ ...block, sequence: (i + 1) * 10 })),
    retired: [],
    outline: [
      { id: "1", level: "part", title: "Roots", purpose: "", minutes: 60, position: 1 },
      { id: "1.1", level: "module", title: "What You Bring", purpose: "", minutes: 60, position: 2 },
      { id: "1.1.1", level: "exercise", title: "Evidence", purpose: "", minutes: 45, position: 3 },
      { id: "1.1.2", level: "exercise", title: "How You Work", purpose: "", minutes: 25, position: 4 },
    ],
    tools: [],
    skills: [],
    types: [],
    practices: [],
    competencies: [],
    credits: { works: [], attributions: [] },
  });
}

export const answerAt = (at: string, change: Partial<Answer> = {}): Answer =>
  ({
    rev: 1,
    value: "words",
    skipped: false,
    onlyMe: false,
    erased: false,
    respondedAt: at,
    createdAt: at,
    device: null,
    hashes: null,
    opN: 1,
    contentVersion: 1,
    ...change,
  }) satisfies Answer;

export function sampleState(
  stem: Stem,
  answers: Record<string, Answer>,
  frontier: string | null,
): LearnerState {
  const delivered = frontier === null ? stem.blocks.length - 1 : (stem.indexOf.get(frontier) ?? -1);
  return { ...newLearner("learner", stem), answers: new Map(Object.entries(answers)), frontier, delivered };
}
