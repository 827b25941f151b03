import { drizzle } from "drizzle-orm/d1";
import * as schema from "./schema/index.ts";

/** Drizzle over the D1 binding, typed with the schema. No `transaction()` on D1: use `batch()`. */
export const database = (d1: D1Database) => drizzle(d1, { schema });

export type Database = ReturnType<typeof database>;
