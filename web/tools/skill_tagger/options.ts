import type { SkillCategory } from "../../../shared/content/block.ts";
import type { Skill } from "../../../shared/content/release.ts";
import {
  indexSkills,
  searchSkills,
  skillNamed,
  type SkillIndex,
} from "../../../shared/tools/skill_tagger/search.ts";
import { categoryWords, nameProblem } from "./model.ts";

/** A line of the list: a skill, or the offer to add what was typed. */
export interface Option {
  readonly id: string;
  readonly text: string;
  /** Why it is here, when its name does not say: the alias that fits, the kind of skill it is. */
  readonly aside: string;
  readonly isNew: boolean;
}

/** The id of the offer to add one's own words. */
export const ownWords = "own-words";

const indexes = new WeakMap<readonly Skill[], SkillIndex>();

/** The index of a list of skills, built once however many cards ask. */
function indexOf(skills: readonly Skill[]): SkillIndex {
  const known = indexes.get(skills);
  if (known !== undefined) return known;
  const made = indexSkills(skills);
  indexes.set(skills, made);
  return made;
}

/** The groups of a kind of skill, in the list's own order. */
export const groupsOf = (skills: readonly Skill[], category: SkillCategory): string[] => [
  ...new Set(skills.filter((one) => one.category === category && one.group !== "").map((one) => one.group)),
];

/** What the list shows: results for what was typed, else the skills of the group that is open. */
export function optionsFor(
  skills: readonly Skill[],
  category: SkillCategory,
  query: string,
  group: string | null,
  mayInvent: boolean,
): Option[] {
  const typed = query.trim();
  if (typed === "") {
    if (group === null) return [];
    return skills
      .filter((one) => one.category === category && one.group === group)
      .map((one) => ({ id: one.id, text: one.name, aside: "", isNew: false }));
  }
  const index = indexOf(skills);
  const found = searchSkills(index, typed, category).map(({ skill, alias }) => ({
    id: skill.id,
    text: skill.name,
    aside: [alias ?? "", skill.category === category ? "" : categoryWords[skill.category]]
      .filter((one) => one !== "")
      .join(", "),
    isNew: false,
  }));
  const isNew = mayInvent && skillNamed(index, typed) === undefined && nameProblem(typed) === null;
  return isNew ? [...found, { id: ownWords, text: typed, aside: "", isNew }] : found;
}
