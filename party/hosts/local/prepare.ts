import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";
import type { LocalSettings } from "./settings.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function kept(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}

/**
 * Brings the local database up to date: migrations, then content. Both are skipped when nothing changed since
 * the last time, so that a restart is quick.
 */
export async function prepareDatabase({ state }: LocalSettings): Promise<void> {
  await mkdir(state, { recursive: true });
  const names = (await readdir("migrations")).filter((name) => name.endsWith(".sql")).sort();
  const migrations = sha256(
    (await Promise.all(names.map((name) => readFile(join("migrations", name), "utf8")))).join(),
  );
  const migrated = join(state, "migrated");
  if ((await kept(migrated)) !== migrations) {
    await run("wrangler", ["d1", "migrations", "apply", "DB", "--local", "--persist-to", state]);
    await writeFile(migrated, migrations);
  }
  const seedFile = join(state, "seed.sql");
  await run("tsx", ["seed/cli.ts", "sql", "--out", seedFile]);
  const seed = sha256(await readFile(seedFile, "utf8"));
  const seeded = join(state, "seeded");
  if ((await kept(seeded)) !== seed) {
    await run("wrangler", [
      "d1",
      "execute",
      "DB",
      "--local",
      "--persist-to",
      state,
      "--file",
      seedFile,
      "--yes",
    ]);
    await writeFile(seeded, seed);
  }
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
