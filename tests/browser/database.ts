import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type SqlRow = Readonly<Record<string, string | number | null>>;

/** The rows of D1, read from its file. The server is stopped first: it is the only one that writes there. */
export interface Rows {
  all(sql: string, ...values: (string | number)[]): SqlRow[];
  close(): void;
}

/** Finds the file of our D1 among those that miniflare keeps. @param state the server's state folder */
export async function openRows(state: string): Promise<Rows> {
  const folder = join(state, "v3/d1");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".sqlite"));
  for (const file of files) {
    const database = new DatabaseSync(join(folder, file));
    const ours = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'user_responses'").get();
    if (ours !== undefined) {
      return {
        all: (sql, ...values) => database.prepare(sql).all(...values) as SqlRow[],
        close: () => database.close(),
      };
    }
    database.close();
  }
  throw new Error(`no D1 with our tables under ${folder}`);
}
