import { describe, expect, test } from "vitest";
import { Dice } from "../../engine/testing/seed.ts";
import { envelopeOf, rowOf } from "../../engine/testing/values.ts";
import type { Sealing } from "../fields.ts";
import { listBuilder, listConfig, type ListConfig, type ListValue } from "./tool.ts";

const context = { userId: "u", skillName: () => undefined };
const place = { userId: "u", key: "3.3.4.people", exerciseId: "3.3.4", skillCategory: () => null };
const env = envelopeOf(new Dice(1));
const company = rowOf("item", 9);

const contacts = listConfig.parse({
  target: "user_contacts",
  fields: [
    {
      name: "relationship_status",
      label: "How well",
      type: "select",
      options: [{ value: "weak", text: "A little" }],
    },
    { name: "name", label: "Who", type: "text", required: true },
    { name: "linkedin_url", label: "Page", type: "url" },
    { name: "company_id", label: "Where", type: "link", adds: true },
  ],
});
const milestones = listConfig.parse({
  target: "user_milestones",
  path: { slot: "path-1" },
  fields: [
    { name: "year", label: "Year", type: "number", required: true, min: 2026, max: 2040 },
    {
      name: "quarter",
      label: "When",
      type: "select",
      options: ["1", "2", "3", "4"].map((value) => ({ value, text: `Q${value}` })),
    },
    { name: "title", label: "What", type: "text", required: true },
  ],
});
const plain = listConfig.parse({
  target: "user_list_items",
  list: "Unknowns",
  fields: [
    { name: "text", label: "Question", type: "text", required: true },
    { name: "star", label: "Begin here", type: "check" },
    { name: "when", label: "When", type: "day" },
    { name: "whom", label: "Whom to ask", type: "text" },
  ],
});
const takes = (config: ListConfig, sealing: Sealing, row: object, more: object = {}) =>
  listBuilder.value(config, sealing).safeParse({ rows: [{ id: rowOf("item", 1), ...row }], ...more }).success;

describe("typed lists", () => {
  test.each<[string, ListConfig, Sealing, object, boolean]>([
    [
      "a sealed name beside an open choice",
      contacts,
      "columns",
      { name: env, relationship_status: "weak" },
      true,
    ],
    ["a name in the clear", contacts, "columns", { name: "A.", relationship_status: "weak" }, false],
    ["opened, a name", contacts, "open", { name: "A." }, true],
    ["an address sealed with its contact", contacts, "columns", { name: env, linkedin_url: env }, true],
    [
      "an address in the clear",
      contacts,
      "columns",
      { name: env, linkedin_url: "https://example.org" },
      false,
    ],
    ["opened, no address", contacts, "open", { name: "A.", linkedin_url: "example" }, false],
    ["a link", contacts, "columns", { name: env, company_id: company }, true],
    ["a link to no row", contacts, "columns", { name: env, company_id: "Acme" }, false],
    ["a whole year", milestones, "columns", { year: 2028, title: "First shop" }, true],
    ["half a year", milestones, "columns", { year: 2028.5, title: "First shop" }, false],
    ["a year before the first", milestones, "columns", { year: 2019, title: "First shop" }, false],
    ["a fifth quarter", milestones, "columns", { year: 2028, title: "First shop", quarter: "5" }, false],
    ["a plain list's own fields", plain, "columns", { text: "Why?", star: true, when: "2026-03-31" }, true],
    ["a day that there is not", plain, "columns", { text: "Why?", when: "2026-02-31" }, false],
    ["a star in words", plain, "columns", { text: "Why?", star: "yes" }, false],
    ["a private list's texts, all of them", plain, "all", { text: env, star: true, whom: env }, true],
    ["one of them in the clear", plain, "all", { text: env, whom: "T." }, false],
  ])("TO1: %s", (_name, config, sealing, row, expected) => {
    expect(takes(config, sealing, row)).toBe(expected);
  });

  test("TO1: a company named in a list of contacts is made with it", () => {
    const linked = [{ id: company, text: "Acme" }];
    expect(takes(contacts, "columns", { name: env, company_id: company }, { linked })).toBe(true);
    expect(takes(milestones, "columns", { year: 2028, title: "x" }, { linked })).toBe(false);
    const value: ListValue = { rows: [{ id: rowOf("item", 1), name: env, company_id: company }], linked };
    expect(listBuilder.writes(value, contacts, place)).toEqual([
      { table: "user_companies", id: company, creates: true, fields: { name: "Acme" } },
      {
        table: "user_contacts",
        id: rowOf("item", 1),
        creates: true,
        fields: { relationship_status: null, name: env, linkedin_url: null, company_id: company },
        links: { company_id: { table: "user_companies", id: company } },
      },
    ]);
  });

  test("TO1: milestones hang on the row their path came to; without one they stand alone", () => {
    const value = { rows: [{ id: rowOf("item", 1), year: 2028, quarter: "2", title: "First shop" }] };
    const fields = { year: 2028, quarter: 2, title: "First shop" };
    expect(listBuilder.writes(value, milestones, { ...place, rowId: "option" })).toMatchObject([
      {
        fields: { ...fields, career_option_id: "option" },
        links: { career_option_id: { table: "user_career_options", id: "option" } },
      },
    ]);
    expect(listBuilder.writes(value, milestones, place)).toMatchObject([
      { fields: { ...fields, career_option_id: null } },
    ]);
  });

  test("TO1: what nobody has said stands as the author says; `update` makes no row", () => {
    const jobs = listConfig.parse({
      target: "user_jobs",
      mode: "update",
      fields: [{ name: "title", label: "What", type: "text" }],
      defaults: { application_status: "saved" },
    });
    expect(listBuilder.writes({ rows: [{ id: company, title: "Baker" }] }, jobs, place)).toMatchObject([
      { creates: false, fields: { title: "Baker" }, defaults: { application_status: "saved" } },
    ]);
  });

  test("TO1: rows are known by their name, wherever it stands; choices come with their words, numbers as numbers", () => {
    const rows = listBuilder.rows(
      { rows: [{ id: company, relationship_status: "weak", name: "A." }] },
      contacts,
      context,
    );
    expect(rows).toEqual([
      {
        id: company,
        text: "A.",
        name: "A.",
        relationship_status: "weak",
        relationship_status_text: "A little",
      },
    ]);
    const value = { rows: [{ id: company, year: 2028, quarter: "2", title: "First shop" }] };
    expect(listBuilder.rows(value, milestones, context)).toMatchObject([
      { year: 2028, quarter: 2, quarter_text: "Q2" },
    ]);
  });
});
