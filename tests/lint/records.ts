import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Every decision record has a number of its own, begins with it, and is there where something cites it. */
const folder = "docs/decisions";

async function main(): Promise<number> {
  const names = (await readdir(folder)).sort();
  const found: string[] = [];
  const known = new Map<string, string>();
  for (const name of names) {
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1];
    if (number === undefined) {
      found.push(`${folder}/${name}: a record's file is named 0001-what-it-says.md`);
      continue;
    }
    const twin = known.get(number);
    if (twin !== undefined) found.push(`${folder}/${name}: ${twin} has the number ${number} already`);
    known.set(number, name);
    const [heading = ""] = (await readFile(join(folder, name), "utf8")).split("\n");
    if (!heading.startsWith(`# ${Number(number)}. `))
      found.push(`${folder}/${name}: begins with "${heading}", not with "# ${Number(number)}. "`);
  }
  const cited = execFileSync(
    "git",
    ["grep", "-nIoE", "docs/decisions/[0-9]{4}|\\]\\([0-9]{4}-[a-z0-9-]+\\.md"],
    {
      encoding: "utf8",
    },
  );
  for (const line of cited.trim().split("\n")) {
    const number = /(\d{4})(?:-[a-z0-9-]+\.md)?$/.exec(line)?.[1] ?? "";
    if (!known.has(number)) found.push(`${line}: there is no such record`);
  }
  for (const line of found) console.log(line);
  if (found.length === 0) console.log(`${known.size} decision records, each with a number of its own`);
  return found.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
