import type { SkillCategory } from "../../content/block.ts";
import type { Skill } from "../../content/release.ts";
import { foldName } from "../../ids/uuid5.ts";
import { isOneTypo } from "./typo.ts";

/** A name or an alias of a skill, folded and cut into words (numbers in `SkillIndex.words`). */
interface Label {
  readonly skill: Skill;
  readonly shown: string;
  readonly isName: boolean;
  readonly folded: string;
  /** Without spaces, for those who type "publicspeaking". */
  readonly joined: string;
  readonly words: readonly number[];
}

export interface SkillIndex {
  readonly labels: readonly Label[];
  /** Every word once: a word of the query is compared with each word only one time. */
  readonly words: readonly string[];
  readonly byName: ReadonlyMap<string, Skill>;
}

export interface Found {
  readonly skill: Skill;
  /** The alias by which it was found, when the name alone would not explain it. */
  readonly alias: string | null;
}

/** Built once per list of skills. */
export function indexSkills(skills: readonly Skill[]): SkillIndex {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const labels = skills.flatMap((skill) =>
    [skill.name, ...skill.aliases].map((shown, i) => {
      const folded = foldName(shown);
      const words = folded.split(" ").map(numberOf);
      return { skill, shown, isName: i === 0, folded, joined: folded.replaceAll(" ", ""), words };
    }),
  );
  const byName = new Map(skills.map((skill) => [foldName(skill.name), skill]));
  return { labels, words: [...numbers.keys()], byName };
}

/** How well a label answers: smaller is better. */
const fit = { same: 0, starts: 1, words: 2, inside: 3, typo: 4, none: 9 } as const;

function fitOfWord(word: string, typed: string): number {
  if (word === typed) return fit.same;
  if (word.startsWith(typed)) return fit.starts;
  if (typed.length >= 2 && word.includes(typed)) return fit.inside;
  return isOneTypo(word, typed) ? fit.typo : fit.none;
}

function fitOfLabel(label: Label, typed: string, joined: string, byWord: readonly Uint8Array[]): number {
  if (label.folded === typed) return fit.same;
  if (label.folded.startsWith(typed)) return fit.starts;
  let worst: number = fit.same;
  for (const fits of byWord) {
    let best: number = fit.none;
    for (const word of label.words) best = Math.min(best, fits[word] ?? fit.none);
    worst = Math.max(worst, best);
  }
  if (worst <= fit.words) return fit.words;
  if (worst === fit.none && joined.length >= 4 && label.joined.startsWith(joined)) return fit.inside;
  return worst;
}

/** The step in the order between what fits as typed and what a typing error explains. */
const mistyped = 1000;

/** With this many that fit as typed, nobody has mistyped. */
const enough = 3;

/**
 * Skills for what was typed: by the beginning of a word, by a part of it, by an alias, or with one typing error
 * in a word of at least four letters; accents and case do not matter. Those of `category` come first. What only
 * a typing error explains comes last, and only where little else was found.
 */
export function searchSkills(index: SkillIndex, text: string, category: SkillCategory, limit = 40): Found[] {
  const typed = foldName(text);
  if (typed === "") return [];
  const byWord = typed.split(" ").map((one) => Uint8Array.from(index.words, (word) => fitOfWord(word, one)));
  const joined = typed.replaceAll(" ", "");
  const best = new Map<Skill, { order: number; label: Label }>();
  for (const label of index.labels) {
    const how = fitOfLabel(label, typed, joined, byWord);
    if (how === fit.none) continue;
    const foreign = label.skill.category !== category;
    const order =
      Number(how === fit.typo) * mistyped + Number(foreign) * 100 + how * 10 + Number(!label.isName) * 5;
    const before = best.get(label.skill);
    if (before === undefined || order < before.order) best.set(label.skill, { order, label });
  }
  const sorted = [...best].sort(
    ([a, x], [b, y]) =>
      x.order - y.order || a.name.length - b.name.length || a.name.localeCompare(b.name, "en"),
  );
  const asTyped = sorted.filter(([, { order }]) => order < mistyped);
  return (asTyped.length >= enough ? asTyped : sorted)
    .slice(0, limit)
    .map(([skill, { label }]) => ({ skill, alias: label.isName ? null : label.shown }));
}

/** The skill of exactly this name: what the learner would otherwise add twice. */
export const skillNamed = (index: SkillIndex, name: string): Skill | undefined =>
  index.byName.get(foldName(name));
