import * as z from "zod/mini";
import { rowTarget } from "../../content/block.ts";
import type { Contribution, ToolDefinition, WritePlace } from "../definition.ts";
import { maxRows, rowId, shown } from "../fields.ts";
import { columnValue, field, fieldValue, isBlank, recalledField, type ListField } from "./field.ts";
import { completed } from "./complete.ts";
import { listName, nameOfList, plainList } from "./lists.ts";
import { listTables, listTargets } from "./targets.ts";

export const listConfig = z.strictObject({
  target: z.enum(listTargets),
  list: z.optional(z.string()),
  /** Whether the learner names it: outside the thread, where one tool holds many lists. */
  named: z.optional(z.boolean()),
  /** `update` completes rows of earlier lists, `extend` does and takes new ones too (decision 5). */
  mode: z._default(z.enum(["create", "update", "extend"]), "create"),
  min: z._default(z.int(), 0),
  max: z._default(z.int(), 60),
  item: z._default(z.string(), "line"),
  add: z.optional(z.string()),
  goal: z.optional(z.string()),
  fields: z.optional(z.array(field)),
  /** What stands in a column that nobody has said anything of ("saved" for a job). */
  defaults: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  /** Milestones belong to one career option. */
  path: z.optional(rowTarget),
  /** The learner's own, put in when the block is sent: the row that `path` names. */
  rowId: z.optional(z.string()),
});
export type ListConfig = z.infer<typeof listConfig>;
export type { ListField };

const plainField: ListField = { name: "text", label: "", type: "text", required: true, maxLength: 300 };

/** The fields of a row: a plain list has one, `text`. */
export const fieldsOf = (config: ListConfig): readonly ListField[] => config.fields ?? [plainField];

/** The field whose words stand for the row. */
export function labelField(config: ListConfig): string {
  const names = fieldsOf(config).map((one) => one.name);
  const { label } = listTables[config.target];
  return names.includes(label) ? label : (names[0] ?? "text");
}

const addsRows = (config: ListConfig): boolean => fieldsOf(config).some((one) => one.adds === true);

export type ListRow = { id: string } & Record<string, unknown>;
export interface ListValue {
  /** What the learner calls the list, where it is `named`; "" as the config calls it. */
  name?: unknown;
  rows: ListRow[];
  /** Rows that a `link` names and that were made here. */
  linked?: { id: string; text: string }[];
}

/** The longest name of a row that a `link` makes, in UTF-16 units. */
export const longestLinked = 160;

const linkedRows = z
  .array(
    z.strictObject({
      id: rowId,
      text: z.string().check(z.trim(), z.minLength(1), z.maxLength(longestLinked)),
    }),
  )
  .check(z.maxLength(maxRows));

function refuseRow(row: ListRow, i: number, seen: Set<string>, config: ListConfig) {
  if (seen.has(row.id))
    return { code: "invalid", path: `value.rows.${i}.id`, message: "Two rows have one id" } as const;
  seen.add(row.id);
  const empty = fieldsOf(config).find((one) => one.required && isBlank(row[one.name]));
  if (empty === undefined) return null;
  const path = `value.rows.${i}.${empty.name}`;
  return { code: "invalid", path, message: `${empty.label || "This line"} is empty` } as const;
}

export const listBuilder: ToolDefinition<ListConfig, ListValue> = {
  name: "list_builder",
  config: listConfig,
  standalone: {
    config: listConfig.parse({ target: "user_list_items", list: "My list", named: true, min: 1 }),
    private: false,
  },
  value(config, sealing) {
    const shape = Object.fromEntries(
      fieldsOf(config).map((one) => {
        const schema = fieldValue(one, config.target, sealing);
        return [one.name, one.required ? schema : z.optional(schema)];
      }),
    );
    const rows = z
      .array(z.strictObject({ id: rowId, ...shape }))
      .check(z.maxLength(Math.min(config.max, maxRows)));
    return z.strictObject({
      rows,
      ...(addsRows(config) ? { linked: z.optional(linkedRows) } : {}),
      ...(config.named === true ? { name: z.optional(listName(sealing)) } : {}),
    }) as unknown as z.ZodMiniType<ListValue>;
  },
  check(value, config) {
    if (value.rows.length < config.min) {
      return { code: "invalid", path: "value.rows", message: `Add at least ${config.min}` };
    }
    const seen = new Set<string>();
    for (const [i, row] of value.rows.entries()) {
      const refusal = refuseRow(row, i, seen, config);
      if (refusal !== null) return refusal;
    }
    return null;
  },
  rows(value, config, context) {
    const label = labelField(config);
    const links = fieldsOf(config).flatMap((one) => (one.type === "link" ? [one.name] : []));
    const own = value.rows.map((row) => {
      const fields = fieldsOf(config)
        .filter((one) => row[one.name] !== undefined)
        .flatMap((one) => Object.entries(recalledField(one, config.target, row[one.name])));
      return { ...Object.fromEntries(fields), id: row.id, text: shown(row[label]) };
    });
    return completed(own, value, config, links, context);
  },
  writes(value, config, place) {
    if (config.target === "user_list_items") {
      return plainList(place, nameOfList(value, config), value.rows, (row) => row["text"]);
    }
    return [
      ...(value.linked ?? []).map(({ id, text }) => ({
        table: "user_companies",
        id,
        creates: true,
        fields: { name: text },
      })),
      ...value.rows.map((row) => typedRow(row, config, place)),
    ];
  },
  newSkills: () => [],
};

/** A row of a typed table, with what it links to (decision 5). */
function typedRow(row: ListRow, config: ListConfig, place: WritePlace): Contribution {
  const { target, mode, defaults, path } = config;
  // Of a row that was made earlier, what nothing is said of stays as it was said there.
  const said = fieldsOf(config).filter((one) => mode === "create" || row[one.name] !== undefined);
  const fields: Record<string, unknown> = Object.fromEntries(
    said.map((one) => [one.name, columnValue(one, target, row[one.name])]),
  );
  if (path !== undefined) fields["career_option_id"] = place.rowId ?? null;
  const links = Object.entries(listTables[target].links ?? {}).flatMap(([column, table]) => {
    const id = fields[column];
    return typeof id === "string" ? [[column, { table, id }] as const] : [];
  });
  return {
    table: target,
    id: row.id,
    creates: mode !== "update",
    fields,
    ...(defaults === undefined ? {} : { defaults }),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
  };
}
