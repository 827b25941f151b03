import * as z from "zod/mini";
import type { Recall } from "../../../shared/content/block.ts";
import type { PersonalityType } from "../../../shared/content/release.ts";
import { typeLines } from "../../../shared/content/release.ts";
import { suggest, type Reading } from "../../../shared/tools/mbti_selector/suggest.ts";
import {
  axes,
  mbtiSelector,
  type Axis,
  type SelectorConfig,
  type SelectorValue,
} from "../../../shared/tools/mbti_selector/tool.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";

export type Line = (typeof typeLines)[number];
export type Verdict = "fits" | "not";

export interface TypeDraft {
  /** "none" is "not sure yet", an answer; null is no answer yet. */
  readonly choice: string | null;
  /** What was said of each type's lines: going back to a type finds them as they were. */
  readonly verdicts: Readonly<Record<string, Readonly<Partial<Record<Line, Verdict>>>>>;
}
export const notSure = "none";

const verdicts = z.record(z.string(), z.partialRecord(z.enum(typeLines), z.enum(["fits", "not"])));
const draftShape = z.object({ choice: z.nullable(z.string()), verdicts });

export function restoreType(draft: unknown, value: unknown, config: SelectorConfig): TypeDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const answered = answerIn(mbtiSelector.value(config, "open"), draft, value);
  if (!answered.success) return { choice: null, verdicts: {} };
  const { code, lines } = answered.data;
  return code === null ? { choice: notSure, verdicts: {} } : { choice: code, verdicts: { [code]: lines } };
}

export function typeValue({ choice, verdicts: said }: TypeDraft): SelectorValue {
  if (choice === null || choice === notSure) return { code: null, lines: {} };
  return { code: choice, lines: { ...said[choice] } };
}

export const typeProblems = ({ choice }: TypeDraft): Problem[] =>
  choice === null ? [{ at: "choice", words: "Pick the one that comes closest, or “Not sure yet”." }] : [];

/** Keep or cross out a line; the same again takes it back. */
export function withVerdict(draft: TypeDraft, line: Line, verdict: Verdict): TypeDraft {
  if (draft.choice === null || draft.choice === notSure) return draft;
  const before = draft.verdicts[draft.choice] ?? {};
  const { [line]: was, ...others } = before;
  const lines = was === verdict ? others : { ...others, [line]: verdict };
  return { ...draft, verdicts: { ...draft.verdicts, [draft.choice]: lines } };
}

/** The learner's four sliders by their letters; null where one was passed over. */
export function readingsOf(recalls: readonly Recall[], config: SelectorConfig): Record<Axis, Reading> {
  const rows = new Map(recalls.flatMap((recall) => recall.rows).map((row) => [row.id, row]));
  const reading = (axis: Axis): Reading => {
    const value = rows.get(config.sliders[axis])?.["value"];
    return { value: typeof value === "number" ? value : null, ...config.scale };
  };
  return { EI: reading("EI"), SN: reading("SN"), TF: reading("TF"), JP: reading("JP") };
}

/** The suggestion and its two neighbors, nearest first; nothing where no slider was moved. */
export function toRead(
  readings: Record<Axis, Reading>,
  types: readonly PersonalityType[],
): PersonalityType[] {
  if (axes.every((axis) => readings[axis].value === null)) return [];
  const { code, neighbours } = suggest(readings);
  return [code, ...neighbours].flatMap((one) => types.find((type) => type.code === one) ?? []);
}

/** What each end of a slider stood for, in the words of 1.1.2. */
export const ends: Readonly<Record<Axis, readonly [low: string, high: string]>> = {
  EI: ["company and talk", "quiet and time alone"],
  SN: ["what is there", "what it could become"],
  TF: ["clear reasons", "what it means for people"],
  JP: ["settled beforehand", "left open"],
};

export const lineWords: Readonly<Record<Line, string>> = {
  brings: "Tends to bring",
  energized: "Energy often comes from",
  settings: "Settings that may suit",
  watch: "May watch for",
  question: "To try it out",
};

/** How far a slider lies along its line, 0 to 1; the middle where nothing was said. */
export const along = ({ value, min, max }: Reading): number =>
  value === null || max <= min ? 0.5 : (value - min) / (max - min);

/** A slider in words, for those who cannot see where the dot is. */
export function readingWords(axis: Axis, reading: Reading): string {
  const [low, high] = ends[axis];
  if (reading.value === null) return `${axis.charAt(0)} or ${axis.charAt(1)}: not said`;
  const place = along(reading);
  const middle = place === 0.5 ? "in the middle" : `nearer to ${place < 0.5 ? low : high}`;
  return `${axis.charAt(0)} (${low}) or ${axis.charAt(1)} (${high}): ${reading.value} from ${reading.min} to ${reading.max}, ${middle}`;
}
