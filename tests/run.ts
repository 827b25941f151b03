import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { keepProof } from "./proof.ts";
import { counted, single, type Outcome } from "./report.ts";

/**
 * `npm run check`, `npm test`, `npm run proof`: the steps of each, one after the other but for those that stand in a
 * list of their own, which run side by side; at the end what failed, by name, and one plain line with what the runners
 * counted. The proof keeps its figures in docs/proof; `npm run proof -- bench model` takes the steps whose names have one
 * of these words.
 */
interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** A vitest run says itself how many tests it had; every other step counts as one. */
  readonly counted?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

type Plan = readonly (Step | readonly Step[])[];

/** They only read. The longest first. */
const reading: readonly Step[] = [
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "dead code", command: ["knip"] },
  { name: "content", command: ["tsx", "seed/cli.ts", "check"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "lint", command: ["oxlint", "--deny-warnings"] },
  { name: "tokens", command: ["tsx", "tests/lint/tokens.ts"] },
  { name: "decision records", command: ["tsx", "tests/lint/records.ts"] },
  { name: "controls of the threats", command: ["tsx", "tests/lint/threats.ts"] },
];

const unitAndWorker: Step = {
  name: "unit and worker tests",
  command: ["vitest", "run", "--project", "unit", "--project", "workerd"],
  counted: true,
};
const check: Plan = [reading, unitAndWorker];

const build: Plan = [
  { name: "web build", command: ["vite", "build", "web"] },
  [
    { name: "deploy, dry", command: ["wrangler", "deploy", "--dry-run", "--outdir", ".dreamtree/dry-run"] },
    { name: "bundle sizes", command: ["size-limit"] },
  ],
];

const system: Step = { name: "journeys", command: ["vitest", "run", "--project", "system"], counted: true };
/** A browser on a busy machine: one that fails is tried once more, and told by name. The proof has no second try. */
const systemTwice: Step = {
  ...system,
  command: [...system.command, "--exclude", "tests/system/walk.test.ts", "--retry=1"],
};
/** As fast as a learner may send: it mostly waits, beside what computes. */
const walk: Step = {
  name: "the walk of the whole workbook",
  command: [...system.command, "tests/system/walk.test.ts"],
  counted: true,
};

const plans: Readonly<Record<string, Plan>> = {
  check,
  test: [reading, ...build, [unitAndWorker, walk], systemTwice],
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

/** A run that can be had again: new seeds are for the proof, and for whoever runs vitest themselves. */
const seeds = { FC_SEED: "20261126", SEED: "20261126" };

interface Ended {
  readonly code: number;
  /** What it printed, where it was not let through. */
  readonly output: string;
}

function run({ command: [command, ...args], environment }: Step, more: readonly string[], quiet: boolean) {
  const usual = process.argv[2] === "proof" ? {} : seeds;
  const env = { ...usual, ...process.env, ...environment, WRANGLER_SEND_METRICS: "false" };
  const out = quiet ? "pipe" : "inherit";
  const child = spawn(command, [...args, ...more], { env, stdio: ["ignore", out, out] });
  let output = "";
  const hear = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  return new Promise<Ended>((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param quiet beside others: what it prints comes when it has ended, so that nothing is mixed */
async function outcomeOf(step: Step, folder: string, quiet: boolean): Promise<Outcome> {
  const title = `\n── ${step.name}`;
  if (!quiet) console.log(title);
  const started = Date.now();
  const report = join(folder, `${step.name.replaceAll(/\W+/g, "-")}.json`);
  const more =
    step.counted === true ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
  const { code, output } = await run(step, more, quiet);
  if (quiet) console.log(`${title}\n${output.trimEnd()}`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`── ${step.name}: ${code === 0 ? "ok" : "FAILED"}, ${seconds} s`);
  const outcome = step.counted === true ? await counted(step.name, report, code) : single(step.name, code);
  // Small runs prove nothing: only those are kept that were asked to be large.
  return step.environment === undefined ? { ...outcome, proven: [] } : outcome;
}

/** As many at a time as there are cores; the first says what it does as it goes. */
async function sideBySide(steps: readonly Step[], folder: string): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      outcomes.push(await outcomeOf(step, folder, step !== steps[0]));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return outcomes;
}

async function main(): Promise<number> {
  const [name = "test", ...wanted] = process.argv.slice(2);
  const whole = plans[name];
  if (whole === undefined) throw new Error(`one of: ${Object.keys(plans).join(", ")}`);
  const isWanted = (part: Step | readonly Step[]) =>
    "name" in part && wanted.some((word) => part.name.includes(word));
  const plan = wanted.length === 0 ? whole : whole.filter(isWanted);
  if (plan.length === 0) throw new Error(`no step of ${name} is called ${wanted.join(" or ")}`);
  const folder = await mkdtemp(join(tmpdir(), "dreamtree-"));
  const began = Date.now();
  const outcomes: Outcome[] = [];
  for (const part of plan) {
    const ended = "name" in part ? [await outcomeOf(part, folder, false)] : await sideBySide(part, folder);
    outcomes.push(...ended);
    // At once: the whole of it takes hours, and what was shown by then stands.
    if (name === "proof") await keepProof(ended.flatMap(({ proven }) => proven));
  }
  await rm(folder, { recursive: true, force: true });
  console.log(`\n── all of it: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  // Last, so that the end of a long log tells what there is to do.
  const failures = outcomes.flatMap((one) => one.failures);
  for (const one of outcomes.flatMap(({ secondTries }) => secondTries))
    console.log(`passed when tried again: ${one}`);
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
