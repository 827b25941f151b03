import type { ComponentType } from "react";
import type { ToolName } from "../../shared/content/block.ts";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { AnsweredProps, AnswerProps, OtherAnswer } from "../model/card.ts";

export interface ToolCard {
  readonly Card: ComponentType<AnswerProps>;
  readonly Answered: ComponentType<AnsweredProps>;
  /** What all that was made with the tool says together, for its page; some tools have nothing to say there. */
  readonly Overview?: ComponentType<OverviewProps>;
}

export interface OverviewProps {
  /** The oldest first. */
  readonly entries: readonly OtherAnswer[];
}

const cards: Readonly<Record<ToolName, () => Promise<ToolCard>>> = {
  list_builder: () => import("./list_builder/index.ts"),
  soared_form: () => import("./soared_form/index.ts"),
  skill_tagger: () => import("./skill_tagger/index.ts"),
  ranking_grid: () => import("./ranking_grid/index.ts"),
  mbti_selector: () => import("./mbti_selector/index.ts"),
  budget_calculator: () => import("./budget_calculator/index.ts"),
  failure_reframer: () => import("./failure_reframer/index.ts"),
  flow_tracker: () => import("./flow_tracker/index.ts"),
  idea_tree: () => import("./idea_tree/index.ts"),
  life_dashboard: () => import("./life_dashboard/index.ts"),
};

/** The card of a tool and its answered view, each tool in its own chunk. Rejects while it cannot be had. */
export async function loadTool(name: ToolName): Promise<ToolCard> {
  const [card] = await Promise.all([cards[name](), toolsHere()]);
  return card;
}
