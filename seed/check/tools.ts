import { listConfig } from "../../shared/tools/list_builder/tool.ts";
import { selectorConfig, type SelectorConfig } from "../../shared/tools/mbti_selector/tool.ts";
import { rankingConfig, type RankingConfig } from "../../shared/tools/ranking_grid/tool.ts";
import { taggerConfig, type TaggerConfig } from "../../shared/tools/skill_tagger/tool.ts";
import type { Problems } from "../author/problem.ts";
import type { Path } from "../author/yaml.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { checkList } from "./lists.ts";
import { rowsMadeBy } from "./makers.ts";
import { words } from "./prose.ts";
import { wrongSource } from "./recalls.ts";

type Report = (path: Path, message: string) => void;

function checkRanking(workbook: Workbook, { block }: Placed, config: RankingConfig, report: Report): void {
  const { target, category, list, items } = config;
  if (config.min > config.max) report(["min"], `min is ${config.min}, max ${config.max}`);
  if (config.top > config.max) report(["top"], `top is ${config.top}, but at most ${config.max} are ranked`);
  if (target === "user_skills" && category === undefined)
    report(["target"], "a ranking of skills says of which `category`");
  if (target !== "user_skills" && category !== undefined)
    report(["category"], "`category` is for a ranking of user_skills");
  if (target === "user_list_items" && list === undefined)
    report(["target"], "a ranking that is a list has a name: `list: <name>`");
  if (target !== "user_list_items" && list !== undefined)
    report(["list"], `a ranking of ${target} has no \`list\``);
  if (target === "user_career_options" && config.top > 3)
    report(["top"], "three paths are kept: `top: 3` or fewer (spec 3.8)");
  if (target === "user_skills" && items !== undefined)
    report(["items"], "skills come from the master list or from what was tagged");
  const values = items?.map((one) => one.value) ?? [];
  if (new Set(values).size < values.length) report(["items"], "two items have one value");
  const recalled = block.recall.filter((one) => one.use === "item");
  if (recalled.length === 0 && values.length === 0)
    report([], "the items of a ranking come from recalls with `use: item`, or are given in `items`");
  if (target === "user_locations") {
    if (values.length > 0) report(["items"], "places are the learner's own");
    for (const key of recalled.flatMap((one) => one.from)) {
      const source = workbook.byKey.get(key);
      if (source !== undefined && !rowsMadeBy(workbook, source).includes(target))
        report(["recall"], `${key} makes no rows of ${target}`);
    }
  }
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
    if (block.kind === "list_builder") {
      const config = listConfig.safeParse(block.config);
      if (config.success) checkList(workbook, placed, config.data, report);
    } else if (block.kind === "ranking_grid") {
      const config = rankingConfig.safeParse(block.config);
      if (config.success) checkRanking(workbook, placed, config.data, report);
    } else if (block.kind === "skill_tagger") {
      const config = taggerConfig.safeParse(block.config);
      if (config.success) checkTagger(workbook, placed, config.data, report);
    } else if (block.kind === "mbti_selector") {
      const config = selectorConfig.safeParse(block.config);
      if (config.success) checkSelector(workbook, placed, config.data, report);
    }
  }
}
