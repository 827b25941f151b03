import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import { listConfig, type ListConfig } from "../../shared/tools/list_builder/tool.ts";
import { selectorConfig, type SelectorConfig } from "../../shared/tools/mbti_selector/tool.ts";
import { rankingConfig, type RankingConfig } from "../../shared/tools/ranking_grid/tool.ts";
import { taggerConfig, type TaggerConfig } from "../../shared/tools/skill_tagger/tool.ts";
import type { Problems } from "../author/problem.ts";
import type { Path } from "../author/yaml.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { columnOf } from "./columns.ts";
import { words } from "./prose.ts";
import { wrongSource } from "./recalls.ts";

type Report = (path: Path, message: string) => void;

/** A typed list writes each field to the column of its name. */
function checkFields({ block }: Placed, { target, fields = [] }: ListConfig, report: Report): void {
  const names = new Set<string>();
  for (const [i, { name, type, options }] of fields.entries()) {
    const path = ["fields", i, "name"];
    if (names.has(name)) report(path, `the field ${name} stands twice`);
    names.add(name);
    const column = columnOf(target, name);
    if (typeof column === "string") {
      report(path, column);
      continue;
    }
    if ((column.holds === "number") !== (type === "number"))
      report(path, `${target}.${name} holds a ${column.holds}, a field of type ${type} does not`);
    if (type === "select") {
      if (options === undefined || options.length < 2) report(path, "a select has at least two `options`");
      const strange = (options ?? [])
        .map((one) => one.value)
        .filter((value) => column.values !== undefined && !column.values.includes(value));
      if (strange.length > 0)
        report(path, `${target}.${name} takes ${column.values?.join(", ") ?? ""}, not ${strange.join(", ")}`);
    }
    const sealed = isSealedColumn(target, name);
    const sealable = type === "text" || type === "long";
    if (block.flags.private && sealable && !sealed)
      report(path, `private, and ${target}.${name} is a plain column (shared/crypto/sealed.ts)`);
    if (sealed && !block.flags.private)
      report(path, `${target}.${name} is sealed, so this list is \`private\``);
    if (sealed && !sealable)
      report(path, `${target}.${name} is sealed, and only fields of type text and long can be`);
  }
}

function checkList(placed: Placed, config: ListConfig, report: Report): void {
  if (config.min > config.max) report(["min"], `min is ${config.min}, max ${config.max}`);
  if (config.target === "user_list_items") {
    if (config.list === undefined) report(["target"], "a plain list has a name: `list: <name>`");
    if (config.fields !== undefined)
      report(["fields"], "a plain list has no `fields`; its rows are one line each");
  } else {
    if (config.list !== undefined) report(["list"], `${config.target} needs no \`list\``);
    if (config.fields === undefined) report(["target"], `rows of ${config.target} have \`fields\``);
    if (
      config.mode === "create" &&
      config.fields?.some((one) => one.name === "title" && one.required) === false
    ) {
      report(["fields"], `a row of ${config.target} cannot be without its title: add it, \`required: true\``);
    }
    checkFields(placed, config, report);
  }
  const extends_ = placed.block.recall.some((one) => one.use === "target");
  if (config.mode === "update" && !extends_)
    report(
      ["mode"],
      "`mode: update` extends rows of earlier lists: name them in a recall with `use: target`",
    );
  if (config.mode === "create" && extends_)
    report(["mode"], "`use: target` brings rows to extend; say `mode: update`");
}

function checkRanking({ block }: Placed, config: RankingConfig, report: Report): void {
  if (config.min > config.max) report(["min"], `min is ${config.min}, max ${config.max}`);
  if (config.top > config.max) report(["top"], `top is ${config.top}, but at most ${config.max} are ranked`);
  if (config.target === "user_skills") {
    if (config.category === undefined) report(["target"], "a ranking of skills says of which `category`");
    if (config.list !== undefined) report(["list"], "a ranking of skills has no `list`");
  } else if (config.list === undefined)
    report(["target"], "a ranking that is a list has a name: `list: <name>`");
  if (!block.recall.some((one) => one.use === "item"))
    report([], "the items of a ranking come from recalls with `use: item`");
}

const makersOf = { user_experiences: "list_builder", user_stories: "soared_form" } as const;

function checkTagger(workbook: Workbook, { block }: Placed, config: TaggerConfig, report: Report): void {
  if (config.min > config.max) report(["min"], `min is ${config.min}, max ${config.max}`);
  const targets = block.recall.flatMap((one, i) =>
    one.use === "target" ? one.from.map((key) => ({ key, i })) : [],
  );
  if (config.on === undefined) {
    if (targets.length > 0)
      report(["recall"], "these rows are tagged: say `on: user_experiences` or `on: user_stories`");
    return;
  }
  const maker = makersOf[config.on];
  if (targets.length === 0) report(["on"], `the ${config.on} to tag come from a recall with \`use: target\``);
  for (const { key, i } of targets) {
    const source = workbook.byKey.get(key)?.block;
    if (source === undefined) continue;
    const makes = source.kind === maker && (maker === "soared_form" || source.config["target"] === config.on);
    if (!makes) report(["recall", i, "from"], `${key} makes no rows of ${config.on}; a ${maker} does`);
  }
}

function checkSelector(
  workbook: Workbook,
  placed: Placed,
  { sliders, scale }: SelectorConfig,
  report: Report,
): void {
  for (const [axis, key] of Object.entries(sliders)) {
    const wrong = wrongSource(workbook, placed, key);
    const slider = workbook.byKey.get(key)?.block;
    if (wrong !== null) report(["sliders", axis], wrong);
    else if (slider?.kind !== "slider") report(["sliders", axis], `${key} is no slider`);
    else if (slider.config["min"] !== scale.min || slider.config["max"] !== scale.max) {
      report(
        ["sliders", axis],
        `${key} does not go from ${scale.min} to ${scale.max}; say \`scale: {min: …, max: …}\``,
      );
    }
  }
}

/** The tables without any sealed column that a tool may write to. */
function plainTable({ block }: Placed): string | null {
  if (block.kind === "soared_form") return "user_stories";
  if (block.kind === "mbti_selector") return "user_settings";
  return block.kind === "skill_tagger" || block.config["target"] === "user_skills" ? "user_skills" : null;
}

/** Private answers never reach plain columns (decision 6), nor do private rows that a plain placement takes over. */
function checkPrivacy(workbook: Workbook, placed: Placed, report: Report): void {
  const { block } = placed;
  const table = plainTable(placed);
  if (block.flags.private) {
    if (table !== null) report([], `private, and ${table} is a table in the clear (shared/crypto/sealed.ts)`);
    return;
  }
  for (const [i, recall] of block.recall.entries()) {
    const sealed = recall.from.filter((key) => workbook.byKey.get(key)?.block.flags.private === true);
    if (recall.use !== "show" && sealed.length > 0) {
      report(
        ["recall", i, "from"],
        `${sealed.join(", ")} is private; a tool that takes its rows over is \`private\` too`,
      );
    }
  }
}

/** What a tool's own schema cannot say (FORMAT.md, Settings of tools). A config that does not fit was reported before. */
export function checkTools(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks) {
    const { block } = placed;
    if (block.family !== "tool") continue;
    const report: Report = (path, message) =>
      problems.add(
        { file: block.at.file, line: path.length === 0 ? block.at.line : block.at.lineOf(path) },
        message,
      );
    const { goal } = block.config;
    if (typeof goal === "string" && words(goal).length > 8)
      report(["goal"], `${words(goal).length} words; a goal is a few, at most 8`);
    checkPrivacy(workbook, placed, report);
    if (block.kind === "list_builder") {
      const config = listConfig.safeParse(block.config);
      if (config.success) checkList(placed, config.data, report);
    } else if (block.kind === "ranking_grid") {
      const config = rankingConfig.safeParse(block.config);
      if (config.success) checkRanking(placed, config.data, report);
    } else if (block.kind === "skill_tagger") {
      const config = taggerConfig.safeParse(block.config);
      if (config.success) checkTagger(workbook, placed, config.data, report);
    } else if (block.kind === "mbti_selector") {
      const config = selectorConfig.safeParse(block.config);
      if (config.success) checkSelector(workbook, placed, config.data, report);
    }
  }
}
