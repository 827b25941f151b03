import type { ToolName } from "../content/block.ts";
import type { RowRef } from "./definition.ts";
import { listTables } from "./list_builder/targets.ts";
import type { ListConfig, ListValue } from "./list_builder/tool.ts";
import type { TaggerConfig, TaggerValue } from "./skill_tagger/tool.ts";
import type { SoaredValue } from "./soared_form/tool.ts";

/** A row that a value points at. */
export interface RowLink extends RowRef {
  /** From `value` on, as a refusal names it. */
  readonly path: string;
}

/**
 * The rows that a value points at and that other answers have to have made (SPEC TO11). Not among them: what is ranked,
 * which may be named there for the first time and whose words come along, and a list's rows where it makes them.
 * @param value has passed its tool's schema
 * @param config as the tool reads it
 */
export function linksOf(tool: ToolName, value: unknown, config: unknown): RowLink[] {
  switch (tool) {
    case "soared_form":
      return ofStory(value as SoaredValue);
    case "skill_tagger":
      return ofTags(value as TaggerValue, config as TaggerConfig);
    case "list_builder":
      return ofList(value as ListValue, config as ListConfig);
    default:
      return [];
  }
}

const ofStory = ({ experienceId: id }: SoaredValue): RowLink[] =>
  id === null ? [] : [{ table: "user_experiences", id, path: "value.experienceId" }];

function ofTags({ rows }: TaggerValue, { on: table }: TaggerConfig): RowLink[] {
  if (table === undefined) return [];
  return rows.flatMap((row, i) => row.on.map((id, k) => ({ table, id, path: `value.rows.${i}.on.${k}` })));
}

function ofList({ rows }: ListValue, { target, mode }: ListConfig): RowLink[] {
  const columns = Object.entries(listTables[target].links ?? {});
  const completes = mode === "update" && target !== "user_list_items";
  return rows.flatMap((row, i): RowLink[] => [
    ...(completes ? [{ table: target, id: row.id, path: `value.rows.${i}.id` }] : []),
    ...columns.flatMap(([column, table]) => {
      const id = row[column];
      const isSaid = typeof id === "string" && id !== "";
      return isSaid ? [{ table, id, path: `value.rows.${i}.${column}` }] : [];
    }),
  ]);
}
