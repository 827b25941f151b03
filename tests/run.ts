import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepProof } from "./proof.ts";
import { counted, single, type Outcome } from "./report.ts";

/**
 * `npm run check`, `npm test`, `npm run proof`: the steps of each, one after the other; at the end what failed, by
 * name, and one plain line with what the runners counted. The proof keeps its figures in docs/proof.
 */
interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** A vitest run says itself how many tests it had; every other step counts as one. */
  readonly counted?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

const check: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "lint", command: ["oxlint", "--deny-warnings"] },
  { name: "tokens", command: ["tsx", "tests/lint/tokens.ts"] },
  { name: "decision records", command: ["tsx", "tests/lint/records.ts"] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "dead code", command: ["knip"] },
  { name: "content", command: ["tsx", "seed/cli.ts", "check"] },
  {
    name: "unit and worker tests",
    command: ["vitest", "run", "--project", "unit", "--project", "workerd"],
    counted: true,
  },
];

const build: readonly Step[] = [
  { name: "web build", command: ["vite", "build", "web"] },
  { name: "bundle sizes", command: ["size-limit"] },
  { name: "deploy, dry", command: ["wrangler", "deploy", "--dry-run", "--outdir", ".dreamtree/dry-run"] },
];

const system: Step = { name: "journeys", command: ["vitest", "run", "--project", "system"], counted: true };

const plans: Readonly<Record<string, readonly Step[]>> = {
  check,
  test: [...check, ...build, system],
  proof: [
    ...check,
    ...build,
    { ...system, environment: { PROOF: "1" } },
    {
      name: "module 1.1 and the whole workbook on PartyKit",
      command: [
        "vitest",
        "run",
        "--project",
        "system",
        "tests/system/journey.test.ts",
        "tests/system/walk.test.ts",
      ],
      counted: true,
      environment: { DREAMTREE_HOST: "partykit" },
    },
    {
      name: "model, large",
      command: ["vitest", "run", "--project", "workerd", "party/workbook"],
      counted: true,
      environment: { FC_RUNS: "300" },
    },
    {
      name: "live privacy, large",
      command: ["vitest", "run", "--project", "workerd", "party/live/private.test.ts"],
      counted: true,
      environment: { FC_RUNS: "30" },
    },
    {
      name: "guessing, large",
      command: ["vitest", "run", "--project", "workerd", "party/http/auth"],
      counted: true,
      environment: { PROOF: "1" },
    },
    {
      name: "envelopes and keys, large",
      command: ["vitest", "run", "--project", "unit", "shared/crypto", "web/crypto"],
      counted: true,
      environment: { PROOF: "1" },
    },
    {
      // 10,000 mutated files, 6,000 merges with a crash at any step.
      name: "files and merges, large",
      command: ["vitest", "run", "--project", "unit", "shared/export"],
      counted: true,
      environment: { FC_TIMES: "40" },
    },
    { name: "bench", command: ["tsx", "tests/bench/main.ts", "--out", "docs/proof"] },
    { name: "screens", command: ["tsx", "tests/screens/screens.ts"] },
  ],
};

function runStep(
  { command: [command, ...args], environment }: Step,
  extra: readonly string[],
): Promise<number> {
  const env = { ...process.env, ...environment, WRANGLER_SEND_METRICS: "false" };
  const child = spawn(command, [...args, ...extra], { env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<number> {
  const plan = plans[process.argv[2] ?? "test"];
  if (plan === undefined) throw new Error(`one of: ${Object.keys(plans).join(", ")}`);
  const folder = await mkdtemp(join(tmpdir(), "dreamtree-"));
  const outcomes: Outcome[] = [];
  for (const [i, step] of plan.entries()) {
    console.log(`\n── ${step.name}`);
    const started = Date.now();
    const report = join(folder, `${i}.json`);
    const extra =
      step.counted === true ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
    const code = await runStep(step, extra);
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`── ${step.name}: ${code === 0 ? "ok" : "FAILED"}, ${seconds} s`);
    const outcome = step.counted === true ? await counted(step.name, report, code) : single(step.name, code);
    // Small runs prove nothing: only those are kept that were asked to be large.
    outcomes.push(step.environment === undefined ? { ...outcome, proven: [] } : outcome);
  }
  await rm(folder, { recursive: true, force: true });
  if (process.argv[2] === "proof") await keepProof(outcomes.flatMap(({ proven }) => proven));
  // Last, so that the end of a long log tells what there is to do.
  const failures = outcomes.flatMap((one) => one.failures);
  for (const one of failures) console.log(`failed: ${one}`);
  const sum = (key: "passed" | "failed") => outcomes.reduce((total, one) => total + one[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return failures.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
