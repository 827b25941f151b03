import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";
import type { LocalSettings } from "./settings.ts";

async function kept(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}

/** What the rows of the content are made of: the workbook as it is written, the releases, and what compiles them. */
const sources = ["seed", "shared"];

/** One hash of every file in these folders, their names included. */
async function hashOf(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .toSorted();
    for (const name of names) hash.update(`${name}\n`).update(await readFile(name));
  }
  return hash.digest("hex");
}

/** One hash of everything that a database is made from before anybody writes to it. */
export const madeFrom = (): Promise<string> => hashOf(["migrations", ...sources]);

/**
 * Brings the local database up to date: migrations, then content. Both are skipped when nothing they are made of
 * changed since the last time, so that a restart is quick.
 */
export async function prepareDatabase({ state }: LocalSettings): Promise<void> {
  await mkdir(state, { recursive: true });
  const migrations = await hashOf(["migrations"]);
  const migrated = join(state, "migrated");
  if ((await kept(migrated)) !== migrations) {
    await run("wrangler", ["d1", "migrations", "apply", "DB", "--local", "--persist-to", state]);
    await writeFile(migrated, migrations);
  }
  // Compiling takes seconds, and its rows carry the time: not they are compared, but what they come from.
  const content = await hashOf(sources);
  const seeded = join(state, "seeded");
  if ((await kept(seeded)) === content) return;
  const file = join(state, "seed.sql");
  await run("tsx", ["seed/cli.ts", "sql", "--out", file]);
  const execute = ["d1", "execute", "DB", "--local", "--persist-to", state, "--file", file, "--yes"];
  await run("wrangler", execute);
  await writeFile(seeded, content);
}

/**
 * The configuration of a server on this machine. Its secret is made on first run, never in git (security, Decided).
 * @returns by name, as the worker reads them (`party/http/environment.ts`)
 */
export async function localVariables({
  state,
  sessionsPerHour,
  allowedOrigins,
  publicOrigin,
  operators,
}: LocalSettings): Promise<Record<string, string>> {
  const pepperFile = join(state, "pepper");
  const pepper = (await kept(pepperFile)) ?? randomBytes(32).toString("hex");
  await writeFile(pepperFile, pepper, { mode: 0o600 });
  return {
    PEPPER_SOURCE: pepper,
    ENVIRONMENT: "development",
    PUBLIC_ORIGIN: publicOrigin,
    SESSIONS_PER_HOUR: String(sessionsPerHour),
    ALLOWED_ORIGINS: allowedOrigins,
    OPERATORS: operators,
  };
}

/** Variables as wrangler reads them, for this user's eyes only. @returns the file */
export async function writeVariables(
  state: string,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const file = join(state, name);
  const text = Object.entries(variables).map(([key, value]) => `${key}="${value}"\n`);
  await writeFile(file, text.join(""), { mode: 0o600 });
  return file;
}
