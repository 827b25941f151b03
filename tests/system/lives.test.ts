import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type Server } from "../browser/server.ts";
import { whole } from "../browser/whole.ts";
import { lives, readLife, saidTo, type LifeName, type Said } from "../lives/fixture.ts";
import { live, type Lived } from "../lives/walk.ts";

/*
 * Three written lives walk the whole workbook: a warehouse worker who changes trade, a carer who comes back after six
 * years, a graduate without contacts. What comes back to each of them is their own, and differs where the lives do.
 * `LIVES_TO=file` writes down what each of them read.
 */

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.remove());

const name = (n: number): LifeName => lives[n] ?? "warehouse";

test.runIf(whole)("three lives read three different workbooks", async () => {
  const said = await Promise.all(lives.map(readLife));
  const all = await Promise.all(said.map((life) => live(server.url, life)));
  const file = process.env["LIVES_TO"];
  if (file !== undefined) await writeFile(file, JSON.stringify(all.map(written), null, 1));

  for (const { progress } of all) expect(progress).toMatchObject({ percent: 100, workbookComplete: true });
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) if (i < j) expectDifferent(a, b, `${name(i)} and ${name(j)}`);
  for (const [i, one] of all.entries()) expectOwn(one, said[i] ?? {});
});

/** What was counted differently is said differently; what was said in other words comes back in them. */
function expectDifferent(a: Lived, b: Lived, who: string): void {
  const both = [...a.mirrors].filter(([id]) => b.mirrors.has(id));
  expect(both.length, `mirrors that spoke to ${who}`).toBeGreaterThan(30);
  const same = both.filter(([id, text]) => b.mirrors.get(id) === text).map(([id]) => id);
  // Two lives may have the same count of something; not of many things.
  expect(same.length / both.length, `the same to ${who}: ${same.join(", ")}`).toBeLessThan(0.15);
  for (const table of ["user_stories", "user_skills", "user_career_options", "user_profile"])
    expect(JSON.stringify(tablesOf(a)[table]), `${table} of ${who}`).not.toBe(
      JSON.stringify(tablesOf(b)[table]),
    );
}

const tablesOf = ({ profile }: Lived): Record<string, unknown> =>
  profile["tables"] as Record<string, unknown>;

/** The profile and the story are in the words of this life, and nothing that was locked is in them. */
function expectOwn(lived: Lived, life: Said): void {
  const profile = JSON.stringify(lived.profile);
  for (const id of [
    "3.1.2.summary",
    "3.1.2.value",
    "3.1.2.headline",
    "2.5.3.identity-story",
    "2.1.4.compass",
  ])
    expect(profile).toContain(JSON.stringify(saidTo(life, id)).slice(1, -1));
  for (const id of ["1.4.1.early-scene", "2.2.2.fear", "3.3.5.range", "3.5.6.letter"])
    expect(profile).not.toContain(JSON.stringify(saidTo(life, id)).slice(1, -1));
  for (const text of lived.read.values()) expect(text).not.toMatch(/undefined|NaN|\{\{|\s\s| [,.?]/);
}

const written = ({ read, mirrors, profile }: Lived) => ({
  read: Object.fromEntries(read),
  mirrors: Object.fromEntries(mirrors),
  profile,
});
