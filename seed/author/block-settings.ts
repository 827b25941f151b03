import * as z from "zod/mini";
import type { Connection, SaveTarget } from "../../shared/content/block.ts";
import { fitted, namesAt } from "./issues.ts";
import { configOf, familyOf, type Kind } from "./kinds.ts";
import type { Problems } from "./problem.ts";
import { connectionOf, recallSettings } from "./recall-setting.ts";
import type { Section } from "./sections.ts";
import { readYaml, type Yaml } from "./yaml.ts";

export interface BlockSettings {
  readonly config: Readonly<Record<string, unknown>>;
  readonly recall: readonly Connection[];
  readonly save?: SaveTarget;
  readonly lineOf: Yaml["lineOf"];
}

const saveSetting = z.strictObject({
  save: z.string().check(z.regex(/^[a-z_]+\.[a-z_]+$/)),
  row: z.optional(
    z.union([
      z.strictObject({ slot: z.string() }),
      z.strictObject({ from: z.string(), pick: z.int().check(z.positive()) }),
    ]),
  ),
});

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The names among which each part of the settings is looked for. */
function namesFor(kind: Kind) {
  const config = namesAt(configOf(kind));
  const save = familyOf(kind) === "prompt" ? ["save", "row"] : [];
  return { config, save, all: [...config, ...save, "recall"] };
}

const among = (given: Given, names: readonly string[]): Given =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));

/** Reads one block's settings; every part that does not fit is reported by itself. */
class Reader {
  readonly #file: string;
  readonly #yaml: Yaml;
  readonly #problems: Problems;

  constructor(file: string, yaml: Yaml, problems: Problems) {
    this.#file = file;
    this.#yaml = yaml;
    this.#problems = problems;
  }

  #report(path: readonly PropertyKey[], message: string): void {
    this.#problems.add({ file: this.#file, line: this.#yaml.lineOf(path) }, message);
  }

  #fitted<T>(schema: z.ZodMiniType<T>, value: unknown, under: readonly PropertyKey[] = []): T | null {
    const lineOf = (path: readonly PropertyKey[]) => this.#yaml.lineOf([...under, ...path]);
    return fitted(schema, value, { file: this.#file, lineOf }, this.#problems);
  }

  get given(): Given {
    const value = this.#yaml.value ?? {};
    if (isObject(value)) return value;
    this.#report([], "settings are `name: value` lines, ended by a line `---`");
    return {};
  }

  unknown(given: Given, kind: Kind): void {
    const { all } = namesFor(kind);
    for (const name of Object.keys(given).filter((one) => !all.includes(one))) {
      this.#report([name], `unknown setting \`${name}\`; a ${kind} has ${all.join(", ")}`);
    }
  }

  /** With defaults filled in; what the author wrote where it does not fit. */
  config(given: Given, kind: Kind): Given {
    const config = this.#fitted(configOf(kind), given);
    return isObject(config) ? config : given;
  }

  recall({ recall }: Given): readonly Connection[] {
    if (recall === undefined) return [];
    return (this.#fitted(recallSettings, recall, ["recall"]) ?? []).map(connectionOf);
  }

  save({ save, row }: Given): SaveTarget | undefined {
    if (save === undefined) {
      if (row !== undefined) this.#report(["row"], "`row` says which row `save` means; there is no `save`");
      return undefined;
    }
    const target = this.#fitted(saveSetting, row === undefined ? { save } : { save, row });
    if (target === null) return undefined;
    const [table = "", column = ""] = target.save.split(".");
    return { table, column, ...(target.row === undefined ? {} : { row: target.row }) };
  }
}

/** Settings without their `---` look like text: say so, not that the text is odd. */
function warnOfUnended(kind: Kind, section: Section, file: string, problems: Problems): void {
  const name = /^([a-zA-Z]+):(\s|$)/.exec(section.body.text)?.[1];
  if (name === undefined || section.settings !== null || !namesFor(kind).all.includes(name)) return;
  problems.add({ file, line: section.body.line }, "settings end with a line `---` before the text");
}

export function readBlockSettings(
  file: string,
  section: Section,
  kind: Kind,
  problems: Problems,
): BlockSettings {
  warnOfUnended(kind, section, file, problems);
  const passage = section.settings ?? { text: "", line: section.line };
  const yaml = readYaml(file, passage, problems);
  const { lineOf } = yaml;
  const isBroken = yaml.value === null && passage.text.trim() !== "";
  if (isBroken) return { config: {}, recall: [], lineOf };
  const reader = new Reader(file, yaml, problems);
  const { given } = reader;
  reader.unknown(given, kind);
  const names = namesFor(kind);
  const save = reader.save(among(given, names.save));
  return {
    config: reader.config(among(given, names.config), kind),
    recall: reader.recall(given),
    ...(save === undefined ? {} : { save }),
    lineOf,
  };
}
