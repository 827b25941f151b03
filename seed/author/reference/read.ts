import * as z from "zod/mini";
import type { Skill } from "../../../shared/content/release.ts";
import { fitted } from "../issues.ts";
import type { Problems } from "../problem.ts";
import { readYaml, type Yaml } from "../yaml.ts";
import * as shapes from "./shapes.ts";
import { readSkills } from "./skills.ts";

/** What stands in `seed/reference/`, each list in the order of its file. */
export interface Reference {
  readonly types: z.infer<typeof shapes.typesFile>;
  readonly competencies: z.infer<typeof shapes.competenciesFile>;
  readonly skills: readonly Skill[];
  readonly works: z.infer<typeof shapes.referencesFile>;
  readonly attributions: z.infer<typeof shapes.attributionsFile>;
  readonly tools: z.infer<typeof shapes.toolsFile>;
  readonly objects: z.infer<typeof shapes.objectsFile>;
  readonly practices: z.infer<typeof shapes.practicesFile>;
  /** The texts that people read, with their lines, for the check of wording. */
  readonly shown: readonly { readonly file: string; readonly yaml: Yaml }[];
}

const referenceFiles = [
  "personality-types.yaml",
  "competencies.yaml",
  "skills.yaml",
  "references.yaml",
  "attributions.yaml",
  "tools.yaml",
  "data-objects.yaml",
  "practices.yaml",
] as const;
export type ReferenceFile = (typeof referenceFiles)[number];

const folder = "seed/reference";

function repeated<T>(
  rows: readonly T[],
  name: (row: T) => string,
  report: (i: number, name: string) => void,
): void {
  const seen = new Set<string>();
  for (const [i, row] of rows.entries()) {
    if (seen.has(name(row))) report(i, name(row));
    seen.add(name(row));
  }
}

/** @param textOf the text of each file; a missing one is reported */
export function readReference(textOf: (file: ReferenceFile) => string | null, problems: Problems): Reference {
  const open = <T>(
    name: ReferenceFile,
    schema: z.ZodMiniType<T>,
  ): { file: string; yaml: Yaml; value: T | null } => {
    const file = `${folder}/${name}`;
    const text = textOf(name);
    if (text === null) problems.add({ file, line: 1 }, "this file is missing");
    const yaml = readYaml(file, { text: text ?? "", line: 1 }, problems);
    const value = text === null ? null : fitted(schema, yaml.value, { file, lineOf: yaml.lineOf }, problems);
    return { file, yaml, value };
  };
  const once = <T>(
    source: { file: string; yaml: Yaml; value: T[] | null },
    what: string,
    name: (row: T) => string,
  ): T[] => {
    const rows = source.value ?? [];
    repeated(rows, name, (i, twin) =>
      problems.add(
        { file: source.file, line: source.yaml.lineOf([i]) },
        `the ${what} "${twin}" stands twice`,
      ),
    );
    return rows;
  };
  const types = open("personality-types.yaml", shapes.typesFile);
  const competencies = open("competencies.yaml", shapes.competenciesFile);
  const skills = open("skills.yaml", shapes.skillsFile);
  const works = open("references.yaml", shapes.referencesFile);
  const attributions = open("attributions.yaml", shapes.attributionsFile);
  const tools = open("tools.yaml", shapes.toolsFile);
  const objects = open("data-objects.yaml", shapes.objectsFile);
  const practices = open("practices.yaml", shapes.practicesFile);
  if (types.value !== null && types.value.length !== 16) {
    problems.add({ file: types.file, line: 1 }, `there are 16 types, this file has ${types.value.length}`);
  }
  if (tools.value !== null && tools.value.length !== 10) {
    problems.add({ file: tools.file, line: 1 }, `there are 10 tools, this file has ${tools.value.length}`);
  }
  return {
    types: once(types, "type", (row) => row.code),
    competencies: once(competencies, "competency", (row) => row.slug),
    skills: skills.value === null ? [] : readSkills(skills.file, skills.yaml, skills.value, problems),
    works: once(works, "source", (row) => row.slug),
    attributions: once(attributions, "attribution", (row) => row.name),
    tools: once(tools, "tool", (row) => row.name),
    objects: once(objects, "data object", (row) => row.name),
    practices: once(practices, "practice", (row) => row.key),
    shown: [types, competencies, tools, practices, works].map(({ file, yaml }) => ({ file, yaml })),
  };
}
