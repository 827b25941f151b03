import * as z from "zod/mini";
import type { Contribution, ToolDefinition } from "../definition.ts";
import { maxRows, monthField, rowId, sealable, shown, textField, type Column } from "../fields.ts";
import { uuid5 } from "../../ids/uuid5.ts";

const field = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z_]*$/)),
  label: z.string(),
  type: z.enum(["text", "long", "month", "select", "number", "url"]),
  required: z._default(z.boolean(), false),
  maxLength: z._default(z.int().check(z.positive()), 300),
  options: z.optional(z.array(z.strictObject({ value: z.string(), text: z.string() }))),
  placeholder: z.optional(z.string()),
});
export type ListField = z.infer<typeof field>;

export const listConfig = z.strictObject({
  target: z.enum(["user_list_items", "user_experiences"]),
  list: z.optional(z.string()),
  mode: z._default(z.enum(["create", "update"]), "create"),
  min: z._default(z.int(), 0),
  max: z._default(z.int(), 60),
  item: z._default(z.string(), "line"),
  add: z.optional(z.string()),
  goal: z.optional(z.string()),
  fields: z.optional(z.array(field)),
});
export type ListConfig = z.infer<typeof listConfig>;

const plainField: ListField = { name: "text", label: "", type: "text", required: true, maxLength: 300 };

/** The fields of a row: a plain list has one, `text`. */
export const fieldsOf = (config: ListConfig): readonly ListField[] => config.fields ?? [plainField];

const columnOf = ({ target }: ListConfig, one: ListField): Column =>
  target === "user_list_items" ? { table: target, column: "content" } : { table: target, column: one.name };

function fieldValue(config: ListConfig, one: ListField, isPrivate: boolean): z.ZodMiniType<unknown> {
  switch (one.type) {
    case "month":
      return monthField;
    case "number":
      return z.nullable(z.number());
    case "select": {
      const values = (one.options ?? []).map((option) => option.value);
      return z.union([z.literal(""), z.enum(values.length === 0 ? [""] : (values as [string, ...string[]]))]);
    }
    case "url":
      // Links stay plain in a private placement too (protocol, Values), but for those of a sealed column.
      return sealable(
        z.union([z.literal(""), z.url().check(z.maxLength(one.maxLength))]),
        false,
        columnOf(config, one),
      );
    case "text":
    case "long":
      return textField(one.maxLength, isPrivate, columnOf(config, one));
  }
}

export type ListRow = { id: string } & Record<string, unknown>;
export interface ListValue {
  rows: ListRow[];
}

const blank = (value: unknown) =>
  value === undefined ||
  value === null ||
  (shown(value) === "" && typeof value !== "object" && typeof value !== "number");

/** `""` means "not said" everywhere in the value; a database column says it with null. */
const column = (value: unknown) => (value === "" || value === undefined ? null : value);

export const listBuilder: ToolDefinition<ListConfig, ListValue> = {
  name: "list_builder",
  config: listConfig,
  standalone: {
    config: listConfig.parse({ target: "user_list_items", list: "My list", min: 1 }),
    private: false,
  },
  value(config, isPrivate) {
    const shape = Object.fromEntries(
      fieldsOf(config).map((one) => {
        const schema = fieldValue(config, one, isPrivate);
        return [one.name, one.required ? schema : z.optional(schema)];
      }),
    );
    return z.strictObject({
      rows: z
        .array(z.strictObject({ id: rowId, ...shape }))
        .check(z.maxLength(Math.min(config.max, maxRows))),
    }) as unknown as z.ZodMiniType<ListValue>;
  },
  check(value, config) {
    if (value.rows.length < config.min) {
      return { code: "invalid", path: "value.rows", message: `Add at least ${config.min}` };
    }
    const ids = new Set<string>();
    for (const [i, row] of value.rows.entries()) {
      if (ids.has(row.id))
        return { code: "invalid", path: `value.rows.${i}.id`, message: "Two rows have one id" };
      ids.add(row.id);
      const empty = fieldsOf(config).find((one) => one.required && blank(row[one.name]));
      if (empty !== undefined) {
        const path = `value.rows.${i}.${empty.name}`;
        return { code: "invalid", path, message: `${empty.label || "This line"} is empty` };
      }
    }
    return null;
  },
  rows(value, config) {
    const first = fieldsOf(config)[0]?.name ?? "text";
    return value.rows.map((row) => ({ ...row, text: shown(row[first]) }));
  },
  writes(value, config, place) {
    if (config.target === "user_experiences") {
      return value.rows.map((row) => ({
        table: "user_experiences",
        id: row.id,
        creates: config.mode === "create",
        fields: Object.fromEntries(fieldsOf(config).map((one) => [one.name, column(row[one.name])])),
      }));
    }
    return plainList(
      place.userId,
      place.key,
      config.list ?? "",
      place.exerciseId,
      value.rows,
      (row) => row["text"],
    );
  },
  newSkills: () => [],
};

const listId = (userId: string, key: string): string => uuid5("list", userId, key);

/**
 * An item may stand in several lists of one learner (a ranking of an earlier list): its row is the list's own.
 * @param key the placement that makes the list
 */
export const listItemId = (userId: string, key: string, rowId: string): string =>
  uuid5("item", listId(userId, key), rowId);

/** A list and its items in `user_lists` and `user_list_items` (spec 3.19, 3.20). */
export function plainList<R extends { id: string }>(
  userId: string,
  key: string,
  name: string,
  exerciseId: string | null,
  rows: readonly R[],
  content: (row: R) => unknown,
): Contribution[] {
  const id = listId(userId, key);
  const list = { table: "user_lists", id };
  return [
    { ...list, creates: true, fields: { name, context: exerciseId } },
    ...rows.map((row, position) => ({
      table: "user_list_items",
      id: listItemId(userId, key, row.id),
      creates: true,
      fields: { list_id: id, content: content(row), position },
      requires: [list],
    })),
  ];
}
