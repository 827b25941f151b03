import { isIntro, isPartIntro, type AuthoredExercise } from "../author/exercise.ts";
import type { OutlineEntry } from "../../shared/content/release.ts";

type Row = Omit<OutlineEntry, "position">;

const minutesOf = (exercises: readonly AuthoredExercise[]): number =>
  exercises.reduce((sum, one) => sum + one.minutes, 0);

function ofModule(module: readonly AuthoredExercise[]): Row[] {
  const intro = module.find(isIntro);
  if (intro === undefined) return [];
  const { part, module: number, title, purpose } = intro;
  return [
    { id: `${part}.${number}`, level: "module", title, purpose, minutes: minutesOf(module) },
    ...module
      .filter((one) => !isIntro(one))
      .map((one): Row => ({
        id: one.id,
        level: "exercise",
        title: one.title,
        purpose: one.purpose,
        minutes: one.minutes,
      })),
  ];
}

/**
 * Parts, modules and exercises in order (decision 16). Titles of parts and modules are those of their
 * introductions, which are no rows themselves; a part's introduction is its module 0 in storage (decision 11)
 * and has that row. Minutes of a module and a part are those of everything in it.
 */
export function outlineOf(exercises: readonly AuthoredExercise[]): OutlineEntry[] {
  const rows = exercises.filter(isPartIntro).flatMap((intro): Row[] => {
    const inside = exercises.filter((one) => one.part === intro.part);
    const modules = [...new Set(inside.map((one) => one.module))];
    return [
      {
        id: String(intro.part),
        level: "part",
        title: intro.title,
        purpose: intro.purpose,
        minutes: minutesOf(inside),
      },
      ...modules.flatMap((module) => ofModule(inside.filter((one) => one.module === module))),
    ];
  });
  return rows.map((row, i) => ({ ...row, position: i + 1 }));
}
