import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { threats, type Threat, type Weakening } from "./threats.ts";

/*
 * Every test of the threat table is seen to fail: in a copy of the project one control is taken out, and its test is
 * run there. Writes docs/security/threats.md. With words as arguments only the threats that have one of them in their
 * name run, and nothing is written.
 */
const needed = [
  "party",
  "shared",
  "seed",
  "web",
  "tests",
  "migrations",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
  "wrangler.toml",
  "legal.md",
  "README.md",
] as const;

interface Seen {
  readonly threat: Threat;
  /** The names of the tests that failed; empty where nobody noticed. */
  readonly failed: readonly string[];
}

async function copy(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "dreamtree-weakened-"));
  const isSource = (path: string) => !path.includes("/dist") && !path.includes("/.wrangler");
  for (const name of needed) await cp(name, join(root, name), { recursive: true, filter: isSource });
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  return root;
}

/** @throws where the place is not there any more */
async function weaken(root: string, { file, find, put }: Weakening): Promise<void> {
  const path = join(root, file);
  const text = await readFile(path, "utf8");
  if (!text.includes(find)) throw new Error(`${file} has no ${JSON.stringify(find)}`);
  await writeFile(
    path,
    text.replace(find, () => put),
  );
}

async function failuresOf(root: string, { test }: Threat): Promise<string[]> {
  const report = join(root, "report.json");
  await rm(report, { force: true });
  const named = test.name === undefined ? [] : ["-t", test.name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")];
  const child = spawn(
    "vitest",
    ["run", "--project", test.project, test.file, ...named, "--reporter=json", `--outputFile.json=${report}`],
    {
      cwd: root,
      env: { ...process.env, ...(test.proof === true ? { PROOF: "1" } : {}), WRANGLER_SEND_METRICS: "false" },
      stdio: "ignore",
    },
  );
  await new Promise((done) => child.on("exit", done));
  const { testResults } = JSON.parse(await readFile(report, "utf8")) as {
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = all.filter(({ status }) => status === "passed" || status === "failed");
  if (ran.length === 0) throw new Error(`${test.file}: no test ran`);
  return ran.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
}

async function see(threat: Threat): Promise<Seen> {
  const root = await copy();
  try {
    for (const one of threat.weakened) await weaken(root, one);
    return { threat, failed: await failuresOf(root, threat) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const short = (failed: readonly string[]): string =>
  failed.length <= 2
    ? failed.map((one) => `“${one}”`).join("; ")
    : `“${failed[0]}” and ${failed.length - 1} more`;

function page(seen: readonly Seen[]): string {
  const rows = seen.map(
    ({ threat, failed }) =>
      `| ${cell(threat.threat)} | \`${threat.test.file}\` | ${cell(threat.how)} (${threat.weakened
        .map(({ file }) => `\`${file}\``)
        .filter((file, i, all) => all.indexOf(file) === i)
        .join(", ")}) | ${failed.length === 0 ? "**nothing**" : cell(short(failed))} |`,
  );
  return `# Threats, and tests that were seen to fail

Made by \`npm run threats\` on ${new Date().toISOString().slice(0, 10)}: in a copy of the project one control is taken out, and the test
that is to notice is run there. The list is \`tests/security/threats.ts\`; a control that moves takes its row along, or the
run says “nothing”. Two rows take themselves apart and are not repeated here: \`tests/system/zeroKnowledge.test.ts\` builds the page
without its encryption and finds every secret, and \`shared/crypto/seal.test.ts\` seals with nothing bound and sees the swaps
go through.

| threat | test | how it was weakened | what failed |
|---|---|---|---|
${rows.join("\n")}
`;
}

async function main(): Promise<number> {
  const words = process.argv.slice(2).map((word) => word.toLowerCase());
  const chosen = threats.filter(
    ({ threat }) => words.length === 0 || words.some((word) => threat.toLowerCase().includes(word)),
  );
  const seen: Seen[] = [];
  for (const threat of chosen) {
    const one = await see(threat).catch((error: unknown): Seen => {
      console.log(error instanceof Error ? error.message : error);
      return { threat, failed: [] };
    });
    seen.push(one);
    console.log(
      `${one.failed.length === 0 ? "UNNOTICED" : "noticed  "} ${threat.threat}: ${short(one.failed)}`,
    );
  }
  const unnoticed = seen.filter(({ failed }) => failed.length === 0);
  if (words.length === 0) await writeFile("docs/security/threats.md", page(seen));
  return unnoticed.length === 0 ? 0 : 1;
}

process.exitCode = await main();
