import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { run } from "../party/hosts/local/run.ts";
import type { Proven } from "./report.ts";

const folder = "docs/proof";

/** Writes one dated file for each subject that tests have shown something of. */
export async function keepProof(proven: readonly Proven[]): Promise<void> {
  if (proven.length === 0) return;
  const commit = (await run("git", ["rev-parse", "--short", "HEAD"]).catch(() => "unknown")).trim();
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
  await mkdir(folder, { recursive: true });
  for (const [subject, tests] of Map.groupBy(proven, (one) => one.subject)) {
    const shown = tests.map(({ subject: _subject, ...rest }) => rest);
    const text = JSON.stringify({ subject, at: new Date().toISOString(), commit, machine, shown }, null, 2);
    await writeFile(join(folder, `${subject}.json`), `${text}\n`);
  }
}
