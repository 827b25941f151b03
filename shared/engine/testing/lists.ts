import { skillCategories, type StemBlock } from "../../content/block.ts";
import type { Dice } from "./dice.ts";

/* Configs of lists and rankings, one for every table they fill. */

type Config = Record<string, unknown>;

const title = { name: "title", label: "What it was", type: "text", required: true, maxLength: 120 };
const name = { name: "name", label: "Name", type: "text", required: true };
const choice = (column: string, ...values: string[]) => ({
  name: column,
  label: "Which",
  type: "select",
  required: false,
  options: values.map((value) => ({ value, text: `Words for ${value}` })),
});
const long = (column: string) => ({ name: column, label: "More", type: "long", maxLength: 600 });
const company = { name: "company_id", label: "Where", type: "link" };

/** What a list that makes rows of a table asks, and what one that completes them does. */
export const typedLists: Readonly<Record<string, { made: readonly object[]; more: readonly object[] }>> = {
  user_experiences: {
    made: [
      title,
      choice("experience_type", "job", "other"),
      { name: "start_date", label: "From", type: "month" },
      long("description"),
    ],
    more: [{ name: "organization", label: "Where", type: "text" }],
  },
  user_locations: {
    made: [name, long("traits_liked")],
    more: [long("notes")],
  },
  user_career_options: { made: [title, long("description")], more: [long("notes")] },
  user_companies: {
    made: [name, { name: "url", label: "Page", type: "url" }],
    more: [long("research_notes")],
  },
  user_contacts: {
    made: [choice("relationship_status", "weak", "warm"), name, { ...company, adds: true }],
    more: [
      { name: "linkedin_url", label: "Page", type: "url" },
      choice("relationship_status", "met", "warm"),
    ],
  },
  user_jobs: { made: [title, company], more: [choice("application_status", "applied"), long("notes")] },
  user_milestones: {
    made: [
      { name: "year", label: "Year", type: "number", required: true, min: 2026, max: 2040 },
      choice("quarter", "1", "4"),
      title,
      choice("category", "work", "skill"),
    ],
    more: [long("description")],
  },
};

function milestones(dice: Dice, earlier: readonly StemBlock[]): Config {
  const options = earlier.filter((one) => one.config?.["target"] === "user_career_options");
  const path =
    options.length > 0 && dice.chance(2)
      ? { from: dice.of(options).id, pick: dice.nat(3) + 1 }
      : { slot: dice.of(["path-1", "path-2"]) };
  return { target: "user_milestones", fields: typedLists["user_milestones"]?.made, path };
}

const plainFields = [
  { name: "text", label: "Line", type: "text", required: true },
  { name: "star", label: "This one", type: "check" },
  { name: "when", label: "When", type: "day" },
  { name: "whom", label: "Whom", type: "text" },
];

export function listConfigOf(dice: Dice, earlier: readonly StemBlock[], isPrivate: boolean): Config {
  const size = { min: dice.nat(2), max: 8 };
  if (dice.chance(3)) {
    const fields = dice.chance(2) ? { fields: plainFields } : {};
    return { target: "user_list_items", list: dice.of(["Topics", "Places"]), ...fields, ...size };
  }
  // Of the typed tables only this one can be private throughout.
  if (isPrivate) return { target: "user_locations", fields: typedLists["user_locations"]?.made, ...size };
  const target = dice.of(Object.keys(typedLists));
  if (target === "user_milestones") return { ...milestones(dice, earlier), ...size };
  const { made = [], more = [] } = typedLists[target] ?? {};
  const mode = dice.of(["create", "create", "update", "extend"]);
  const fields = mode === "update" ? more : made;
  // There may be nothing yet to complete.
  if (mode === "update") size.min = 0;
  const defaults =
    target === "user_jobs" && mode !== "update" ? { defaults: { application_status: "saved" } } : {};
  return { target, mode, fields, ...defaults, ...size };
}

export function rankingConfigOf(dice: Dice, isPrivate: boolean): Config {
  const size = { min: 1, max: 8 };
  if (isPrivate)
    return dice.chance(2)
      ? { target: "user_locations", top: 8, ...size }
      : { target: "user_list_items", list: "Ranked", top: 3, ...size };
  return dice.of<Config>([
    { target: "user_list_items", list: "Ranked", top: 3, ...size },
    { target: "user_career_options", top: 3, ...size },
    { target: "user_skills", category: dice.of(skillCategories), top: dice.of([2, 10]), ...size },
  ]);
}
