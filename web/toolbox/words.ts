import type { ToolName } from "../../shared/content/block.ts";

interface ToolWords {
  /** The button that begins a new one. */
  readonly begin: string;
  /** One of them, in the middle of a sentence. */
  readonly one: string;
  /** Several of them. */
  readonly many: string;
}

/** How the toolbox speaks of what each tool makes. */
export const toolWords: Readonly<Record<ToolName, ToolWords>> = {
  list_builder: { begin: "New list", one: "list", many: "lists" },
  soared_form: { begin: "New story", one: "story", many: "stories" },
  skill_tagger: { begin: "Tag more skills", one: "set of skills", many: "sets of skills" },
  ranking_grid: { begin: "New ranking", one: "ranking", many: "rankings" },
  mbti_selector: { begin: "Choose again", one: "choice", many: "choices" },
  budget_calculator: { begin: "New budget", one: "budget", many: "budgets" },
  flow_tracker: { begin: "Log a moment", one: "log", many: "logs" },
  life_dashboard: { begin: "Rate today", one: "reading", many: "readings" },
  failure_reframer: { begin: "Look at a setback", one: "setback", many: "setbacks" },
  idea_tree: { begin: "New tree", one: "tree", many: "trees" },
};

/** "No stories yet", "1 story", "3 stories". */
export function countWords(tool: ToolName, count: number): string {
  const { one, many } = toolWords[tool];
  if (count === 0) return `No ${many} yet`;
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
