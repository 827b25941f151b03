import { expect, test } from "vitest";
import type { Connection, StemBlock } from "../content/block.ts";
import { rowsOf } from "./answerRows.ts";
import { recallsOf } from "./recall.ts";
import { userId, World } from "./testing/history.ts";
import { Dice } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf } from "./testing/values.ts";

const say = (on: World, blockId: string, value: unknown) =>
  expect(on.run({ t: "reply", opId: userId, blockId, value }).decision).toMatchObject({ ok: true });
const from = (key: string, use: Connection["use"], transform: Connection["transform"] = []): Connection => ({
  dataObject: "O",
  label: "L",
  from: [key],
  transform,
  reveal: "shown",
  use,
});
const name = { name: "name", label: "Who", type: "text", required: true };
const list = (word: string, config: Record<string, unknown>, ...connections: Connection[]): StemBlock =>
  block("list_builder", `3.3.4.${word}`, { config, connections });
const companies = list("companies", { target: "user_companies", fields: [name] });
const notes = list(
  "notes",
  {
    target: "user_companies",
    mode: "update",
    fields: [
      { name: "research_notes", label: "", type: "long" },
      { name: "status", label: "", type: "select", options: [{ value: "fit", text: "Fits well" }] },
    ],
  },
  from(companies.id, "target"),
);
const again = list(
  "again",
  { target: "user_companies", mode: "extend", fields: [name, { name: "url", label: "", type: "url" }] },
  from(notes.id, "target"),
);
const contacts = list(
  "contacts",
  {
    target: "user_contacts",
    fields: [name, { name: "company_id", label: "", type: "link", adds: true }],
  },
  from(companies.id, "link"),
);
const [acme, corner] = [rowOf("company", 1), rowOf("company", 2)];

test("RC4: a list that completes others has their names and fields, and its own over them", () => {
  const on = new World(releaseOf([companies, notes, again]));
  say(on, companies.id, { rows: [{ id: acme, name: "Acme" }] });
  say(on, notes.id, { rows: [{ id: acme, research_notes: "Kind people", status: "fit" }] });
  say(on, again.id, {
    rows: [
      { id: acme, name: "Acme Ltd", url: "" },
      { id: corner, name: "Corner" },
    ],
  });
  expect(rowsOf(on.stem, on.state, notes.id)).toEqual([
    {
      id: acme,
      text: "Acme",
      name: "Acme",
      research_notes: "Kind people",
      status: "fit",
      status_text: "Fits well",
    },
  ]);
  expect(rowsOf(on.stem, on.state, again.id)).toMatchObject([
    { id: acme, text: "Acme Ltd", name: "Acme Ltd", research_notes: "Kind people" },
    { id: corner, text: "Corner" },
  ]);
});

test("RC4: what a link points at comes with its name, also one that was named in passing", () => {
  const on = new World(releaseOf([companies, contacts]));
  say(on, companies.id, { rows: [{ id: acme, name: "Acme" }] });
  const env = envelopeOf(new Dice(1));
  const row = (n: number, company_id: string) => ({ id: rowOf("contact", n), name: env, company_id });
  say(on, contacts.id, {
    rows: [row(1, acme), row(2, corner), row(3, "")],
    linked: [{ id: corner, text: "Corner bakery" }],
  });
  expect(rowsOf(on.stem, on.state, contacts.id)).toMatchObject([
    { company_id: acme, company_id_text: "Acme", name: { env }, text: "" },
    { company_id: corner, company_id_text: "Corner bakery" },
    { company_id: "" },
  ]);
});

test("RC6: rows with an envelope go whole and sealed, though their placement is not private", () => {
  const asked = block("textarea", "3.3.4.asked", {
    connections: [from(contacts.id, "show", [{ op: "count" }])],
  });
  const on = new World(releaseOf([companies, contacts, asked]));
  say(on, companies.id, { rows: [] });
  say(on, contacts.id, { rows: [{ id: rowOf("contact", 1), name: envelopeOf(new Dice(1)) }] });
  const [recall] = recallsOf(on.stem, on.state, asked);
  expect(recall).toMatchObject({ sealed: true, transform: [{ op: "count" }] });
  expect(recall?.rows).toHaveLength(1);
});

test("RC4: lists that complete each other in a circle come to an end", () => {
  const one = list("one", { ...notes.config }, from("3.3.4.two", "target"));
  const two = list("two", { ...notes.config }, from("3.3.4.one", "target"));
  const on = new World(releaseOf([companies, one, two]));
  say(on, companies.id, { rows: [{ id: acme, name: "Acme" }] });
  say(on, one.id, { rows: [{ id: acme, research_notes: "First" }] });
  say(on, two.id, { rows: [{ id: acme, research_notes: "Second" }] });
  expect(rowsOf(on.stem, on.state, one.id)).toMatchObject([{ research_notes: "First" }]);
});

test("RC14: a flow log kept outside the thread comes back beside the entries made in it", () => {
  const log = block("flow_tracker", "1.3.2.week", { config: { span: "week" } });
  const asked = block("textarea", "1.3.3.seen", {
    connections: [
      { ...from(log.id, "show", [{ op: "filter", field: "seed", is: true }]), outside: true },
      from(log.id, "show"),
    ],
  });
  const on = new World(
    releaseOf([log, asked], {
      tools: [
        {
          id: 1,
          name: "flow_tracker",
          label: "",
          description: "",
          instructions: "",
          icon: "",
          unlocksAt: null,
        },
      ],
    }),
  );
  const moment = (n: number, energy: number) => ({
    id: rowOf("moment", n),
    activity: `Moment ${n}`,
    energy,
    focus: 5,
    day: "2026-01-05",
  });
  say(on, log.id, { rows: [moment(1, 1), moment(2, -1)] });
  for (const n of [3, 4]) {
    const value = { rows: [moment(n, 2)] };
    const op = {
      t: "tool",
      opId: userId,
      tool: "flow_tracker",
      instanceId: rowOf("item", n),
      baseRev: 0,
      value,
    } as const;
    expect(on.run(op).decision).toMatchObject({ ok: true });
  }
  on.run({
    t: "tool",
    opId: userId,
    tool: "flow_tracker",
    instanceId: rowOf("item", 3),
    baseRev: 1,
    value: null,
  });
  const texts = recallsOf(on.stem, on.state, asked).map((one) => one.rows.map((row) => row.text));
  expect(texts).toEqual([
    ["Moment 1", "Moment 4"],
    ["Moment 1", "Moment 2"],
  ]);
});

test("RC15: a ranked path goes by the title that the learner gave it", () => {
  const ranking = block("ranking_grid", "2.3.4.paths", { config: { target: "user_career_options", top: 3 } });
  const title = block("textarea", "2.3.4.title", {
    save: { table: "user_career_options", column: "title", row: { from: ranking.id, pick: 2 } },
  });
  const on = new World(releaseOf([ranking, title]));
  say(on, ranking.id, {
    rows: ["Baker", "Nurse"].map((text, n) => ({ id: rowOf("option", n), text })),
  });
  say(on, title.id, "A night ward of my own");
  expect(rowsOf(on.stem, on.state, ranking.id).map((row) => row.text)).toEqual([
    "Baker",
    "A night ward of my own",
  ]);
});
