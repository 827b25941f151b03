import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { D1Database } from "@cloudflare/workers-types/experimental";
import { sha256Hex } from "../../shared/ids/uuid5.ts";
import { current } from "../../seed/compile/current.ts";
import { statements } from "../../seed/load/all.ts";
import { syntheticRelease, syntheticVersion } from "./synthetic.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const at = "2026-01-01T00:00:00.000Z";

async function run(d1: D1Database, sql: readonly string[]): Promise<void> {
  for (const one of sql) await d1.prepare(one).run();
}

async function migrate(d1: D1Database): Promise<void> {
  const names = (await readdir(`${root}migrations`)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of names) {
    const text = await readFile(`${root}migrations/${name}`, "utf8");
    await run(
      d1,
      text
        .split("--> statement-breakpoint")
        .map((one) => one.trim())
        .filter(Boolean),
    );
  }
}

/** The database as it is shipped: migrations, then the seed of the newest release. */
export async function prepareWorkbook(d1: D1Database): Promise<void> {
  const { compiled, workbook, retired } = current(root);
  if (compiled === null) throw new Error("the authored files have problems: run `npm run content -- check`");
  await migrate(d1);
  const { release, text } = compiled;
  await run(d1, statements({ release, sha256: sha256Hex(text), workbook, retired, at }));
}

/** The tables as they are, with the places of the generated workbook. */
export async function prepareSynthetic(d1: D1Database): Promise<void> {
  await migrate(d1);
  const stem = syntheticRelease().stem.map(
    ({ stemId, id, part, module, exercise, activity, sequence, type, required }) => ({
      stemId,
      id,
      part,
      module,
      exercise,
      activity,
      sequence,
      type,
      required,
    }),
  );
  await run(d1, [
    `INSERT INTO "prompts" ("id", "prompt_text", "input_type", "updated_at") VALUES (1, 'A question', 'textarea', '${at}')`,
    `INSERT INTO "content_blocks" ("id", "content_type", "content", "updated_at") VALUES (1, 'instruction', 'A line', '${at}')`,
    `INSERT INTO "content_releases" ("version", "sha256", "active", "created_at") VALUES (${syntheticVersion}, 'generated', 1, '${at}')`,
  ]);
  await d1
    .prepare(
      `INSERT INTO "stem" ("id", "key", "part", "module", "exercise", "activity", "sequence", "block_type", "content_id", "required", "updated_at")
       SELECT "value"->>'stemId', "value"->>'id', "value"->>'part', "value"->>'module', "value"->>'exercise', "value"->>'activity',
         "value"->>'sequence', "value"->>'type', 1, "value"->>'required', ?2 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(stem), at)
    .run();
}

/** A table of the same columns and indexes as `user_responses`, without what it refers to. */
export async function prepareControl(d1: D1Database): Promise<void> {
  const columns = await d1
    .prepare(`SELECT "name", "type", "notnull", "dflt_value", "pk" FROM pragma_table_info('user_responses')`)
    .all<{
      name: string;
      type: string;
      notnull: number;
      dflt_value: string | null;
      pk: number;
    }>();
  const defined = columns.results.map(({ name, type, notnull, dflt_value: preset, pk }) =>
    [
      `"${name}"`,
      type,
      notnull === 1 ? "NOT NULL" : "",
      preset === null ? "" : `DEFAULT ${preset}`,
      pk === 1 ? "PRIMARY KEY" : "",
    ].join(" "),
  );
  await d1.prepare(`CREATE TABLE "control_responses" (${defined.join(", ")})`).run();
  const indexes = await d1
    .prepare(
      `SELECT "sql" FROM sqlite_master WHERE "type" = 'index' AND "tbl_name" = 'user_responses' AND "sql" IS NOT NULL`,
    )
    .all<{ sql: string }>();
  await run(
    d1,
    indexes.results.map(({ sql }) => sql.replaceAll("user_responses", "control_responses")),
  );
}
