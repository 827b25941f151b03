import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import { labelField, listConfig } from "../../shared/tools/list_builder/tool.ts";
import { rankingConfig } from "../../shared/tools/ranking_grid/tool.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

const ofTool: Readonly<Record<string, string>> = {
  soared_form: "user_stories",
  skill_tagger: "user_skills",
  flow_tracker: "user_flow_logs",
  failure_reframer: "user_failure_reframes",
};

/**
 * The tables among whose rows those of a placement's answer are: its own, and, for a ranking of its own list, also
 * those of what it ranks, whose ids it keeps.
 */
export function rowsMadeBy(workbook: Workbook, { block }: Placed): readonly string[] {
  if (block.kind === "list_builder") {
    const config = listConfig.safeParse(block.config);
    return config.success ? [config.data.target] : [];
  }
  if (block.kind === "ranking_grid") {
    const config = rankingConfig.safeParse(block.config);
    if (!config.success) return [];
    const { target } = config.data;
    if (target !== "user_list_items") return [target];
    const ranked = block.recall
      .filter((one) => one.use === "item")
      .flatMap((one) => one.from)
      .flatMap((key) => {
        const source = workbook.byKey.get(key);
        return source === undefined || source.block === block ? [] : rowsMadeBy(workbook, source);
      });
    return [target, ...ranked];
  }
  const table = ofTool[block.kind];
  return table === undefined ? [] : [table];
}

/** Whether the words of an answer's rows are sealed: of a private placement, and of a sealed column (decision 6). */
export function hasSealedWords({ block }: Placed): boolean {
  if (block.flags.private) return true;
  if (block.kind === "budget_calculator" || block.kind === "failure_reframer") return true;
  if (block.kind !== "list_builder") return false;
  const config = listConfig.safeParse(block.config);
  return config.success && isSealedColumn(config.data.target, labelField(config.data));
}
