import { describe, expect, test } from "vitest";
import { rowOf } from "../../engine/testing/values.ts";
import { listBuilder, listConfig, type ListRow } from "./tool.ts";

const context = { userId: "u", skillName: () => undefined };
const config = listConfig.parse({
  target: "user_experiences",
  min: 1,
  max: 3,
  fields: [
    { name: "title", label: "What it was", type: "text", required: true, maxLength: 10 },
    { name: "kind", label: "Kind", type: "select", options: [{ value: "job", text: "Paid work" }] },
    { name: "start", label: "From", type: "month" },
    { name: "hours", label: "Hours", type: "number" },
    { name: "link", label: "Link", type: "url" },
  ],
});
const row = (n: number, more: object = {}): ListRow => ({
  id: rowOf("experience", n),
  title: "Roofer",
  ...more,
});
const takes = (...rows: object[]) => listBuilder.value(config, "open").safeParse({ rows }).success;
const checked = (...rows: ListRow[]) => listBuilder.check({ rows }, config, context);

describe("TO1: list_builder", () => {
  test.each<[string, object, boolean]>([
    ["the required field alone", {}, true],
    ["every field", { kind: "job", start: "2019-04", hours: 3, link: "https://example.org" }, true],
    ["fields that are not said", { kind: "", start: "", hours: null, link: "" }, true],
    ["a text that is too long", { title: "x".repeat(11) }, false],
    ["a choice that is none", { kind: "hobby" }, false],
    ["a month that is none", { start: "2019-13" }, false],
    ["a day", { start: "2019-04-01" }, false],
    ["a number in words", { hours: "three" }, false],
    ["a link that is none", { link: "example" }, false],
    ["a field nobody asked for", { salary: 1 }, false],
    ["no required field", { title: undefined }, false],
    ["an id that is none", { id: "1" }, false],
  ])("TO1: %s", (_name, more, taken) => {
    expect(takes(row(1, more))).toBe(taken);
  });

  test("TO1: too many rows are refused by the schema, too few and doubles by the check, with their place", () => {
    expect(takes(row(1), row(2), row(3), row(4))).toBe(false);
    expect(checked()).toMatchObject({ code: "invalid", path: "value.rows", message: "Add at least 1" });
    expect(checked(row(1), row(1))).toMatchObject({ path: "value.rows.1.id" });
    expect(checked(row(1), row(2, { title: "  " }))).toMatchObject({
      path: "value.rows.1.title",
      message: "What it was is empty",
    });
    expect(checked(row(1), row(2))).toBeNull();
  });

  test("TO1: a plain list has one field, `text`", () => {
    const plain = listConfig.parse({ target: "user_list_items", list: "Topics" });
    expect(plain).toMatchObject({ mode: "create", min: 0, max: 60, item: "line" });
    const schema = listBuilder.value(plain, "open");
    expect(schema.safeParse({ rows: [{ id: rowOf("item", 1), text: "boats" }] }).success).toBe(true);
    expect(schema.safeParse({ rows: [{ id: rowOf("item", 1), title: "boats" }] }).success).toBe(false);
    expect(
      listBuilder.value(plain, "all").safeParse({ rows: [{ id: rowOf("item", 1), text: "boats" }] }).success,
    ).toBe(false);
  });

  test("TO1: what is not said is null in its column, and a row brought back is named by its first field", () => {
    const place = { userId: "u", key: "k", exerciseId: "1.1.1", skillCategory: () => null };
    const value = { rows: [row(1, { kind: "", hours: 0 })] };
    expect(listBuilder.writes(value, config, place)).toEqual([
      {
        table: "user_experiences",
        id: rowOf("experience", 1),
        creates: true,
        fields: { title: "Roofer", kind: null, start: null, hours: 0, link: null },
      },
    ]);
    expect(listBuilder.rows(value, config, context)).toMatchObject([
      { id: rowOf("experience", 1), text: "Roofer", title: "Roofer" },
    ]);
    expect(listBuilder.newSkills(value)).toEqual([]);
  });

  test.each([
    { fields: [{ name: "A b", label: "", type: "text" }] },
    { fields: [{ name: "a", label: "", type: "colour" }] },
    { target: "users" },
    { sort: 1 },
  ])("TO1: a config of %j is none", (more) => {
    expect(listConfig.safeParse({ target: "user_list_items", ...more }).success).toBe(false);
  });
});
