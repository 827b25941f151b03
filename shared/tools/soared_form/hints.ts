import { foldName } from "../../ids/uuid5.ts";
import type { SoaredField } from "./tool.ts";

/** What a story may still lack. A hint is an offer beside the field: it never holds the story back. */
export type StoryHint =
  /** The action has no "I": nobody says what the learner did. */
  | { readonly field: "action"; readonly kind: "no_self" }
  /** The action speaks of "we": the learner's own part cannot be seen. */
  | { readonly field: "action"; readonly kind: "only_we" }
  /** The result names neither a change nor a number. */
  | { readonly field: "result"; readonly kind: "no_outcome" }
  /** The evaluation says the result again. */
  | { readonly field: "evaluation"; readonly kind: "repeats_result" };

/** Under this many words a field has only been begun. */
const begunWords = 4;

const wordsOf = (text: string): string[] => {
  const folded = foldName(text.replace(/[’']/g, ""));
  return folded === "" ? [] : folded.split(" ");
};

const setOf = (words: string): ReadonlySet<string> =>
  new Set(words.split(/\s+/).filter((word) => word !== ""));
const hasAny = (words: readonly string[], known: ReadonlySet<string>): boolean =>
  words.some((word) => known.has(word));

/** The small words of English: our rules about "I" and results know no other language. */
const english = setOf(`
  a an and are as at be but by did for from had has have he her him his how i in is it its me my no not of on or our
  out she so than that the their them then there they this to up us was we were what when which who with you`);
const isEnglish = (words: readonly string[]): boolean =>
  words.filter((word) => english.has(word)).length * 6 >= words.length;

const self = setOf("i im ive id ill myself");
const group = setOf("we weve wed our ours us ourselves team everyone everybody together");

/** Numbers and amounts. */
const amounts = setOf(`
  one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million half third quarter
  twice double doubled once both all none nobody noone everyone everybody every each nothing zero most several first
  no never percent hour hours day days week weeks month months year years minutes`);
/** Words of change: something ended, began, stayed whole, came out, or was said about it. */
const changes = setOf(`
  now since until afterwards afterward finally eventually longer anymore again still later ended end result meant
  became turned changed grew rose fell dropped improved better worse less fewer more faster slower safer cleaner
  quieter calmer easier cheaper stopped started opened reopened closed finished completed delivered arrived passed
  failed won lost got gained received earned saved kept stayed remained came went left moved returned worked works
  working ran runs fixed repaired solved settled healed recovered survived sold paid bought hired promoted offered
  asked thanked agreed signed approved accepted adopted learned learnt managed succeeded found built made used uses
  slept ate laughed smiled graduated qualified published repeated renewed avoided prevented without instead`);

function saysOutcome(words: readonly string[]): boolean {
  return hasAny(words, amounts) || hasAny(words, changes) || words.some((word) => /\d/.test(word));
}

/** "stayed" and "staying" are the same word here; the rough cut is good enough to compare two short texts. */
const stem = (word: string): string => word.replace(/(?:ing|ed|es|s)$/, "");
const weighty = (words: readonly string[]): Set<string> =>
  new Set(words.filter((word) => word.length > 3 && !english.has(word)).map(stem));

function repeats(evaluation: readonly string[], result: readonly string[]): boolean {
  const said = weighty(result);
  const again = [...weighty(evaluation)];
  if (again.length < 3) return false;
  return again.filter((word) => said.has(word)).length / again.length >= 0.7;
}

/** What the story may lack, in the order of its fields. Fields that were only begun are left in peace. */
export function storyHints(story: Readonly<Record<SoaredField, string>>): StoryHint[] {
  const action = wordsOf(story.action);
  const result = wordsOf(story.result);
  const evaluation = wordsOf(story.evaluation);
  const hints: StoryHint[] = [];
  if (action.length >= begunWords && isEnglish(action) && !hasAny(action, self)) {
    hints.push({ field: "action", kind: hasAny(action, group) ? "only_we" : "no_self" });
  }
  if (result.length >= begunWords && isEnglish(result) && !saysOutcome(result)) {
    hints.push({ field: "result", kind: "no_outcome" });
  }
  if (result.length >= begunWords && evaluation.length >= begunWords && repeats(evaluation, result)) {
    hints.push({ field: "evaluation", kind: "repeats_result" });
  }
  return hints;
}
