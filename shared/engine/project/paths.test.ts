import { describe, expect, test } from "vitest";
import type { Connection, StemBlock } from "../../content/block.ts";
import { canonicalJson, sha256Hex } from "../../ids/uuid5.ts";
import { userId, World } from "../testing/history.ts";
import { block, releaseOf } from "../testing/small.ts";
import { Dice } from "../testing/seed.ts";
import { envelopeOf, rowOf } from "../testing/values.ts";
import { projectAll } from "./project.ts";

/* Paths, milestones, people: what the rows of the later tables owe each other. */

const opId = userId;
const say = (on: World, blockId: string, value: unknown, hashes?: Record<string, string>) => {
  const known = on.state.answers.get(blockId);
  const more = hashes === undefined ? {} : { hashes };
  const step =
    known === undefined
      ? on.run({ t: "reply", opId, blockId, value, ...more })
      : on.run({ t: "edit", opId, blockId, baseRev: known.rev, value, ...more });
  expect(step.decision).toMatchObject({ ok: true });
};
const rows = (on: World, table: string) => projectAll(on.stem, on.state).rows().get(table) ?? [];
const uses = (from: string, use: Connection["use"]): StemBlock["connections"] => [
  { dataObject: "O", label: "L", from: [from], transform: [], reveal: "shown", use },
];
const idea = (n: number, text: string) => ({ id: rowOf("option", n), text });
const ranking = block("ranking_grid", "2.3.4.paths", { config: { target: "user_career_options", top: 3 } });
const title = (pick: number) =>
  block("textarea", `2.3.4.title-${pick}`, {
    save: { table: "user_career_options", column: "title", row: { from: ranking.id, pick } },
  });
const score = block("slider", "2.4.2.fit", {
  save: { table: "user_career_options", column: "coherence_score", row: { from: ranking.id, pick: 1 } },
});

describe("career options", () => {
  const ranked = (...ideas: object[]) => ({ rows: ideas });
  const [baker, nurse, guide, smith] = ["Baker", "Nurse", "Guide", "Smith"].map((text, n) => idea(n, text));

  test("TO4: the first three of any list become paths; the fourth is none", () => {
    const on = new World(releaseOf([ranking]));
    say(on, ranking.id, ranked(baker ?? {}, nurse ?? {}, guide ?? {}, smith ?? {}));
    expect(rows(on, "user_career_options")).toMatchObject([
      { id: rowOf("option", 0), title: "Baker", rank: 1 },
      { id: rowOf("option", 1), title: "Nurse", rank: 2 },
      { id: rowOf("option", 2), title: "Guide", rank: 3 },
    ]);
  });

  test("PJ18: a path is called what the learner called it, though it is ranked again later", () => {
    const on = new World(releaseOf([ranking, title(1), score]));
    say(on, ranking.id, ranked(baker ?? {}, nurse ?? {}));
    say(on, "2.3.4.title-1", "A bakery of my own");
    say(on, score.id, 7);
    say(on, ranking.id, ranked(nurse ?? {}, baker ?? {}));
    const byId = rows(on, "user_career_options").toSorted((a, b) =>
      String(a["id"]) < String(b["id"]) ? 1 : -1,
    );
    expect(byId).toMatchObject([
      { id: rowOf("option", 1), title: "Nurse", rank: 1, coherence_score: null },
      { id: rowOf("option", 0), title: "A bakery of my own", rank: 2, coherence_score: 7 },
    ]);
  });

  test("PJ9: what was said of a path comes back with it when it is ranked again", () => {
    const on = new World(releaseOf([ranking, score]));
    say(on, ranking.id, ranked(baker ?? {}, nurse ?? {}));
    say(on, score.id, 7);
    say(on, ranking.id, ranked(nurse ?? {}, guide ?? {}));
    expect(rows(on, "user_career_options").map((row) => [row["title"], row["coherence_score"]])).toEqual([
      ["Nurse", null],
      ["Guide", null],
    ]);
    say(on, ranking.id, ranked(nurse ?? {}, baker ?? {}));
    expect(rows(on, "user_career_options").find((row) => row["title"] === "Baker")).toMatchObject({
      coherence_score: 7,
    });
  });

  test("PJ17: a slot's row is there as soon as it has a title, and keeps the last one", () => {
    const slot = (kind: string, word: string, column: string) =>
      block(kind, `2.3.4.${word}`, {
        save: { table: "user_career_options", column, row: { slot: "path-1" } },
      });
    const list = block("list_builder", "2.3.4.list", {
      config: { target: "user_career_options", fields: [{ name: "title", label: "", type: "text" }] },
    });
    const on = new World(
      releaseOf([slot("slider", "fit", "coherence_score"), slot("textarea", "name", "title"), list]),
    );
    say(on, "2.3.4.fit", 6);
    expect(rows(on, "user_career_options")).toEqual([]);
    say(on, "2.3.4.name", "Baker");
    expect(rows(on, "user_career_options")).toMatchObject([{ title: "Baker", coherence_score: 6 }]);
    const id = String(rows(on, "user_career_options")[0]?.["id"]);
    say(on, "2.3.4.list", { rows: [{ id, title: "" }] });
    expect(rows(on, "user_career_options")).toMatchObject([{ title: "Baker" }]);
  });

  test("PJ9: milestones hang on the path that was first when they were asked, wherever it ranks now", () => {
    const milestones = block("list_builder", "2.4.1.first", {
      config: {
        target: "user_milestones",
        path: { from: ranking.id, pick: 1 },
        fields: [
          { name: "year", label: "", type: "number", required: true },
          { name: "title", label: "", type: "text", required: true },
        ],
      },
      connections: uses(ranking.id, "show"),
    });
    const on = new World(releaseOf([ranking, milestones]));
    say(on, ranking.id, ranked(baker ?? {}, nurse ?? {}));
    say(on, milestones.id, { rows: [{ id: rowOf("milestone", 1), year: 2028, title: "First shop" }] });
    say(on, ranking.id, ranked(nurse ?? {}, baker ?? {}));
    expect(rows(on, "user_milestones")).toMatchObject([{ career_option_id: rowOf("option", 0), year: 2028 }]);
    // The path is gone: the milestone stays, and hangs on nothing.
    say(on, ranking.id, ranked(nurse ?? {}, guide ?? {}));
    expect(rows(on, "user_milestones")).toMatchObject([{ career_option_id: null, title: "First shop" }]);
  });
});

describe("people and places to work", () => {
  const company = { id: rowOf("company", 1), name: "Acme" };
  const companies = block("list_builder", "3.3.4.companies", {
    config: { target: "user_companies", fields: [{ name: "name", label: "", type: "text", required: true }] },
  });
  const contacts = block("list_builder", "3.3.4.contacts", {
    config: {
      target: "user_contacts",
      fields: [
        { name: "name", label: "", type: "text", required: true },
        { name: "company_id", label: "", type: "link", adds: true },
      ],
    },
    connections: uses(companies.id, "link"),
  });
  const env = (n: number) => envelopeOf(new Dice(n));
  const contact = (name: unknown, company_id: string) => ({ id: rowOf("contact", 1), name, company_id });

  test("TO1: a contact points at a company as long as that is there, one named on the way included", () => {
    const on = new World(releaseOf([companies, contacts]));
    say(on, companies.id, { rows: [company] });
    say(on, contacts.id, { rows: [contact(env(1), company.id)] });
    expect(rows(on, "user_contacts")).toMatchObject([
      { company_id: company.id, name: JSON.stringify(env(1)) },
    ]);
    say(on, companies.id, { rows: [] });
    expect(rows(on, "user_contacts")).toMatchObject([{ company_id: null }]);
    const linked = [{ id: rowOf("company", 2), text: "Corner bakery" }];
    say(on, contacts.id, { rows: [contact(env(1), rowOf("company", 2))], linked });
    expect(rows(on, "user_companies")).toMatchObject([{ id: rowOf("company", 2), name: "Corner bakery" }]);
    expect(rows(on, "user_contacts")).toMatchObject([{ company_id: rowOf("company", 2) }]);
  });

  test("PJ19: a row with sealed columns is told apart by what its browser says of it, never by its envelopes", () => {
    const on = new World(releaseOf([companies, contacts]));
    const hashOf = () => rows(on, "user_contacts")[0]?.["content_hash"];
    const hashes = { [rowOf("contact", 1)]: "aGFzaA==" };
    say(on, companies.id, { rows: [company] });
    say(on, contacts.id, { rows: [contact(env(1), company.id)] });
    expect(hashOf()).toBeNull();
    say(on, contacts.id, { rows: [contact(env(2), company.id)] }, hashes);
    const before = hashOf();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    say(on, contacts.id, { rows: [contact(env(3), company.id)] }, hashes);
    expect(hashOf()).toBe(before);
    say(on, contacts.id, { rows: [contact(env(3), "")] }, hashes);
    expect(hashOf()).not.toBe(before);
    const {
      id: _id,
      stem_id: _s,
      origin: _o,
      content_hash,
      rev: _r,
      created_at: _c,
      updated_at: _u,
      ...own
    } = rows(on, "user_companies")[0] ?? {};
    expect(content_hash).toBe(sha256Hex(canonicalJson(own)));
  });
});
