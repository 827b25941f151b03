import type { StemBlock } from "../../content/block.ts";
import type { Release } from "../../content/release.ts";
import { typedLists } from "./lists.ts";
import { testCompetencies } from "./reference.ts";
import { block, releaseOf } from "./small.ts";

/* A workbook whose answers write every table that placements can write, each with at least one row. */

const list = (word: string, config: object, more: Partial<StemBlock> = {}) =>
  block("list_builder", `1.1.1.${word}`, { config: { min: 6, max: 6, ...config }, ...more });

const competency = ({ id, name, category, levels }: (typeof testCompetencies)[number]): StemBlock =>
  block("select", `1.1.3.${id}`, {
    config: {
      competency: { id, name, category },
      options: levels.map(({ value, text }, i) => ({ value, text, level: i + 1 })),
    },
    save: { table: "user_competency_scores", column: "score", row: { slot: id } },
  });

export const everyTable: Release = releaseOf(
  [
    ...Object.entries(typedLists)
      .filter(([target]) => target !== "user_locations" && target !== "user_milestones")
      .map(([target, { made }]) => list(target.slice(5).replace("_", "-"), { target, fields: made })),
    list(
      "places",
      { target: "user_locations", fields: typedLists["user_locations"]?.made },
      { private: true },
    ),
    list("topics", { target: "user_list_items", list: "Topics" }),
    block("ranking_grid", "1.1.1.paths", { config: { target: "user_career_options", min: 3, top: 3 } }),
    list("milestones", {
      target: "user_milestones",
      path: { from: "1.1.1.paths", pick: 1 },
      fields: typedLists["user_milestones"]?.made,
    }),
    block("soared_form", "1.1.2.story"),
    ...(["user_experiences", "user_stories"] as const).map((on) =>
      block("skill_tagger", `1.1.2.tags-${on.slice(5)}`, {
        config: { category: "transferable", on, min: 6, max: 20 },
      }),
    ),
    block("checkbox", "1.1.2.ready"),
    block("textarea", "1.1.2.headline", { save: { table: "user_profile", column: "headline" } }),
    block("textarea", "1.1.2.work-view", { save: { table: "user_values", column: "work_values" } }),
    block("budget_calculator", "1.1.2.budget", { private: true }),
    block("flow_tracker", "1.1.2.log", { config: { min: 2 } }),
    block("life_dashboard", "1.1.2.dashboard"),
    block("failure_reframer", "1.1.2.reframe", { private: true }),
    block("idea_tree", "1.1.2.tree", { config: { min: 4 } }),
    ...testCompetencies.map(competency),
  ],
  { competencies: [...testCompetencies] },
);
