import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { isEnvelope } from "../crypto/envelope.ts";
import { uuid5 } from "../ids/uuid5.ts";
import { sealable, textField } from "../tools/fields.ts";
import { listItemId } from "../tools/list_builder/ids.ts";
import { sealedMark } from "../tools/sealedMark.ts";
import { replaced, sealedFields, seals } from "./sealing.ts";
import { Dice } from "./testing/seed.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { userId } from "./testing/history.ts";
import { block } from "./testing/small.ts";
import { envelopeOf, rowOf, valueFor } from "./testing/values.ts";

const who = { userId, rowIds: new Map<string, string>() };
const env = envelopeOf(new Dice(1));

describe("where sealed fields stand", () => {
  test("SE2: every envelope of a value is one of its sealed fields, and every sealed field has its own place", () => {
    fc.assert(
      fc.property(arbitraryRelease, fc.nat(), (release, entropy) => {
        for (const one of release.stem.filter((it) => it.type !== "content")) {
          const value = valueFor(one, userId, new Dice(entropy));
          const fields = sealedFields(who, one, value);
          expect(fields.every((field) => isEnvelope(field.value))).toBe(true);
          const envelopes = JSON.stringify(value).split('"ciphertext"').length - 1;
          expect(fields).toHaveLength(envelopes);
          expect(new Set(fields.map((field) => JSON.stringify(field.place))).size).toBe(fields.length);
          if (fields.length > 0) expect(seals(one)).toBe(true);
          const words = replaced(
            value,
            fields.map((field, i) => [field, `words ${i}`] as const),
          );
          expect(JSON.stringify(words)).not.toContain("ciphertext");
          expect(sealedFields(who, one, words).map((field) => field.value)).toEqual(
            fields.map((_, i) => `words ${i}`),
          );
          expect(
            replaced(
              words,
              fields.map((field) => [field, field.value] as const),
            ),
          ).toEqual(value);
        }
      }),
    );
  });

  const place = (one: ReturnType<typeof block>, value: unknown, rowIds = who.rowIds) =>
    sealedFields({ userId, rowIds }, one, value).map((field) => field.place);

  test("SE2: a question's is its save target, else the ledger", () => {
    const asked = block("textarea", "1.4.1.a", { private: true });
    expect(place(asked, env)).toEqual([
      { table: "user_responses", column: "response_text", rowId: "1.4.1.a" },
    ]);
    const oneRow = { ...asked, save: { table: "user_values", column: "life_values" } };
    expect(place(oneRow, env)).toEqual([{ table: "user_values", column: "life_values", rowId: userId }]);
    const slot = {
      ...asked,
      save: { table: "user_career_options", column: "notes", row: { slot: "path-1" } },
    };
    expect(place(slot, env)).toEqual([
      {
        table: "user_career_options",
        column: "notes",
        rowId: uuid5("slot", userId, "user_career_options", "path-1"),
      },
    ]);
    const chosen = {
      ...asked,
      save: { table: "user_jobs", column: "notes", row: { from: "1.1.1.x", pick: 1 } },
    };
    expect(place(chosen, env, new Map([["1.4.1.a", rowOf("item", 1)]]))).toEqual([
      { table: "user_jobs", column: "notes", rowId: rowOf("item", 1) },
    ]);
    // There is no such row: the answer stays in the ledger alone.
    expect(place(chosen, env)).toEqual([
      { table: "user_responses", column: "response_text", rowId: "1.4.1.a" },
    ]);
  });

  test("SE2: choices and numbers of a private question are not sealed, nor is anything of an open one", () => {
    expect(place(block("slider", "1.4.1.n", { private: true }), 4)).toEqual([]);
    expect(place(block("textarea", "1.4.1.b"), "open")).toEqual([]);
    expect(seals(block("slider", "1.4.1.n", { private: true }))).toBe(false);
    expect(place(block("textarea", "1.4.1.a", { private: true }), null)).toEqual([]);
  });

  test("SE2: a list's item is bound to its row in the table, which is not the value's", () => {
    const list = block("list_builder", "1.4.2.l", {
      private: true,
      config: { target: "user_list_items", list: "Worries" },
    });
    const id = rowOf("item", 1);
    expect(
      place(list, {
        rows: [
          { id, text: env },
          { id: rowOf("item", 2), text: "" },
        ],
      }),
    ).toEqual([{ table: "user_list_items", column: "content", rowId: listItemId(userId, "1.4.2.l", id) }]);
  });

  test("SE2: a row's text that no column takes has a place of its own", () => {
    const fields = ["text", "whom", "why"].map((name) => ({
      name,
      label: "",
      type: "text",
      required: name === "text",
    }));
    const list = block("list_builder", "2.4.3.l", {
      private: true,
      config: { target: "user_list_items", list: "Unknowns", fields },
    });
    const id = rowOf("item", 1);
    expect(place(list, { rows: [{ id, text: env, whom: env, why: env }] })).toEqual([
      { table: "user_list_items", column: "content", rowId: listItemId(userId, "2.4.3.l", id) },
      { table: "user_responses", column: "response_text", rowId: `2.4.3.l/${id}/whom` },
      { table: "user_responses", column: "response_text", rowId: `2.4.3.l/${id}/why` },
    ]);
    const ranking = block("ranking_grid", "1.2.1.r", { private: true, config: { target: "user_locations" } });
    expect(place(ranking, { rows: [{ id, text: env }] })).toEqual([
      { table: "user_responses", column: "response_text", rowId: `1.2.1.r/${id}/text` },
    ]);
  });

  test("SE2: a field that is wrong in other ways is still found", () => {
    const list = block("list_builder", "1.4.2.l", {
      private: true,
      config: { target: "user_list_items", list: "Worries" },
    });
    const fields = sealedFields(who, list, { rows: ["x", null, { text: "in the clear" }], more: 1 });
    expect(fields.map(({ path, value, place: at }) => [path, value, at.rowId])).toEqual([
      [["rows", 2, "text"], "in the clear", "1.4.2.l"],
    ]);
    for (const odd of [null, 1, "x", [], {}, { rows: null }, { rows: {} }])
      expect(sealedFields(who, list, odd)).toEqual([]);
  });
});

describe("which fields a schema marks", () => {
  test("SE2: all of a private placement, and a sealed column everywhere", () => {
    expect(sealedMark(textField(10, "all"))).toMatchObject({
      table: "user_responses",
      column: "response_text",
    });
    expect(sealedMark(textField(10, "columns"))).toBeUndefined();
    const name = textField(10, "columns", { table: "user_contacts", column: "name" });
    expect(sealedMark(name)).toMatchObject({ table: "user_contacts", column: "name" });
    expect(
      sealedMark(textField(10, "columns", { table: "user_contacts", column: "met_at" })),
    ).toBeUndefined();
    expect(name.safeParse("María").success).toBe(false);
    expect(name.safeParse(env).success && name.safeParse("").success).toBe(true);
  });

  test("SE2: a number may be sealed too, and is checked before it is", () => {
    const amount = sealable(
      z.number().check(z.nonnegative()),
      "columns",
      { table: "user_budget", column: "annual_needs" },
      null,
    );
    expect(amount.safeParse(5000).success).toBe(false);
    expect(amount.safeParse(null).success && amount.safeParse(env).success).toBe(true);
    expect(sealedMark(amount)?.clear.safeParse(-1).success).toBe(false);
  });

  test("SE2: what is too long is said before it is sealed", () => {
    const list = block("list_builder", "1.4.2.l", {
      private: true,
      config: { target: "user_list_items", list: "Worries" },
    });
    const [field] = sealedFields(who, list, { rows: [{ id: rowOf("item", 1), text: "x".repeat(301) }] });
    expect(field?.problem()).toMatch(/./);
    const [fine] = sealedFields(who, list, { rows: [{ id: rowOf("item", 1), text: "x" }] });
    expect(fine?.problem()).toBeNull();
  });
});
