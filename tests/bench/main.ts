import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Figure } from "./figure.ts";
import { random } from "./random.ts";
import { quick, sleep, whole, type Run, type Size } from "./run.ts";
import { threadLength } from "./scenarios/length.ts";
import { room } from "./scenarios/room.ts";
import { scripts } from "./scenarios/scripts.ts";
import { slowD1 } from "./scenarios/slow.ts";
import { throughput } from "./scenarios/throughput.ts";
import { turns } from "./scenarios/turn.ts";
import { visits } from "./scenarios/visit.ts";
import { wakes } from "./scenarios/wake.ts";
import { startServer, type Server } from "./server.ts";
import { round } from "./statistics.ts";

const usage = `npm run bench -- [--quick] [--json] [--check] [--seed <n>] [--only <scenario>] [--out <folder>]
  --quick   a minute instead of several: for a look, not for a verdict
  --json    one JSON object instead of the table
  --check   exits 1 when a budget is missed
  --only    one of turns, slowD1, throughput, threadLength, wakes, room, scripts, visits
  --out     writes bench-<day>.json and a table of it, bench-<day>.md, there as well`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    out: { type: "string" },
  },
});

/** What is measured on workerd, beside the controls. */
const scenarios: Readonly<Record<string, (run: Run) => Promise<Figure[]>>> = {
  turns,
  slowD1,
  throughput,
  threadLength,
  wakes,
  room,
};
/** What is measured of the built page, alone. */
const ofThePage: Readonly<Record<string, (size: Size) => Promise<Figure[]>>> = { scripts, visits };
const isWanted = ([name]: readonly [string, unknown]) => values.only === undefined || values.only === name;

async function measure(): Promise<Figure[]> {
  const size = values.quick ? quick : whole;
  const figures: Figure[] = [];
  let server: Server | null = null;
  try {
    for (const [name, scenario] of Object.entries(scenarios).filter(isWanted)) {
      server ??= await startServer();
      const start = performance.now();
      const run = { server, size, chance: random(Number(values.seed)) };
      const longestMs = longestOf(name, size);
      const found = await Promise.race([ended(scenario(run)), sleep(longestMs)]);
      progress(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
      figures.push(...(found ?? [gaveUp(name, longestMs)]));
      if (found !== undefined) continue;
      // What was given up still runs, and would stand in the way of the next.
      await server.stop();
      server = null;
    }
  } finally {
    await server?.stop();
  }
  for (const [name, scenario] of Object.entries(ofThePage).filter(isWanted)) {
    const start = performance.now();
    figures.push(...(await scenario(size)));
    progress(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  return figures;
}

/** Nobody hears what a scenario says after it was given up. */
function ended(work: Promise<Figure[]>): Promise<Figure[]> {
  work.catch(() => undefined);
  return work;
}

/** A room is three loads one after another, each as long as the issue says. */
const longestOf = (name: string, { longestMs, roomSeconds }: Size): number =>
  name === "room" ? longestMs + 3_000 * roomSeconds : longestMs;

const gaveUp = (name: string, longestMs: number): Figure => ({
  id: name,
  what: `${name} did not end within ${longestMs / 1000} s`,
  value: Number.NaN,
  unit: "",
  budget: "an end",
  met: false,
  details: {},
});

/** What is done so far; not among the results. */
const progress = (line: string) => process.stderr.write(`${line}\n`);

const verdict = ({ met }: Figure) => (met === null ? "" : met ? "met" : "MISSED");

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${figure.value} ${figure.unit}`,
    figure.budget,
    verdict(figure),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

interface Note {
  readonly seed: number;
  readonly quick: boolean;
  readonly seconds: number;
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  readonly at: string;
  readonly met: boolean;
}

const inWords = ({ seed, quick: isQuick, seconds, machine, node, commit }: Note): string =>
  `seed ${seed}${isQuick ? ", a quick look" : ""}; ${seconds} s; ${machine}; node ${node}; commit ${commit}`;

/** The same, to be kept: every figure with what stands behind it, and a table of them for a reader. */
async function write(folder: string, note: Note, figures: readonly Figure[]): Promise<void> {
  const day = note.at.slice(0, 10);
  const rows = figures.map(
    (one) => `| ${one.what} | ${one.value} ${one.unit} | ${one.budget} | ${verdict(one)} |`,
  );
  const table = ["| what | measured | budget | |", "|---|---|---|---|", ...rows].join("\n");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `bench-${day}.json`), `${JSON.stringify({ ...note, figures }, null, 2)}\n`);
  await writeFile(join(folder, `bench-${day}.md`), `# Bench, ${day}\n\n${inWords(note)}\n\n${table}\n`);
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const start = performance.now();
  const loadBefore = loadavg()[0] ?? 0;
  const figures = await measure();
  const missed = figures.filter(({ met }) => met === false);
  const loadAfter = loadavg()[0] ?? 0;
  const note: Note = {
    seed: Number(values.seed),
    quick: values.quick,
    seconds: Math.round((performance.now() - start) / 1000),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${round(loadBefore)} before and ${round(loadAfter)} after`,
    node: process.version,
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    at: new Date().toISOString(),
    met: missed.length === 0,
  };
  if (values.out !== undefined) await write(values.out, note, figures);
  if (values.json) console.log(JSON.stringify({ ...note, figures }, null, 2));
  else {
    console.log(table(figures));
    console.log(
      `\n${missed.length === 0 ? "every budget is met" : `${missed.length} missed: ${missed.map(({ id }) => id).join(", ")}`}`,
    );
    console.log(inWords(note));
  }
  return values.check && missed.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
