import { readFile } from "node:fs/promises";
import { threats } from "../security/threats.ts";

/** Every control that `npm run threats` takes out stands where its row says, and so does the test that would notice. */
async function main(): Promise<number> {
  const found: string[] = [];
  const textOf = (file: string) => readFile(file, "utf8").catch(() => null);
  for (const { threat, weakened, test } of threats) {
    for (const { file, find } of weakened) {
      const text = await textOf(file);
      if (text === null) found.push(`${threat}: there is no ${file}`);
      else if (!text.includes(find)) found.push(`${threat}: ${file} has no ${JSON.stringify(find)}`);
    }
    if ((await textOf(test.file)) === null) found.push(`${threat}: there is no test ${test.file}`);
  }
  for (const line of found) console.log(line);
  if (found.length === 0) console.log(`${threats.length} threats, each control where its row says`);
  return found.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
