import type { DashboardArea } from "../../../shared/tools/life_dashboard/tool.ts";

export const areaNames: Readonly<Record<DashboardArea, string>> = {
  work: "Work",
  play: "Play",
  love: "Love",
  health: "Health",
};

/** What each of them covers, in a line. */
export const areaMeanings: Readonly<Record<DashboardArea, string>> = {
  work: "What your days go to, paid or unpaid",
  play: "What you do for its own sake",
  love: "The people you are close to",
  health: "Body and mind",
};

export const ratingEnds = ["Very little of it", "As I would wish it"] as const;
