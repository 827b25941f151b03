import { ingredients, isIntro, type AuthoredExercise } from "../author/exercise.ts";
import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { exerciseIds, introIds } from "../plan.ts";

/** What a file's head says, and that the introductions are there (content plan 1 and 7e). */
export function checkHeads({ exercises, reference }: Workbook, problems: Problems): void {
  const slugs = new Set(reference.works.map((work) => work.slug));
  const ids = new Set<string>();
  checkParts(exercises, problems);
  for (const exercise of exercises) {
    const { id, at } = exercise;
    if (ids.has(id)) problems.add(at, `exercise ${id} stands twice`);
    ids.add(id);
    if (![...exerciseIds, ...introIds].includes(id))
      problems.add(at, `the plan has no exercise ${id} (seed/plan.ts)`);
    if (exercise.blocks.length === 0) problems.add(at, "this exercise has no blocks");
    checkIngredients(exercise, problems);
    const listed = new Set<string>();
    for (const { slug, line } of exercise.sources) {
      const place = { file: at.file, line };
      if (!slugs.has(slug))
        problems.add(place, `unknown source "${slug}"; slugs stand in seed/reference/references.yaml`);
      if (listed.has(slug)) problems.add(place, `the source "${slug}" is listed twice; give it one usage`);
      listed.add(slug);
    }
    for (const intro of [`${exercise.part}.0.0`, `${exercise.part}.${exercise.module}.0`]) {
      if (!exercises.some((one) => one.id === intro))
        problems.add(at, `${id} has no introduction: write seed/content/${intro}.md`);
    }
  }
}

function checkIngredients(exercise: AuthoredExercise, problems: Problems): void {
  const { at } = exercise;
  const place = { file: at.file, line: at.lineOf(["ingredients"]) };
  const distinct = new Set(exercise.ingredients);
  if (distinct.size < exercise.ingredients.length) problems.add(place, "an ingredient is named once");
  const least = isIntro(exercise) ? 1 : 2;
  if (distinct.size < least)
    problems.add(
      place,
      `an exercise has at least two of the five ingredients, an introduction one; this names ${distinct.size}`,
    );
}

/** Every part has all five of what helps people choose, once it is written whole (content plan 7d). */
function checkParts(exercises: readonly AuthoredExercise[], problems: Problems): void {
  const written = new Set(exercises.map((one) => one.id));
  for (const part of new Set(exerciseIds.map((id) => id.slice(0, 1)))) {
    const own = exercises.filter((one) => String(one.part) === part);
    const last = own.at(-1);
    const isWhole = exerciseIds.every((id) => !id.startsWith(part) || written.has(id));
    const missing = ingredients.filter((name) => !own.some((one) => one.ingredients.includes(name)));
    if (last !== undefined && isWhole && missing.length > 0)
      problems.add(
        last.at,
        `part ${part} is written whole and has no ${missing.join(", ")} among its ingredients`,
      );
  }
}
