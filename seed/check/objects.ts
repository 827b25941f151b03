import { isIntro } from "../author/exercise.ts";
import { exerciseOfKey } from "../author/key.ts";
import type { Problems } from "../author/problem.ts";
import type { Reference } from "../author/reference/read.ts";
import type { Workbook } from "../author/workbook.ts";
import { hasSealedWords } from "./makers.ts";
import { withoutReuse } from "../plan.ts";

type DataObject = Reference["objects"][number];

/** "1.0" in a list of places is the exercise 1.0.0; "1.1.1" is itself. */
const exercise = (place: string): string => (/^\d\.\d$/.test(place) ? `${place}.0` : place);
const madeIn = ({ created_in }: DataObject): string[] =>
  created_in.split(",").map((one) => exercise(one.trim()));
const metIn = (object: DataObject): string[] => [...madeIn(object), ...object.reused_in.map(exercise)];

/**
 * Data objects say the truth (spec 4.6): what a recall brings back is made where the object says, met where it
 * says, and sealed when it says so; and every exercise that can builds on earlier data (content plan 7e).
 */
export function checkObjects(workbook: Workbook, problems: Problems): void {
  const objects = new Map(workbook.reference.objects.map((one) => [one.name, one]));
  for (const { block, exercise: here } of workbook.blocks) {
    for (const [i, recall] of block.recall.entries()) {
      const object = objects.get(recall.dataObject);
      if (object === undefined) continue;
      const place = { file: block.at.file, line: block.at.lineOf(["recall", i, "object"]) };
      const strangers = [...new Set(recall.from.map(exerciseOfKey))].filter(
        (id) => !madeIn(object).includes(id),
      );
      if (strangers.length > 0) {
        problems.add(
          place,
          `"${object.name}" is made in ${object.created_in}, this comes from ${strangers.join(", ")}; name another object, or add it to created_in`,
        );
      }
      if (!metIn(object).includes(here.id)) {
        problems.add(
          place,
          `"${object.name}" does not say that it comes back in ${here.id}; add it to reused_in in seed/reference/data-objects.yaml`,
        );
      }
      const sealed = recall.from.filter((key) => {
        const source = workbook.byKey.get(key);
        return source !== undefined && hasSealedWords(source);
      });
      if (sealed.length > 0 && !object.sealed) {
        problems.add(place, `${sealed.join(", ")} is private, so "${object.name}" is \`sealed: true\``);
      }
    }
  }
  for (const one of workbook.exercises) {
    if (isIntro(one) || withoutReuse.includes(one.id)) continue;
    const earlier = one.blocks.some((block) =>
      block.recall.some((recall) => recall.from.some((key) => exerciseOfKey(key) !== one.id)),
    );
    if (!earlier)
      problems.add(one.at, "nothing from an earlier exercise comes back here; bring something back");
  }
}
