import { competencyResults, assessmentsIn } from "../../shared/engine/competencies.ts";
import type { Row } from "../../shared/engine/project/rows.ts";
import { skillNameOf, type LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { showMoney } from "../../shared/tools/budget_calculator/money.ts";
import { showMonth } from "../../shared/tools/list_builder/months.ts";
import { choiceWords } from "./choices.ts";

/* What the workbook knows of a learner, as people would tell it: one account for the page, the paper and the file. */

/** A text with what it is; without a label where its place says it. */
export interface Said {
  readonly label?: string;
  readonly text: string;
}
export interface Item {
  readonly title: string;
  /** In one quiet line. */
  readonly detail: string;
  readonly texts: readonly Said[];
}
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Some of it is sealed: it was opened in this browser and is nowhere else in the clear. */
  readonly isPrivate: boolean;
  readonly texts: readonly Said[];
  readonly items: readonly Item[];
  /** Whether the items have an order that counts. */
  readonly ranked?: boolean;
}

export type Rows = ReadonlyMap<string, readonly Row[]>;

/** Sections with nothing in them are left out. */
export function portrait(stem: Stem, state: LearnerState, rows: Rows): Section[] {
  const table = (name: string): readonly Row[] => rows.get(name) ?? [];
  const one = (name: string): Row => table(name)[0] ?? {};
  const skillName = skillNameOf(stem, state);
  const skillsOf = (junction: string, column: string, id: unknown): string =>
    table(junction)
      .filter((row) => row[column] === id)
      .flatMap((row) => skillName(word(row["skill_id"])) ?? [])
      .join(", ");
  const chosen = choiceWords(stem);
  const company = (id: unknown): string =>
    word(table("user_companies").find((row) => row["id"] === id)?.["name"]);
  const profile = one("user_profile");
  const values = one("user_values");
  const type = stem.release.types.find((known) => known.code === one("user_settings")["personality_type"]);

  const all: Section[] = [
    section("words", "In your words", false, [
      said("Headline", profile["headline"]),
      said("Summary", profile["summary"]),
      said("What you bring", profile["value_proposition"]),
      said("Who you are, as a story", profile["identity_story"]),
      said("The same as an allegory", profile["allegory"]),
    ]),
    section("values", "What matters to you", word(values["life_values"]) !== "", [
      said("Compass", values["compass_statement"]),
      said("In work", values["work_values"]),
      said("In life", values["life_values"]),
      said("Preference, by your own reading", type === undefined ? "" : `${type.code}, ${type.name}`),
    ]),
    ...(["transferable", "self_management", "knowledge"] as const).map((category) => ({
      ...section(
        `skills-${category}`,
        { transferable: "Skills", self_management: "How you do things", knowledge: "What you know" }[
          category
        ],
        false,
        [],
        byRank(table("user_skills").filter((row) => row["category"] === category)).map((row) =>
          item(
            skillName(word(row["skill_id"])) ?? "",
            [typeof row["mastery"] === "number" ? `${row["mastery"]} of 5` : ""],
            [said(undefined, row["evidence"])],
          ),
        ),
      ),
      ranked: table("user_skills").some((row) => row["category"] === category && row["rank"] !== null),
    })),
    competencies(stem, rows),
    section(
      "experiences",
      "What you have done",
      false,
      [],
      table("user_experiences").map((row) =>
        item(
          word(row["title"]),
          [
            chosen("user_experiences", "experience_type", row["experience_type"]),
            word(row["organization"]),
            span(row["start_date"], row["end_date"]),
          ],
          [
            said(undefined, row["description"]),
            said("Skills in it", skillsOf("user_experience_skills", "experience_id", row["id"])),
          ],
        ),
      ),
    ),
    section(
      "stories",
      "Stories",
      false,
      [],
      table("user_stories").map((row) =>
        item(
          word(row["title"]),
          [],
          [
            ...["situation", "obstacle", "action", "result", "evaluation", "discovery"].map((part) =>
              said(capital(part), row[part]),
            ),
            said("Skills in it", skillsOf("user_story_skills", "story_id", row["id"])),
          ],
        ),
      ),
    ),
    ...paths(table),
    section(
      "places",
      "Places",
      true,
      [],
      byRank(table("user_locations")).map((row) =>
        item(
          word(row["name"]),
          [],
          [
            said("Liked", row["traits_liked"]),
            said("Not liked", row["traits_disliked"]),
            said(undefined, row["notes"]),
          ],
        ),
      ),
    ),
    money(one("user_budget")),
    section(
      "energy",
      "What gave you energy",
      false,
      [],
      table("user_flow_logs")
        .filter((row) => Number(row["energy"]) >= 1 && Number(row["focus"]) >= 4)
        .map((row) =>
          item(
            word(row["activity"]),
            [`energy +${word(row["energy"])}`, `focus ${word(row["focus"])} of 5`, word(row["logged_date"])],
            [],
          ),
        ),
    ),
    section(
      "life",
      "Work, play, love and health, by your own reading",
      word(profile["life_dashboard_notes"]) !== "",
      [
        ...["work", "play", "love", "health"].map((area) => {
          const rating = profile[`life_dashboard_${area}`];
          return said(capital(area), typeof rating === "number" ? `${rating} of 10` : "");
        }),
        said("Notes", profile["life_dashboard_notes"]),
      ],
    ),
    section(
      "companies",
      "Places of work",
      false,
      [],
      table("user_companies").map((row) =>
        item(
          word(row["name"]),
          [chosen("user_companies", "status", row["status"]), word(row["url"])],
          [said(undefined, row["research_notes"])],
        ),
      ),
    ),
    section(
      "contacts",
      "People",
      true,
      [],
      table("user_contacts").map((row) =>
        item(
          word(row["name"]),
          [
            word(row["title"]),
            company(row["company_id"]),
            chosen("user_contacts", "relationship_status", row["relationship_status"]),
          ],
          [said(undefined, row["notes"]), said(undefined, row["linkedin_url"])],
        ),
      ),
    ),
    section(
      "jobs",
      "Openings",
      true,
      [],
      table("user_jobs").map((row) =>
        item(
          word(row["title"]),
          [
            company(row["company_id"]),
            chosen("user_jobs", "application_status", row["application_status"]),
            word(row["posting_url"]),
          ],
          [said(undefined, row["notes"])],
        ),
      ),
    ),
    section(
      "lists",
      "Lists",
      false,
      [],
      table("user_lists").map((list) => {
        const lines = table("user_list_items")
          .filter((row) => row["list_id"] === list["id"])
          .toSorted((a, b) => Number(a["position"]) - Number(b["position"]));
        return item(
          word(list["name"]),
          [],
          lines.map((row) => said(undefined, row["content"])),
        );
      }),
    ),
    section(
      "setbacks",
      "Setbacks, told anew",
      true,
      [],
      table("user_failure_reframes").map((row) =>
        item(
          word(row["reframed_statement"]) || word(row["situation"]),
          [],
          [said("What happened", row["situation"]), said("Next step", row["next_step"])],
        ),
      ),
    ),
    section(
      "trees",
      "Idea trees",
      false,
      [],
      table("user_idea_trees").map((row) => item(word(row["name"]), [], [])),
    ),
  ];
  return all.filter((one) => one.texts.length + one.items.length > 0);
}

function paths(table: (name: string) => readonly Row[]): Section[] {
  const milestones = table("user_milestones").toSorted(
    (a, b) => Number(a["year"]) - Number(b["year"]) || Number(a["quarter"]) - Number(b["quarter"]),
  );
  const options = byRank(table("user_career_options"));
  return [
    section(
      "paths",
      "Paths",
      options.some((row) => word(row["notes"]) !== ""),
      [],
      options.map((row) =>
        item(
          word(row["title"]),
          [
            score("coherence", row["coherence_score"]),
            score("work", row["work_needs_score"]),
            score("life", row["life_needs_score"]),
          ],
          [
            said(undefined, row["description"]),
            said(undefined, row["notes"]),
            ...milestones
              .filter((one) => one["career_option_id"] === row["id"])
              .map((one) => said(when(one), one["title"])),
          ],
        ),
      ),
    ),
  ];
}

/** The levels of the last whole assessment, in the workbook's order; decision 26's words for what stands out. */
function competencies(stem: Stem, rows: Rows): Section {
  const all = stem.release.competencies;
  // Nothing here asks whether a year has passed.
  const { history, jobContext, reading, even } = competencyResults(all, assessmentsIn(rows), {
    ms: 0,
    zone: "UTC",
  });
  const [latest] = history;
  const words = { strength: "stands out", growth: "room to grow", steady: "" };
  return section(
    "competencies",
    "Fifteen levels, by your own reading",
    false,
    [
      said("Chosen", latest?.completedAt.slice(0, 10)),
      said("Average", jobContext === null ? "" : `${jobContext.average.toFixed(1)} of 5`),
      said("Together", even ? "Level all round: nothing stands out against the rest." : ""),
    ],
    all.flatMap(({ id, name }) => {
      const level = latest?.scores[id];
      if (level === undefined) return [];
      return item(name, [`${level} of 5`, even ? "" : words[reading[id] ?? "steady"]], []);
    }),
  );
}

const score = (name: string, value: unknown): string =>
  typeof value === "number" ? `${name} ${value} of 10` : "";
const when = (row: Row): string =>
  `${word(row["year"])}${typeof row["quarter"] === "number" ? `, quarter ${row["quarter"]}` : ""}`;

function money(row: Row): Section {
  const currency = word(row["currency"]);
  const amount = (column: string): string => {
    const digits = word(row[column]);
    return /^\d+$/.test(digits) && /^[A-Z]{3}$/.test(currency) ? showMoney(Number(digits), currency) : "";
  };
  const hourly = amount("hourly_batna");
  return section("money", "What you need to live on", true, [
    said("A month", amount("monthly_expenses")),
    said("A year", amount("annual_needs")),
    said("Walk-away rate", hourly === "" ? "" : `${hourly} an hour`),
    said("What a job has to bring besides", row["benefits_needed"]),
    said("Notes", row["notes"]),
  ]);
}

const word = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function said(label: string | undefined, value: unknown): Said {
  return label === undefined ? { text: word(value) } : { label, text: word(value) };
}

const item = (title: string, detail: readonly string[], texts: readonly Said[]): Item => ({
  title,
  detail: detail.filter((one) => one !== "").join(" · "),
  texts: texts.filter((one) => one.text !== ""),
});

const section = (
  id: string,
  title: string,
  isPrivate: boolean,
  texts: readonly Said[],
  items: readonly Item[] = [],
): Section => ({
  id,
  title,
  isPrivate,
  texts: texts.filter((one) => one.text !== ""),
  // What is sealed and does not open here has no words.
  items: items.filter((one) => one.title !== "" || one.texts.length > 0),
});

const rankOf = (row: Row): number => (typeof row["rank"] === "number" ? row["rank"] : Infinity);
const byRank = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));

function span(from: unknown, until: unknown): string {
  const [first, last] = [showMonth(word(from)), showMonth(word(until))];
  if (first === "") return last === "" ? "" : `until ${last}`;
  return last === "" ? `since ${first}` : first === last ? first : `${first} to ${last}`;
}
