import * as z from "zod/mini";
import type { SaveTarget } from "../../shared/content/block.ts";
import { readBlockHeader } from "./block-header.ts";
import type { AuthoredBlock } from "./exercise.ts";
import { fitted, namesAt } from "./issues.ts";
import { configOf, familyOf, type Family, type Kind } from "./kinds.ts";
import type { Problems } from "./problem.ts";
import { connectionOf, recallSettings } from "./recall-setting.ts";
import type { Section } from "./sections.ts";
import { readYaml, type Yaml } from "./yaml.ts";

const saveSetting = z.strictObject({
  save: z.string().check(z.regex(/^[a-z_]+\.[a-z_]+$/)),
  row: z.optional(
    z.union([
      z.strictObject({ slot: z.string() }),
      z.strictObject({ from: z.string(), pick: z.int().check(z.positive()) }),
    ]),
  ),
});

interface Source {
  readonly file: string;
  readonly lineOf: Yaml["lineOf"];
}

function readSave(save: unknown, row: unknown, source: Source, problems: Problems): SaveTarget | undefined {
  if (save === undefined) {
    if (row !== undefined)
      problems.add(
        { file: source.file, line: source.lineOf(["row"]) },
        "`row` says which row `save` means; there is no `save`",
      );
    return undefined;
  }
  const target = fitted(saveSetting, row === undefined ? { save } : { save, row }, source, problems);
  if (target === null) return undefined;
  const [table = "", column = ""] = target.save.split(".");
  return { table, column, ...(target.row === undefined ? {} : { row: target.row }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names beside those of the kind's own config. */
const sharedNames = (family: Family): readonly string[] =>
  family === "prompt" ? ["save", "row", "recall"] : ["recall"];

function readConfig(
  kind: Kind,
  given: Readonly<Record<string, unknown>>,
  section: Section,
  source: Source,
  problems: Problems,
): Readonly<Record<string, unknown>> {
  const place = { file: source.file, line: section.line };
  const schema = configOf(kind);
  if (schema === undefined) {
    problems.add(place, `the tool ${kind} is not built yet (shared/tools/${kind}/tool.ts)`);
    return given;
  }
  const known = namesAt(schema);
  const extra = Object.keys(given).filter((name) => !known.includes(name));
  const names = [...known, ...sharedNames(familyOf(kind))].join(", ");
  for (const name of extra) {
    problems.add(
      { file: source.file, line: source.lineOf([name]) },
      `unknown setting \`${name}\`; a ${kind} has ${names}`,
    );
  }
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name)));
  const config = fitted(schema, own, source, problems);
  return isObject(config) ? config : given;
}

/** Settings without their `---` look like text: say so, not that the text is odd. */
function warnOfUnendedSettings(kind: Kind, section: Section, file: string, problems: Problems): void {
  const name = /^([a-zA-Z]+):(\s|$)/.exec(section.body.text)?.[1];
  const schema = configOf(kind);
  if (name === undefined || section.settings !== null) return;
  const names = [...(schema === undefined ? [] : namesAt(schema)), ...sharedNames(familyOf(kind))];
  if (names.includes(name))
    problems.add({ file, line: section.body.line }, "settings end with a line `---` before the text");
}

/** A block of an exercise; null when its header cannot be read. */
export function readBlock(
  file: string,
  section: Section,
  activity: number,
  problems: Problems,
): AuthoredBlock | null {
  const place = { file, line: section.line };
  const header = readBlockHeader(section.header, place, problems);
  if (header === null) return null;
  const { kind, word, flags } = header;
  const family = familyOf(kind);
  if (family === "content" && (flags.required || flags.private)) {
    problems.add(place, `a ${kind} asks nothing, so it is neither \`required\` nor \`private\``);
  }
  if (family !== "content" && flags.beat !== undefined) {
    problems.add(place, `\`${flags.beat}\` waits after something said; a ${kind} waits by itself`);
  }
  warnOfUnendedSettings(kind, section, file, problems);
  if (section.body.text === "") problems.add(place, `this ${kind} has no text`);
  const yaml = readYaml(file, section.settings ?? { text: "", line: section.line }, problems);
  const source = { file, lineOf: yaml.lineOf };
  const settings = yaml.value ?? {};
  if (!isObject(settings))
    problems.add({ file, line: yaml.lineOf([]) }, "settings are `name: value` lines, ended by a line `---`");
  const { recall, save, row, ...own } = isObject(settings) ? settings : {};
  const recalls =
    recall === undefined
      ? []
      : (fitted(
          recallSettings,
          recall,
          { file, lineOf: (path) => yaml.lineOf(["recall", ...path]) },
          problems,
        ) ?? []);
  const asksToSave = family === "prompt" ? { save, row } : {};
  const stray =
    family === "prompt"
      ? {}
      : { ...(save === undefined ? {} : { save }), ...(row === undefined ? {} : { row }) };
  const target = readSave(asksToSave.save, asksToSave.row, source, problems);
  return {
    kind,
    family,
    word,
    activity,
    flags,
    config:
      section.settings !== null && yaml.value === null && section.settings.text.trim() !== ""
        ? own
        : readConfig(kind, { ...own, ...stray }, section, source, problems),
    recall: recalls.map(connectionOf),
    ...(target === undefined ? {} : { save: target }),
    text: section.body.text,
    at: { ...place, textLine: section.body.line, lineOf: yaml.lineOf },
  };
}
