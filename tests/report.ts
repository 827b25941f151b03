import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import * as z from "zod/mini";

/** What a test says of itself in the proof (`tests/meta.d.ts`): the subject, and its figures. */
const proof = z.catchall(z.object({ subject: z.string() }), z.unknown());
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          duration: z.nullish(z.number()),
          failureMessages: z.array(z.string()),
          meta: z.object({ proof: z.optional(proof) }),
        }),
      ),
    }),
  ),
});

/** One test's figures, for `docs/proof/<subject>.json`. */
export interface Proven {
  readonly subject: string;
  readonly test: string;
  readonly holds: boolean;
  readonly seconds: number;
  readonly figures: Readonly<Record<string, unknown>>;
}
/** What came of one step. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** A line for each thing that failed: where, and the first line of why. */
  readonly failures: readonly string[];
  /** The same for each that passed when it was tried again. */
  readonly secondTries: readonly string[];
  readonly proven: readonly Proven[];
}

const firstLine = (text: string): string => (text.trim().split("\n")[0] ?? "").slice(0, 300);

/** A step that counts as one. */
export const single = (name: string, code: number): Outcome => ({
  passed: Number(code === 0),
  failed: Number(code !== 0),
  failures: code === 0 ? [] : [`${name}: ended with ${code}`],
  secondTries: [],
  proven: [],
});

/** What vitest wrote of its run; a run that died before it wrote anything is one failure. */
export async function counted(name: string, file: string, code: number): Promise<Outcome> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return single(name, code === 0 ? 1 : code);
  const report = vitestReport.parse(JSON.parse(text));
  const failures: string[] = [];
  const secondTries: string[] = [];
  const proven: Proven[] = [];
  for (const { name: path, status, message, assertionResults } of report.testResults) {
    const where = relative(".", path);
    const before = failures.length;
    for (const test of assertionResults) {
      const title = [...test.ancestorTitles, test.title].join(" > ");
      const holds = test.status === "passed";
      const told = `${where} > ${title}: ${firstLine(test.failureMessages[0] ?? "")}`;
      if (test.status === "failed") failures.push(told);
      else if (test.failureMessages.length > 0) secondTries.push(told);
      if (test.meta.proof === undefined) continue;
      const { subject, ...figures } = test.meta.proof;
      const seconds = Math.round((test.duration ?? 0) / 1000);
      proven.push({ subject, test: title, holds, seconds, figures });
    }
    // It did not load, or a hook of it failed.
    if (status === "failed" && failures.length === before) failures.push(`${where}: ${firstLine(message)}`);
  }
  // A hook or an error outside of any test: vitest counts no test for it.
  if (code !== 0 && failures.length === 0) failures.push(`${name}: an error outside of the tests`);
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    failures,
    secondTries,
    proven,
  };
}
