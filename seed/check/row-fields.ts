import { tagNames } from "../../shared/tools/flow_tracker/tags.ts";
import { reframeFields } from "../../shared/tools/failure_reframer/tool.ts";
import { fieldsOf, listConfig, type ListConfig } from "../../shared/tools/list_builder/tool.ts";
import { soaredFields } from "../../shared/tools/soared_form/tool.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

const always = ["id", "text"];

/** A choice and a link have their words beside them. */
const ofList = (config: ListConfig): string[] =>
  fieldsOf(config).flatMap(({ name, type }) =>
    type === "select" || type === "link" ? [name, `${name}_text`] : [name],
  );

function ofSources(workbook: Workbook, { block }: Placed): string[] {
  return block.recall
    .filter((one) => one.use === "target")
    .flatMap((one) => one.from)
    .flatMap((key) => {
      const source = workbook.byKey.get(key);
      return source === undefined || source.block === block ? [] : (rowFields(workbook, source) ?? []);
    });
}

/** The fields of the rows that a placement's answer has (FORMAT.md, "What the rows of an answer are"); null: not known. */
export function rowFields(workbook: Workbook, placed: Placed): readonly string[] | null {
  const { block } = placed;
  switch (block.kind) {
    case "textarea":
    case "slider":
    case "checkbox":
      return [...always, "value"];
    case "select":
      return block.config["competency"] === undefined
        ? [...always, "value"]
        : [...always, "value", "competency", "category", "words"];
    case "list_builder": {
      const config = listConfig.safeParse(block.config);
      if (!config.success) return null;
      const earlier = config.data.mode === "create" ? [] : ofSources(workbook, placed);
      return [...new Set([...always, ...ofList(config.data), ...earlier])];
    }
    case "ranking_grid":
      return [...always, "rank"];
    case "skill_tagger":
      return [...always, "category", "mastery", "on"];
    case "soared_form":
      return [...always, "experienceId", ...soaredFields];
    case "mbti_selector":
      return [...always, "lines"];
    case "budget_calculator":
      return [...always, "name", "value", "currency"];
    case "flow_tracker": {
      const tags = tagNames.flatMap((name) => [name, `${name}_text`]);
      return [...always, "energy", "focus", "day", "week", "seed", "together", "note", ...tags];
    }
    case "life_dashboard":
      return [...always, "area", "value"];
    case "failure_reframer":
      return [...always, ...reframeFields];
    case "idea_tree":
      return [...always, "tree", "title", "root", "parent", "branch", "depth", "position", "leaf", "circled"];
    default:
      return null;
  }
}
