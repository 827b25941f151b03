import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { hasSealedWords, rowsMadeBy } from "./makers.ts";

/** The table in the clear that a tool writes its words to; null where there is none, or where it can be sealed. */
function plainTable({ block }: Placed): string | null {
  switch (block.kind) {
    case "soared_form":
      return "user_stories";
    case "mbti_selector":
      return "user_settings";
    case "skill_tagger":
      return "user_skills";
    case "flow_tracker":
      return "user_flow_logs";
    case "idea_tree":
      return "user_idea_nodes";
    case "ranking_grid": {
      const { target } = block.config;
      return target === "user_skills" || target === "user_career_options" ? target : null;
    }
    default:
      return null;
  }
}

/** All their words are in sealed columns: the author says so, and the learner is told. */
const alwaysPrivate: readonly string[] = ["budget_calculator", "failure_reframer"];

/** A list that completes rows of a table where every column of theirs is sealed or not by itself. */
const staysInTable = (workbook: Workbook, placed: Placed, key: string): boolean => {
  const { target } = placed.block.config;
  const source = workbook.byKey.get(key);
  return (
    placed.block.kind === "list_builder" &&
    typeof target === "string" &&
    target !== "user_list_items" &&
    isSealedColumn(target, "name") &&
    source !== undefined &&
    rowsMadeBy(workbook, source).includes(target)
  );
};

/** Private answers never reach plain columns (decision 6), nor does a placement in the clear take them over. */
export function checkPrivacy(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks) {
    const { block } = placed;
    const table = plainTable(placed);
    if (block.flags.private) {
      if (table !== null)
        problems.add(block.at, `private, and ${table} is a table in the clear (shared/crypto/sealed.ts)`);
      continue;
    }
    if (alwaysPrivate.includes(block.kind))
      problems.add(block.at, `what a ${block.kind} holds is sealed: add \`private\``);
    for (const [i, recall] of block.recall.entries()) {
      if (recall.use === "show") continue;
      const sealed = recall.from.filter((key) => {
        const source = workbook.byKey.get(key);
        if (source === undefined || !hasSealedWords(source)) return false;
        return !(recall.use === "target" && staysInTable(workbook, placed, key));
      });
      if (sealed.length > 0)
        problems.add(
          { file: block.at.file, line: block.at.lineOf(["recall", i, "from"]) },
          `${sealed.join(", ")} is private; a ${block.family} that takes its rows over is \`private\` too`,
        );
    }
  }
}
