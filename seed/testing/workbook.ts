import { readWorkbook, type Files } from "../author/open.ts";
import { Problems, type Problem } from "../author/problem.ts";
import { checkAll } from "../check/all.ts";
import { toolNames } from "../../shared/content/block.ts";
import { referenceTexts } from "./reference.ts";

/* A small workbook with nothing wrong in it, for tests to damage. */

const partIntro = `:: exercise 1.0.0
title: Roots
purpose: See how this goes.
minutes: 5
ingredients: [write]
---

:: heading roots
What you already have

:: instruction welcome
Welcome. We write a few lines and ask one thing, and you reply.

:: slider clarity
min: 1
max: 10
step: 1
labels: {1: Not clear yet, 10: Very clear}
---
How clear is your direction today?

:: instruction first continue
Now let us begin close to home, with things you have done.
`;

const moduleIntro = `:: exercise 1.1.0
title: What You Bring
purpose: Meet the kinds of skill.
minutes: 3
ingredients: [model]
---

:: instruction roof continue
Ask about the week the roof leaked, and they can talk for an hour.
`;

const first = `:: exercise 1.1.1
title: Evidence of Ability
purpose: Turn what you have done into a story.
minutes: 45
ingredients: [write, mirror]
sources:
  - long framework
  - star inspiration
---

:: heading start
Evidence of ability

:: instruction why
Skills show in things you have already done, so we look there. [@long]

:: activity 1 What you have done

:: note example
**For example.** Tomasz, 47, put down: roofer, 19 years.

:: list_builder experiences required
target: user_experiences
min: 1
max: 20
item: experience
fields:
  - {name: title, label: What it was, type: text, required: true}
  - {name: experience_type, label: What kind, type: select, options: [{value: job, text: Paid work}, {value: other, text: Something else}]}
---
List a few things you have done, in any order.

:: textarea seed
maxLength: 600
placeholder: One line is plenty.
---
What did you keep going at home?

:: soared_form story
storyType: challenge
goal: Your first story
recall:
  - from: 1.1.1.experiences
    object: Experience list
    label: From what you have done
    use: experience
  - from: [1.1.1.seed]
    object: Story seeds
    label: From your small moments
    use: seed
---
Pick one moment and tell it in 6 steps.

:: skill_tagger tags
category: transferable
on: user_experiences
min: 1
recall:
  - from: 1.1.1.experiences
    object: Experience list
    label: From what you have done
    use: target
---
Choose the skills you used in each of these.

:: ranking_grid ranking required
target: user_skills
category: transferable
top: 10
min: 1
max: 16
recall:
  - from: 1.1.1.tags
    object: Tagged skills
    label: From the skills you marked
    use: item
---
Which of the two would you rather rely on?

:: instruction read-back
recall:
  - from: 1.1.1.ranking
    object: Top skills
    label: From your ranking
    transform: [{op: filter, field: rank, max: 3}, {op: top, n: 3}]
    as: top
    empty: what you ranked
---
Here is your order, **{{top}}** first. Read it slowly from the top.

:: checkbox aloud
label: I will read my first 3 skills to someone.
---
Would you read the top aloud to one person?

:: celebration done rest
A list of skills in your own order. Next is 1.1.2.
`;

const second = `:: exercise 1.1.2
title: How You Work
purpose: Find words for how you work.
minutes: 25
ingredients: [write, lookup]
---

:: heading start
How you work

:: slider lean-energy
min: 1
max: 7
labels: {1: Company, 7: Quiet}
---
What gives you your energy back?

:: slider lean-facts
min: 1
max: 7
labels: {1: What is there, 7: What could be}
---
What do you look at first?

:: slider lean-deciding
min: 1
max: 7
labels: {1: Reasons, 7: People}
---
What settles it for you?

:: slider lean-planning
min: 1
max: 7
labels: {1: Settled, 7: Open}
---
How do you like a day to be?

:: mbti_selector code
sliders: {EI: 1.1.2.lean-energy, SN: 1.1.2.lean-facts, TF: 1.1.2.lean-deciding, JP: 1.1.2.lean-planning}
---
Which of these reads most like you?

:: select fit
options:
  - {value: mostly, text: Most of it}
  - {value: little, text: Very little}
---
How much of it would you keep?

:: textarea proof required
maxLength: 400
save: user_skills.evidence
row: {from: 1.1.1.ranking, pick: 1}
recall:
  - from: 1.1.1.ranking
    object: Top skills
    label: First in your ranking
    transform: [{op: filter, field: rank, is: 1}]
    as: word
    empty: a word that fits you
---
First on your list is **{{word}}**. Where could someone have seen it?

:: transition end rest
Whatever you wrote stays beside its word. Rest well until the next part.
`;

export const file = (id: string): string => `seed/content/${id}.md`;

export const soundFiles: Files = new Map([
  [file("1.0.0"), partIntro],
  [file("1.1.0"), moduleIntro],
  [file("1.1.1"), first],
  [file("1.1.2"), second],
  ...referenceTexts(toolNames),
]);

/** The sound files with one text put in place of another, which has to be there. */
export function damaged(path: string, find: string, put: string, files: Files = soundFiles): Files {
  const text = files.get(path);
  if (text === undefined || !text.includes(find))
    throw new Error(`${path} does not contain ${JSON.stringify(find)}`);
  return new Map([...files, [path, text.replace(find, () => put)]]);
}

export function problemsOf(files: Files): readonly Problem[] {
  const problems = new Problems();
  checkAll(readWorkbook(files, problems), problems);
  return problems.list;
}

/** The line of the first place where `fragment` stands. */
export function lineOf(files: Files, path: string, fragment: string): number {
  const at = (files.get(path) ?? "").indexOf(fragment);
  if (at === -1) throw new Error(`${path} does not contain ${JSON.stringify(fragment)}`);
  return (files.get(path) ?? "").slice(0, at).split("\n").length;
}
