import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Recall } from "../../../shared/content/block.ts";
import { listBuilder, listConfig } from "../../../shared/tools/list_builder/tool.ts";
import { linkOptions, newMark } from "./links.ts";
import { listLeft, listProblems, listValue, notYetIn, restoreList, type ListDraft } from "./model.ts";
import { rowSummary, titleField } from "./reading.ts";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const makeId = () => crypto.randomUUID();
const contacts = listConfig.parse({
  target: "user_contacts",
  mode: "extend",
  item: "person",
  fields: [
    { name: "name", label: "Who", type: "text", required: true, maxLength: 120 },
    {
      name: "relationship_status",
      label: "How it stands",
      type: "select",
      options: [{ value: "wrote", text: "Wrote" }],
    },
    { name: "company_id", label: "Where they are", type: "link", adds: true },
  ],
});
const milestones = listConfig.parse({
  target: "user_milestones",
  fields: [
    { name: "title", label: "What happens", type: "text", required: true },
    { name: "year", label: "Year", type: "number", required: true, min: 2026, max: 2040 },
  ],
});
const notes = listConfig.parse({
  target: "user_contacts",
  mode: "update",
  item: "person",
  fields: [{ name: "notes", label: "What they told you", type: "long", maxLength: 40 }],
});
const places: Recall = {
  dataObject: "Companies",
  label: "Your places",
  from: ["3.3.4.companies"],
  transform: [],
  rows: [{ id: id(1), text: "Canal depot" }],
  sealed: false,
  reveal: "shown",
  use: "link",
};
const person = (n: number, texts: Record<string, string>) => ({ id: id(n), texts });
const draftOf = (...rows: ListDraft["rows"][number][]): ListDraft => ({ rows, entry: "" });
const accepted = (value: unknown, config: typeof contacts) =>
  listBuilder.value(config, "open").safeParse(value).success &&
  listBuilder.check(value as never, config, { userId: "u", skillName: () => undefined }) === null;

describe("TO1: links", () => {
  const options = linkOptions([places], []);

  test("one that is named here is made once, whoever says it, and is the known one where there is one", () => {
    const draft = draftOf(
      person(10, { name: "Lamar", company_id: `${newMark}The  town dairy` }),
      person(11, { name: "Chau", company_id: `${newMark}the town DAIRY` }),
      person(12, { name: "Ines", company_id: `${newMark}canal depot` }),
      person(13, { name: "Omar", company_id: newMark }),
    );
    const value = listValue(draft, contacts, makeId, options);
    const made = value.linked?.[0];
    expect(value.linked).toEqual([{ id: made?.id, text: "The town dairy" }]);
    expect(value.rows.map((row) => row["company_id"])).toEqual([made?.id, made?.id, id(1), ""]);
    expect(accepted(value, contacts)).toBe(true);
    expect(restoreList(undefined, value, contacts, []).linked).toEqual(value.linked);
    const again = listValue(restoreList(undefined, value, contacts, []), contacts, makeId, options);
    expect(again).toEqual(value);
  });

  test("what is typed is taken by the contract, whatever it is", () => {
    const text = fc.oneof(
      fc.constantFrom("", newMark, id(1), id(7), "not an id"),
      fc.string({ maxLength: 20 }).map((name) => newMark + name),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const rows = texts.map((company_id, i) => person(20 + i, { name: "N", company_id }));
        const draft = draftOf(...rows);
        if (listProblems(draft, contacts).length > 0) return;
        expect(accepted(listValue(draft, contacts, makeId, options), contacts)).toBe(true);
      }),
    );
  });

  test("a name that is too long is said at its field, and a place that nobody links to is not made", () => {
    const long = draftOf(person(10, { name: "Lamar", company_id: newMark + "x".repeat(161) }));
    expect(listProblems(long, contacts)[0]).toMatchObject({ at: `${id(10)}.company_id` });
    const linked = { linked: [{ id: id(3), text: "Left" }] };
    expect(listValue({ ...draftOf(person(10, { name: "L" })), ...linked }, contacts, makeId).linked).toBe(
      undefined,
    );
  });

  test("it reads by its name", () => {
    expect(rowSummary({ name: "L", company_id: id(1) }, contacts, options)).toBe("Canal depot");
    expect(rowSummary({ name: "L", company_id: `${newMark} Dairy` }, contacts, options)).toBe("Dairy");
  });
});

describe("TO1: numbers", () => {
  const words = (year: string) =>
    listProblems(draftOf(person(1, { title: "T", year })), milestones)[0]?.words;
  test("out of range, or no whole number where a year is asked, is said with what fits", () => {
    expect(words("2062")).toBe("Write a year from 2026 to 2040.");
    expect(words("2030.5")).toBe("Write a year from 2026 to 2040.");
    expect(words("next")).toBe("Write a number here, such as 12.");
    expect(words("2030")).toBeUndefined();
  });
});

describe("TO1: rows of earlier lists", () => {
  const known = [
    { id: id(10), text: "Lamar", name: "Lamar", relationship_status: "weak", notes: "" },
    { id: id(11), text: "Chau", name: "Chau", relationship_status: "wrote", notes: "Slow Tuesdays" },
  ];

  test("a choice that this list has no option for is not said here: what was said there stands", () => {
    const draft = restoreList(undefined, undefined, contacts, known);
    const { rows } = listValue(draft, contacts, makeId);
    expect(rows[0]).toEqual({ id: id(10), name: "Lamar", company_id: "" });
    expect(rows[1]).toMatchObject({ relationship_status: "wrote" });
    const [lamar] = listBuilder.writes({ rows }, contacts, {
      userId: "u",
      key: "3.5.1.log",
      exerciseId: "3.5.1",
      skillCategory: () => null,
    });
    expect(lamar?.fields).toEqual({ name: "Lamar", company_id: null });
  });

  test("where rows are only completed, those of which nothing is said stay out of the answer", () => {
    const draft = restoreList(undefined, undefined, notes, known);
    expect(titleField(notes)).toBeNull();
    expect(listLeft(draft, notes)).toBe("1 of 2");
    expect(listValue(draft, notes, makeId).rows).toEqual([{ id: id(11), notes: "Slow Tuesdays" }]);
  });

  test("one that was taken out is offered again", () => {
    const draft = restoreList(undefined, undefined, contacts, known.slice(0, 1));
    expect(notYetIn(draft, known, contacts).map((row) => row.text)).toEqual(["Chau"]);
  });
});
