import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fieldsOf,
  listBuilder,
  listConfig,
  type ListConfig,
  type ListField,
} from "../../../shared/tools/list_builder/tool.ts";
import {
  listLeft,
  listProblems,
  listValue,
  notYetIn,
  restoreList,
  withEarlier,
  joinedLine,
  splitLine,
  withNew,
  withText,
  type ListDraft,
} from "./model.ts";
import { rowSummary, span } from "./reading.ts";

const context = { userId: "u", skillName: () => undefined };
const makeId = () => crypto.randomUUID();
const plain = listConfig.parse({ target: "user_list_items", list: "Topics", min: 1, max: 4, item: "topic" });
const typed = listConfig.parse({
  target: "user_experiences",
  min: 1,
  max: 5,
  item: "experience",
  fields: [
    { name: "title", label: "What it was", type: "text", required: true, maxLength: 20 },
    {
      name: "kind",
      label: "Kind",
      type: "select",
      required: true,
      options: [
        { value: "job", text: "Paid work" },
        { value: "other", text: "Care" },
      ],
    },
    { name: "start_date", label: "From", type: "month" },
    { name: "end_date", label: "Until", type: "month" },
    { name: "hours", label: "Hours", type: "number" },
    { name: "page", label: "Page", type: "url" },
    { name: "story", label: "Story", type: "long", maxLength: 30 },
    { name: "on", label: "On", type: "day" },
    { name: "star", label: "The one to begin with", type: "check" },
  ],
});

/** What the server would say. */
function refused(value: unknown, config: ListConfig): unknown {
  const parsed = listBuilder.value(config, "open").safeParse(value);
  return parsed.success ? listBuilder.check(parsed.data, config, context) : parsed.error.issues;
}

const good: Record<ListField["type"], fc.Arbitrary<string>> = {
  text: fc.constantFrom("Roofer", "Choir", "Tides and moons"),
  long: fc.constantFrom("", "One line is plenty"),
  select: fc.constantFrom("job", "other"),
  month: fc.constantFrom("", "2019", "March 2019", "03/2019", "now"),
  number: fc.constantFrom("", "12", "3,5", "-1"),
  url: fc.constantFrom("", "dreamtree.org", "https://example.org/a"),
  day: fc.constantFrom("", "2026-03-31"),
  check: fc.constantFrom("", "yes"),
  link: fc.constantFrom("", "11111111-1111-4111-8111-111111111111"),
};
const odd = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom("", " ", "soon", "1e3", "2019-2021", "no url"),
);
const textFor = (field: ListField) =>
  fc.oneof({ weight: 9, arbitrary: good[field.type] }, { weight: 1, arbitrary: odd });

const draftOf = (config: ListConfig) =>
  fc.record({
    rows: fc.array(
      fc.record({
        id: fc.uuid({ version: 4 }),
        texts: fc.record(Object.fromEntries(fieldsOf(config).map((one) => [one.name, textFor(one)])), {
          requiredKeys: [],
        }),
      }),
      { maxLength: 7 },
    ),
    entry: fc.oneof(fc.constant(""), odd),
  }) as fc.Arbitrary<ListDraft>;

describe.each([
  ["plain", plain],
  ["typed", typed],
])("a %s list", (_name, config) => {
  test("is taken by its contract whenever the card has no objection", () => {
    fc.assert(
      fc.property(draftOf(config), (draft) => {
        if (listProblems(draft, config).length > 0) return;
        expect(refused(listValue(draft, config, makeId), config)).toBeNull();
      }),
    );
  });

  test("comes back from its draft, through JSON, as it was", () => {
    fc.assert(
      fc.property(draftOf(config), (draft) => {
        expect(restoreList(JSON.parse(JSON.stringify(draft)), undefined, config, [])).toEqual(draft);
      }),
    );
  });

  test("an answer that is opened and sent unchanged is the same answer", () => {
    fc.assert(
      fc.property(draftOf(config), (draft) => {
        if (listProblems(draft, config).length > 0) return;
        const value = listValue(draft, config, makeId);
        expect(listValue(restoreList(undefined, value, config, []), config, makeId)).toEqual(value);
      }),
    );
  });
});

test("what a stranger left in the draft is not a draft", () => {
  for (const odd of [null, 3, "text", {}, { rows: 1 }, { rows: [{ id: "x", texts: {} }], entry: "" }]) {
    expect(restoreList(odd, undefined, plain, [])).toEqual({ rows: [], entry: "" });
  }
});

test("a line that is typed and not yet added is sent with the others", () => {
  const value = listValue({ rows: [], entry: " tides " }, plain, makeId);
  expect(value.rows).toMatchObject([{ text: "tides" }]);
  expect(listProblems({ rows: [], entry: "tides" }, plain)).toEqual([]);
});

test("says in words what is missing, row by row", () => {
  const one = withNew({ rows: [], entry: "" }, ["Roofer"], typed, makeId);
  const id = one.rows[0]?.id ?? "";
  const late = withText(withText(one, id, "start_date", "soon"), id, "page", "no page");
  expect(listProblems(late, typed).map((problem) => problem.at)).toEqual([
    `${id}.kind`,
    `${id}.start_date`,
    `${id}.page`,
  ]);
  expect(listProblems({ rows: [], entry: "" }, plain)).toEqual([
    { at: "entry", words: "Add 1 topic to go on." },
  ]);
  const five = withNew({ rows: [], entry: "" }, ["a", "b", "c", "d", "e"], plain, makeId);
  expect(listLeft(five, plain)).toBe("1 too many");
  expect(listProblems(five, plain)[0]?.words).toContain("holds 4");
});

test("rows of earlier answers keep their id, and are offered once", () => {
  const item = { id: crypto.randomUUID(), text: "Fuse boxes" };
  const other = { id: "1.1.3.asked-about", text: "Forms" };
  const draft = withEarlier(withEarlier({ rows: [], entry: "" }, item, plain, makeId), other, plain, makeId);
  expect(draft.rows[0]?.id).toBe(item.id);
  expect(draft.rows[1]?.id).not.toBe(other.id);
  expect(notYetIn(draft, [item, other], plain)).toEqual([]);
  expect(refused(listValue(draft, plain, makeId), plain)).toBeNull();
});

test("a list that completes earlier rows begins with them", () => {
  const id = crypto.randomUUID();
  const update = { ...typed, mode: "update" as const };
  const rows = [{ id, text: "Roofer", title: "Roofer", kind: "job", start_date: "1999-03" }];
  expect(restoreList(undefined, undefined, update, rows).rows[0]).toMatchObject({
    id,
    texts: { title: "Roofer", kind: "job", start_date: "March 1999" },
  });
});

test("a typed row reads as one quiet line", () => {
  const texts = { title: "Roofer", kind: "job", start_date: "1999", end_date: "2018", story: "long" };
  expect(rowSummary(texts, typed)).toBe("Paid work · 1999 to 2018");
  expect([span("1999", ""), span("", "1996"), span("1999", "1999"), span("", "")]).toEqual([
    "since 1999",
    "until 1996",
    "1999",
    "",
  ]);
});

test("a line parted at the cursor loses nothing, and put to the one above it is as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 20 }), { minLength: 1 }),
      fc.nat(),
      fc.nat(),
      (lines, n, m) => {
        const draft = { rows: lines.map((text, i) => ({ id: `${i}`, texts: { text } })), entry: "" };
        const row = n % lines.length;
        const at = m % ((lines[row]?.length ?? 0) + 1);
        const parted = splitLine(draft, `${row}`, at, "new");
        const texts = parted.rows.map((one) => one.texts["text"]);
        expect(texts.join("")).toBe(lines.join(""));
        expect(parted.rows[row + 1]?.id).toBe("new");
        expect(joinedLine(parted, "new")).toEqual({ draft, above: `${row}`, at });
      },
    ),
  );
  expect(joinedLine({ rows: [{ id: "0", texts: { text: "first" } }], entry: "" }, "0")).toBeNull();
});
