import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";
import { isText, type ListField } from "../../shared/tools/list_builder/field.ts";
import { listTables } from "../../shared/tools/list_builder/targets.ts";
import type { ListConfig } from "../../shared/tools/list_builder/tool.ts";
import type { Path } from "../author/yaml.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { columnOf, type Column } from "./columns.ts";
import { rowsMadeBy } from "./makers.ts";
import { wrongSource } from "./recalls.ts";

type Report = (path: Path, message: string) => void;

/** What is wrong with a field by itself, wherever it is saved. */
function wrongField({ type, options = [], min, max, adds }: ListField): string | null {
  if (type === "select") {
    if (options.length < 2) return "a select has at least two `options`";
    if (new Set(options.map((one) => one.value)).size < options.length) return "two options have one value";
  } else if (options.length > 0) return `\`options\` are a select's; this is a ${type}`;
  if (type !== "number" && (min !== undefined || max !== undefined))
    return `\`min\` and \`max\` are a number's; this is a ${type}`;
  if (type === "number" && min !== undefined && max !== undefined && min > max)
    return `min is ${min}, max ${max}`;
  if (adds === true && type !== "link") return `\`adds\` is a link's; this is a ${type}`;
  return null;
}

/** What is wrong with the values a number's column is given. */
function wrongNumber(
  { type, options = [], min, max }: ListField,
  name: string,
  column: Column,
): string | null {
  if (type !== "number" && type !== "select")
    return `${name} holds a number, a field of type ${type} does not`;
  const [low, high] = column.range ?? [-Infinity, Infinity];
  if (type === "number") {
    const within = column.range === undefined || ((min ?? -Infinity) >= low && (max ?? Infinity) <= high);
    return within ? null : `${name} goes from ${low} to ${high}: say \`min: ${low}, max: ${high}\` or less`;
  }
  const strange = options.filter(
    ({ value }) => !/^-?\d+$/.test(value) || Number(value) < low || Number(value) > high,
  );
  return strange.length === 0
    ? null
    : `${name} holds a whole number${column.range === undefined ? "" : ` from ${low} to ${high}`}, not ${strange.map((one) => one.value).join(", ")}`;
}

/** A field of a typed list writes the column of its name. */
function wrongColumn({ block }: Placed, target: ListConfig["target"], one: ListField): string | null {
  const { name, type, options = [] } = one;
  const named = `${target}.${name}`;
  const column = columnOf(target, name);
  if (typeof column === "string") return column;
  const isLink = listTables[target].links?.[name] !== undefined;
  if (isLink !== (type === "link"))
    return isLink ? `${named} points at a row: a field of type link` : `${named} is no link`;
  if (isLink) return null;
  if (type === "check" || type === "day")
    return `a field of type ${type} is for plain lists; ${named} is none`;
  if (column.holds === "number") return wrongNumber(one, named, column);
  if (type === "number") return `${named} holds a text, a field of type number does not`;
  const strange = options
    .map(({ value }) => value)
    .filter((value) => column.values !== undefined && !column.values.includes(value));
  if (strange.length > 0)
    return `${named} takes ${column.values?.join(", ") ?? ""}, not ${strange.join(", ")}`;
  const sealed = isSealedColumn(target, name);
  if (block.flags.private && isText(one) && !sealed)
    return `private, and ${named} is a plain column (shared/crypto/sealed.ts)`;
  if (sealed && !isText(one)) return `${named} is sealed, and only fields of type text, long and url can be`;
  return null;
}

function checkFields(placed: Placed, config: ListConfig, report: Report): void {
  const { target, fields = [] } = config;
  const names = new Set<string>();
  for (const [i, one] of fields.entries()) {
    const path = ["fields", i, "name"];
    if (names.has(one.name)) report(path, `the field ${one.name} stands twice`);
    if (one.name === "id") report(path, "`id` is the row's own");
    names.add(one.name);
    const wrong = wrongField(one) ?? (target === "user_list_items" ? null : wrongColumn(placed, target, one));
    if (wrong !== null) report(path, wrong);
  }
}

function checkPlain({ list, fields, mode, defaults, path }: ListConfig, report: Report): void {
  if (list === undefined) report(["target"], "a plain list has a name: `list: <name>`");
  const [first] = fields ?? [];
  const isNamed =
    first?.name === "text" && first.required && (first.type === "text" || first.type === "long");
  if (fields !== undefined && !isNamed)
    report(
      ["fields"],
      "the first field of a plain list is its line: `{name: text, type: text, required: true, …}`",
    );
  if (mode !== "create")
    report(["mode"], "a plain list is made here: what it takes over comes with `use: seed`");
  if (defaults !== undefined) report(["defaults"], "a plain list has no columns to fill");
  if (path !== undefined) report(["path"], "`path` is for a list of user_milestones");
  if (fields?.some((one) => one.adds === true) === true)
    report(["fields"], "`adds` makes companies, in lists of contacts and jobs");
}

function checkTyped(workbook: Workbook, placed: Placed, config: ListConfig, report: Report): void {
  const { target, list, fields, mode, path } = config;
  if (list !== undefined) report(["list"], `${target} needs no \`list\``);
  if (fields === undefined) report(["target"], `rows of ${target} have \`fields\``);
  if (mode !== "update" && fields !== undefined) {
    for (const column of projectedTables[target]?.needs ?? [listTables[target].label]) {
      if (!fields.some((one) => one.name === column && one.required))
        report(["fields"], `a row of ${target} cannot be without its ${column}: add it, \`required: true\``);
    }
  }
  for (const [column, value] of Object.entries(config.defaults ?? {})) {
    const at = ["defaults", column];
    const found = columnOf(target, column);
    if (typeof found === "string") report(at, found);
    else if (found.holds !== typeof value && !(found.holds === "text" && typeof value === "string"))
      report(at, `${target}.${column} holds a ${found.holds}`);
    if (isSealedColumn(target, column))
      report(at, `${target}.${column} is sealed: nobody can say it but the learner`);
    if (fields?.some((one) => one.name === column) === true)
      report(at, `${column} is a field here: what the learner says of it stands`);
  }
  if (target === "user_milestones") {
    const linked = fields?.some((one) => one.name === "career_option_id") === true;
    if ((path === undefined) !== linked)
      report(
        ["path"],
        "milestones belong to one path: `path: {slot: …}` or `{from: …, pick: n}`, or a link field career_option_id",
      );
    if (path !== undefined && "from" in path) checkPath(workbook, placed, path.from, report);
  } else if (path !== undefined) report(["path"], "`path` is for a list of user_milestones");
}

function checkPath(workbook: Workbook, placed: Placed, key: string, report: Report): void {
  const wrong = wrongSource(workbook, placed, key);
  const source = workbook.byKey.get(key);
  if (wrong !== null) report(["path"], wrong);
  else if (source !== undefined && !rowsMadeBy(workbook, source).includes("user_career_options"))
    report(["path"], `${key} makes no rows of user_career_options`);
}

/** Rows that come in are of the table they are for. */
function checkSources(workbook: Workbook, { block }: Placed, config: ListConfig, report: Report): void {
  const { target, mode, fields = [] } = config;
  const links = fields.filter((one) => one.type === "link");
  const wanted = {
    target: [target],
    link: links.map((one) => listTables[target].links?.[one.name] ?? "any"),
  } as const;
  for (const use of ["target", "link"] as const) {
    for (const [i, recall] of block.recall.entries()) {
      if (recall.use !== use) continue;
      for (const key of recall.from) {
        const source = workbook.byKey.get(key);
        const made = source === undefined ? [] : rowsMadeBy(workbook, source);
        if (source !== undefined && !wanted[use].some((table) => table === "any" || made.includes(table)))
          report(
            ["recall", i, "from"],
            `${key} makes no rows of ${wanted[use].join(", ") || "anything to link to"}`,
          );
      }
    }
  }
  const completes = block.recall.some((one) => one.use === "target");
  if (mode === "update" && !completes)
    report(
      ["mode"],
      "`mode: update` completes rows of earlier lists: name them in a recall with `use: target`",
    );
  if (mode === "create" && completes)
    report(
      ["mode"],
      "`use: target` brings rows to complete; say `mode: update`, or `extend` to add new ones too",
    );
  const offered = block.recall.some((one) => one.use === "link") || links.every((one) => one.adds === true);
  if (links.length > 0 && !offered)
    report(["fields"], "what a link can point at comes from a recall with `use: link`");
}

/** A list's settings (FORMAT.md, Settings of tools). */
export function checkList(workbook: Workbook, placed: Placed, config: ListConfig, report: Report): void {
  if (config.min > config.max) report(["min"], `min is ${config.min}, max ${config.max}`);
  if (config.target === "user_list_items") checkPlain(config, report);
  else checkTyped(workbook, placed, config, report);
  checkFields(placed, config, report);
  checkSources(workbook, placed, config, report);
  const adds = config.fields?.some((one) => one.adds === true) === true;
  if (adds && placed.block.flags.private)
    report(["fields"], "`adds` writes user_companies.name, a plain column; this list is private");
}
