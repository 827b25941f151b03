import * as z from "zod/mini";
import { skillCategories } from "../../../shared/content/block.ts";
import type { Skill } from "../../../shared/content/release.ts";
import { foldName, masterSkillId } from "../../../shared/ids/uuid5.ts";
import type { Problems } from "../problem.ts";
import type { Yaml } from "../yaml.ts";
import type { skillsFile } from "./shapes.ts";

/** `name` or `name | alias, alias`. */
function entry(text: string): { name: string; aliases: string[] } {
  const [name = "", aliases = ""] = text.split("|");
  return {
    name: name.trim(),
    aliases: aliases.split(",").flatMap((one) => (one.trim() === "" ? [] : [one.trim()])),
  };
}

/**
 * The master list, with ids made from the names (decision 5): a name that folds to another's would be the same
 * skill, so it is reported.
 */
export function readSkills(
  file: string,
  yaml: Yaml,
  value: z.infer<typeof skillsFile>,
  problems: Problems,
): Skill[] {
  const seen = new Map<string, string>();
  return skillCategories.flatMap((category) =>
    Object.entries(value[category]).flatMap(([group, entries]) =>
      entries.map((text, i): Skill => {
        const place = { file, line: yaml.lineOf([category, group, i]) };
        const { name, aliases } = entry(text);
        const folded = foldName(name);
        const twin = seen.get(folded);
        if (folded === "") problems.add(place, "a skill has a name: `name` or `name | alias, alias`");
        if (twin !== undefined)
          problems.add(
            place,
            `"${name}" is the same skill as "${twin}"; keep one, add the other as an alias`,
          );
        seen.set(folded, name);
        return { id: masterSkillId(name), name, category, group, aliases };
      }),
    ),
  );
}
