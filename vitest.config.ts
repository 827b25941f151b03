import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { current } from "./seed/compile/current.ts";
import { statements } from "./seed/load/all.ts";
import { sha256Hex } from "./shared/ids/uuid5.ts";
import { slowness } from "./tests/browser/slow.ts";

/** Two files at a time, also where vitest would leave one of two cores to itself: much of a test is waiting. */
const maxWorkers = 2;

/** The rows of the newest release, as `npm run content -- sql` prints them; nothing while it does not compile. */
function contentSql(): string[] {
  const { compiled, workbook, retired } = current(".");
  if (compiled === null) return [];
  const { release, text } = compiled;
  return statements({ release, sha256: sha256Hex(text), workbook, retired, at: "2026-11-22T00:00:00.000Z" });
}

let compiledOnce: string[] | null = null;
/** Every file's worker is given them, and compiling takes seconds. */
const content = (): string[] => (compiledOnce ??= contentSql());

/** Two kinds of tests: pure ones in Node, and those that need the runtime in workerd with a real D1. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{shared,seed,web}/**/*.test.{ts,tsx}", "party/{http,gate,keys}/**/*.unit.test.ts"],
          environment: "node",
          maxWorkers,
          // The files are pure and share nothing that they change: a process of its own for each took most of the time.
          isolate: false,
          setupFiles: ["shared/engine/testing/seed.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: "tests/workerd/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              // Empty, for what a migration does to a database that is full (party/db/migrations.test.ts).
              d1Databases: { BEFORE_DB: "before" },
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                PEPPER_SOURCE: "a pepper for tests, 32 characters or more",
                SESSIONS_PER_HOUR: "100000",
                ENVIRONMENT: "development",
                PUBLIC_ORIGIN: "https://dreamtree.test",
                // The model test (party/workbook/model.test.ts): how much, and which.
                TEST_CONTENT: content(),
                FC_RUNS: process.env["FC_RUNS"] ?? "",
                FC_SEED: process.env["FC_SEED"] ?? "",
                PROOF: process.env["PROOF"] ?? "",
              },
            },
          })),
        ],
        test: {
          name: "workerd",
          include: ["party/**/*.test.ts"],
          exclude: ["party/**/*.unit.test.ts"],
          setupFiles: ["tests/workerd/setup.ts"],
          maxWorkers,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          environment: "node",
          maxWorkers,
          expect: { poll: { timeout: 45_000 * slowness } },
          testTimeout: 300_000 * slowness,
          hookTimeout: 120_000 * slowness,
        },
      },
    ],
  },
});
