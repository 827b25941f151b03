import { uuid5 } from "../../ids/uuid5.ts";

/* Apart from the schemas: the engine asks for these ids before the browser has a tool. */

export const listId = (userId: string, key: string): string => uuid5("list", userId, key);

/**
 * An item may stand in several lists of one learner (a ranking of an earlier list): its row is the list's own.
 * @param key the placement that makes the list
 */
export const listItemId = (userId: string, key: string, rowId: string): string =>
  uuid5("item", listId(userId, key), rowId);
