import { env } from "cloudflare:workers";
import { testCompetencies, testPractices } from "../../shared/engine/testing/reference.ts";
import { allBlocks, testSkills } from "./workbook-release.ts";

/* For tests only: the content rows that learners' rows point at (foreign keys), and which release is active. */

const at = "2026-11-22T00:00:00.000Z";

/** Run once per file. Release 1 is active. */
export async function seedTestWorkbook(): Promise<void> {
  const d1 = env.DB;
  const tools = new Map(
    allBlocks.flatMap((one) => (one.tool === undefined ? [] : [[one.tool, one.contentId]])),
  );
  await d1.batch([
    ...testSkills.map(({ id, name, category }) =>
      d1
        .prepare(`INSERT INTO "skills" ("id", "name", "category", "created_at") VALUES (?, ?, ?, ?)`)
        .bind(id, name, category, at),
    ),
    ...[...tools].map(([name, id]) =>
      d1
        .prepare(`INSERT INTO "tools" ("id", "name", "label", "updated_at") VALUES (?, ?, ?, ?)`)
        .bind(id, name, name, at),
    ),
    ...allBlocks.flatMap((block, i) => {
      const { id, part, module, exercise, activity, type, contentId, stemId } = block;
      const content =
        type === "content"
          ? d1
              .prepare(
                `INSERT INTO "content_blocks" ("id", "content_type", "content", "updated_at") VALUES (?, ?, ?, ?)`,
              )
              .bind(contentId, block.contentType ?? "note", block.text, at)
          : d1
              .prepare(
                `INSERT INTO "prompts" ("id", "prompt_text", "input_type", "updated_at") VALUES (?, ?, ?, ?)`,
              )
              .bind(contentId, block.text, block.inputType ?? "textarea", at);
      const place = d1
        .prepare(
          `INSERT INTO "stem" ("id", "key", "part", "module", "exercise", "activity", "sequence", "block_type", "content_id", "updated_at")
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(stemId, id, part, module, exercise, activity, i + 1, type, contentId, at);
      return type === "tool" ? [place] : [content, place];
    }),
    ...testPractices.map(({ id, key, name, frequency, purpose, establishedIn }) =>
      d1
        .prepare(
          `INSERT INTO "ongoing_practices" ("id", "key", "name", "established_in", "frequency", "purpose", "updated_at")
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(id, key, name, establishedIn, frequency, purpose, at),
    ),
    ...testCompetencies.map(({ id, name, definition, category }, i) =>
      d1
        .prepare(
          `INSERT INTO "competencies" ("id", "name", "definition", "category", "sort_order") VALUES (?, ?, ?, ?, ?)`,
        )
        .bind(id, name, definition, category, i),
    ),
    ...[1, 2].map((version) =>
      d1
        .prepare(
          `INSERT INTO "content_releases" ("version", "sha256", "active", "created_at") VALUES (?, ?, ?, ?)`,
        )
        .bind(version, `sha of ${version}`, version === 1 ? 1 : 0, at),
    ),
  ]);
}

/** Makes a release the active one; objects see it at their next flush. */
export async function activate(version: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(`UPDATE "content_releases" SET "active" = 0 WHERE "version" <> ?`).bind(version),
    env.DB.prepare(`UPDATE "content_releases" SET "active" = 1 WHERE "version" = ?`).bind(version),
  ]);
}
