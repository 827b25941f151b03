import type * as z from "zod/mini";
import type { Contribution, WritePlace } from "../definition.ts";
import { shown, textField, type Sealing } from "../fields.ts";
import { listId, listItemId } from "./ids.ts";

/** The longest name of a list, in UTF-16 units. */
export const longestName = 120;

/** What a learner calls a list (`user_lists.name`). */
export const listName = (sealing: Sealing): z.ZodMiniType<unknown> =>
  textField(longestName, sealing, { table: "user_lists", column: "name" });

/** The learner's name for it, an envelope as it is, else the config's. */
export const nameOfList = (
  { name }: { readonly name?: unknown },
  { list = "" }: { readonly list?: string | undefined },
): unknown => (typeof name === "object" && name !== null ? name : shown(name) || list);

/** A list and its items in `user_lists` and `user_list_items` (spec 3.19, 3.20). */
export function plainList<R extends { id: string }>(
  { userId, key, exerciseId }: Pick<WritePlace, "userId" | "key" | "exerciseId">,
  name: unknown,
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
