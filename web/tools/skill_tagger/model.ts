import * as z from "zod/mini";
import { skillCategories, type RecallRow, type SkillCategory } from "../../../shared/content/block.ts";
import type { Skill } from "../../../shared/content/release.ts";
import { customSkillId } from "../../../shared/ids/uuid5.ts";
import { newSkill, rowId } from "../../../shared/tools/fields.ts";
import {
  skillTagger,
  type TaggedSkill,
  type TaggerConfig,
  type TaggerValue,
} from "../../../shared/tools/skill_tagger/tool.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";
import { counted } from "../card/words.ts";

/** The draft is the value, and which target is open. */
export interface TagDraft extends TaggerValue {
  readonly target: string | null;
}

const draftShape = z.object({
  rows: z.array(z.object({ id: rowId, on: z.array(rowId), mastery: z.nullable(z.number()) })),
  newSkills: z.array(z.object({ id: rowId, name: z.string(), category: z.enum(skillCategories) })),
  target: z.nullable(z.string()),
});

/** The draft, else the answer that stands, else nothing yet; the first target that shows no skill is open. */
export function restoreTags(
  draft: unknown,
  value: unknown,
  config: TaggerConfig,
  targets: readonly RecallRow[],
): TagDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const answered = answerIn(skillTagger.value({ ...config, max: Infinity }, "open"), draft, value);
  const { rows, newSkills } = answered.success ? answered.data : { rows: [], newSkills: [] };
  const bare = targets.find((target) => !rows.some((row) => row.on.includes(target.id)));
  return { rows, newSkills, target: answered.success ? null : (bare?.id ?? null) };
}

/**
 * Adds the skill, or takes it out: on a target where there are targets, on oneself where not. A skill that no
 * target shows any more goes altogether.
 */
export function toggled(draft: TagDraft, id: string, target: string | null): TagDraft {
  const row = draft.rows.find((one) => one.id === id);
  if (row === undefined) {
    const made = { id, on: target === null ? [] : [target], mastery: null };
    return { ...draft, rows: [...draft.rows, made] };
  }
  if (target === null) return without(draft, id);
  if (!row.on.includes(target)) return withRow(draft, { ...row, on: [...row.on, target] });
  const on = row.on.filter((one) => one !== target);
  return on.length === 0 ? without(draft, id) : withRow(draft, { ...row, on });
}

export const without = (draft: TagDraft, id: string): TagDraft => ({
  ...draft,
  rows: draft.rows.filter((row) => row.id !== id),
});

const withRow = (draft: TagDraft, changed: TaggedSkill): TagDraft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === changed.id ? changed : row)),
});

/** Mastery as the learner rates it; the same number again takes the rating back. */
export function rated(draft: TagDraft, id: string, mastery: number): TagDraft {
  const row = draft.rows.find((one) => one.id === id);
  return row === undefined
    ? draft
    : withRow(draft, { ...row, mastery: row.mastery === mastery ? null : mastery });
}

/** A skill in the learner's own words, added at once where they are. */
export function invented(
  draft: TagDraft,
  userId: string,
  name: string,
  category: SkillCategory,
  target: string | null,
): TagDraft {
  const id = customSkillId(userId, name);
  const isKnown = draft.newSkills.some((one) => one.id === id);
  const newSkills = isKnown ? draft.newSkills : [...draft.newSkills, { id, name: name.trim(), category }];
  const row = draft.rows.find((one) => one.id === id);
  const isThere = row !== undefined && (target === null || row.on.includes(target));
  return isThere ? { ...draft, newSkills } : toggled({ ...draft, newSkills }, id, target);
}

/** Why a name cannot become a skill; null when it can. */
export function nameProblem(name: string): string | null {
  const parsed = newSkill.shape.name.safeParse(name);
  if (parsed.success) return null;
  return name.trim().length < 2 ? "Write at least 2 letters." : "A skill's name has 80 characters at most.";
}

/**
 * The answer: skills that were invented and taken out again are not made, and of what a skill was marked on, what is
 * neither offered any more nor stands already (`value`) is left out.
 */
export function tagsValue(draft: TagDraft, targets: readonly RecallRow[] = [], value?: unknown): TaggerValue {
  const used = new Set(draft.rows.map((row) => row.id));
  const standing = JSON.stringify(value ?? null);
  const isThere = (target: string) => targets.some((one) => one.id === target) || standing.includes(target);
  return {
    rows: draft.rows.map(({ id, on, mastery }) => ({ id, on: on.filter(isThere), mastery })),
    newSkills: draft.newSkills.filter((one) => used.has(one.id)),
  };
}

export function tagProblems(draft: TagDraft, config: TaggerConfig): Problem[] {
  const count = draft.rows.length;
  if (count < config.min) {
    const missing = counted(config.min - count, "skill");
    return [
      {
        at: "skills",
        words: count === 0 ? `Choose ${missing} to go on.` : `Choose ${missing} more to go on.`,
      },
    ];
  }
  if (count > config.max) {
    return [{ at: "skills", words: `${config.max} fit here. Take out ${count - config.max} to go on.` }];
  }
  return [];
}

export function tagsLeft(draft: TagDraft, config: TaggerConfig): string {
  const count = draft.rows.length;
  if (count < config.min) return count === 0 ? `${config.min} or more` : `${config.min - count} more to go`;
  if (count > config.max) return `${count - config.max} too many`;
  const unrated = config.rate ? draft.rows.filter((row) => row.mastery === null).length : 0;
  if (count === 0) return "";
  return unrated === 0 ? counted(count, "skill") : `${unrated} of ${count} without a number`;
}

/** Names by id, the learner's newest words before the list's. */
export function namesOf(
  skills: readonly Skill[],
  value: Pick<TaggerValue, "newSkills">,
): ReadonlyMap<string, string> {
  return new Map([...skills, ...value.newSkills].map((one) => [one.id, one.name]));
}

/** The kind whose words rate a skill: the placement's, or its own where all kinds come together. */
export function kindOf(
  skills: readonly Skill[],
  value: Pick<TaggerValue, "newSkills">,
  config: TaggerConfig,
): (id: string) => SkillCategory {
  if (config.mixed !== true) return () => config.category;
  const kinds = new Map([...skills, ...value.newSkills].map((one) => [one.id, one.category]));
  return (id) => kinds.get(id) ?? config.category;
}

/** What the numbers 1 to 5 mean, for each kind of skill (1.1.1 and 1.1.3 say 1, 3 and 5 in the same words). */
export const masteryWords: Readonly<Record<SkillCategory, readonly string[]>> = {
  transferable: [
    "Starting out",
    "With some help",
    "On my own",
    "Well, on hard days too",
    "Others learn it from me",
  ],
  self_management: ["Now and then", "Sometimes", "Often", "Nearly always", "Others count on it"],
  knowledge: ["I have met it", "I know the basics", "I can use it", "I know it well", "I could teach it"],
};

export const categoryWords: Readonly<Record<SkillCategory, string>> = {
  transferable: "what you do",
  self_management: "how you do it",
  knowledge: "what you know",
};
