import type { Credits } from "../../content/credits.ts";
import type { Competency, Practice } from "../../content/release.ts";

/* For tests only: practices of every frequency and source, and competencies of every category. */

const practice = (
  id: number,
  key: string,
  frequency: Practice["frequency"],
  lastUse: string[],
  establishedIn = "1.1.1",
): Practice => ({ id, key, name: `Practice ${key}`, frequency, purpose: "To test", establishedIn, lastUse });

export const testPractices: readonly Practice[] = [
  practice(801, "flow-log", "daily", ["tool:flow_tracker"]),
  practice(802, "quiet-minutes", "daily", ["log"]),
  practice(803, "weekly-review", "weekly", ["log"], "1.2.1"),
  practice(804, "new-story", "weekly", ["log", "table:user_stories.created_at"]),
  practice(805, "list-check", "monthly", ["log", "tool:list_builder"]),
  practice(806, "competency-reassessment", "yearly", ["log", "table:user_competency_scores.assessed_at"]),
];

const categories = ["delivery", "interpersonal", "strategic"] as const;

/** Five to a category, like the real ones. */
export const testCompetencies: readonly Competency[] = categories.flatMap((category) =>
  ["one", "two", "three", "four", "five"].map((word) => ({
    id: `${category}-${word}`,
    name: `${category} ${word}`,
    category,
    definition: "To test",
    modules: ["1.1"],
    levels: [1, 2, 3, 4, 5].map((level) => ({
      value: `${"dbace"[level - 1] ?? ""}-${category}-${word}`,
      text: `${category} ${word}, level ${level}`,
      jobContext: `Work of level ${level}`,
    })),
  })),
);

const work = (n: number, surname: string, category: Credits["works"][number]["category"]) => ({
  n,
  slug: surname.toLowerCase(),
  surname,
  full: `${surname}. *A Book*. 2020.`,
  short: `${surname}, *A Book*`,
  category,
  concepts: ["a concept"],
  application: "To test.",
  uses: [{ exercise: "1.1.1", usage: "concept" as const }],
});

export const testCredits: Credits = {
  works: [
    work(1, "Zeta", "Career Development & Life Design"),
    work(2, "Online", "Online Resources"),
    work(3, "Alpha", "Career Development & Life Design"),
  ],
  attributions: [{ name: "A license", text: "Shown because it asks." }],
};
