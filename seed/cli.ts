import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Release } from "../shared/content/release.ts";
import { sha256Hex } from "../shared/ids/uuid5.ts";
import { consultedFolder, printConsulted } from "./author/consulted.ts";
import { printed } from "./author/problem.ts";
import { current, type Current } from "./compile/current.ts";
import { Shelf } from "./compile/shelf.ts";
import { changesBetween } from "./diff/diff.ts";
import { furthestQuery, pastEach, readFurthest } from "./diff/past.ts";
import { reportOf } from "./diff/report.ts";
import { activate } from "./load/content-releases.ts";
import { statements } from "./load/all.ts";
import { statsOf } from "./stats.ts";

const usage = `npm run content -- <command>
  check                    what is wrong with the authored files, and whether the newest release says the same
  stats [--json]           how much there is of what
  compile                  writes seed/releases/<n>.json, the lock and the index
  release                  compiles, and freezes that release: later changes make the next one
  sql [--out file]         the rows of the newest release for D1, its release active last
  consult <name> <file> <what it is>
                           keeps fingerprints of a text that was read for the workbook: \`check\` finds what shares 7 words with it
  diff <old> <new> [--d1 remote | --d1 <state folder>]
                           which blocks change between two releases; with a database, how many learners are past each
  sql --activate <n>       only makes release n the active one (rollback)`;

const root = fileURLToPath(new URL("..", import.meta.url));
const shelf = new Shelf(root);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    out: { type: "string" },
    activate: { type: "string" },
    d1: { type: "string" },
  },
});

function fail(...lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

const stale = ({ version }: Current): string =>
  `seed/releases/${version}.json:1: the authored files say something else; run \`npm run content -- compile\``;

/** Stops here with the list when something is wrong. */
function sound(now: Current): NonNullable<Current["compiled"]> {
  const { list } = now.problems;
  if (now.compiled === null)
    fail(...list.map(printed), `${list.length} ${list.length === 1 ? "problem" : "problems"}`);
  return now.compiled;
}

function check(): void {
  const now = current(root);
  sound(now);
  if (!now.upToDate) fail(stale(now));
  console.log(
    `${now.workbook.blocks.length} blocks in ${now.workbook.exercises.length} files; release ${now.version} says the same`,
  );
}

function compile(): number {
  const now = current(root);
  const { lock, text } = sound(now);
  if (now.upToDate) {
    console.log(`release ${now.version} says the same already`);
  } else {
    shelf.lock = lock;
    shelf.put(now.version, text);
    console.log(`wrote seed/releases/${now.version}.json`);
  }
  return now.version;
}

function release(): void {
  const version = compile();
  if (shelf.published.includes(version)) return console.log(`release ${version} is published already`);
  shelf.publish(version);
  console.log(`release ${version} is published: it never changes from now on`);
}

function emit(lines: readonly string[]): void {
  const text = `${lines.join("\n")}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
}

function sql(): void {
  if (values.activate !== undefined) {
    const version = Number(values.activate);
    if (!shelf.versions.includes(version)) fail(`there is no release ${values.activate}`);
    return emit(activate(version));
  }
  const now = current(root);
  const compiled = sound(now);
  if (!now.upToDate) fail(stale(now));
  emit(
    statements({
      release: compiled.release,
      sha256: sha256Hex(compiled.text),
      workbook: now.workbook,
      retired: now.retired,
      at: new Date().toISOString(),
    }),
  );
}

function stats(): void {
  const counted = statsOf(current(root).workbook);
  if (values.json === true) return console.log(JSON.stringify(counted, null, 2));
  show(counted);
}

const print = (lines: readonly string[]): void => lines.forEach((line) => console.log(line));

/** Numbers in a line; what holds more than numbers under its name. */
function show(counts: object, indent = ""): void {
  for (const [name, value] of Object.entries(counts)) {
    const inside = typeof value === "object" && value !== null ? Object.entries(value) : [];
    if (inside.some(([, one]) => typeof one === "object")) {
      for (const [key, one] of inside) {
        console.log(`${indent}${name} ${key}`);
        show(one as object, `${indent}  `);
      }
    } else {
      const shown = inside.length === 0 ? String(value) : inside.map((pair) => pair.join(" ")).join(", ");
      console.log(`${indent}${name.padEnd(14)}${shown}`);
    }
  }
}

function releaseNamed(version: string): Release {
  return shelf.release(Number(version)) ?? fail(`there is no release ${version}`);
}

function diff(old = "", next = ""): void {
  const [before, after] = [releaseNamed(old), releaseNamed(next)];
  const changes = changesBetween(before, after);
  if (values.d1 === undefined) return print(reportOf(changes, null));
  const { of, all } = pastEach(before, readFurthest(askD1(furthestQuery(before), values.d1)));
  // What is new stands where what follows it stood: who is past that, finds it behind them.
  const places = after.stem.map((block) => block.id);
  const pastOf = (key: string): number =>
    of.get(key) ?? of.get(places.slice(places.indexOf(key)).find((one) => of.has(one)) ?? "") ?? 0;
  print([
    ...reportOf(changes, pastOf),
    `${all} ${all === 1 ? "learner has" : "learners have"} answered something`,
  ]);
}

/** @param where "remote", or the folder of a local state */
function askD1(query: string, where: string): string {
  const target = where === "remote" ? ["--remote"] : ["--local", "--persist-to", where];
  return execFileSync("wrangler", ["d1", "execute", "DB", ...target, "--json", "--command", query], {
    encoding: "utf8",
  });
}

function consult(name: string, file: string, ...what: string[]): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) fail(`"${name}" is no name: small letters, digits, hyphens`);
  const path = join(root, consultedFolder, `${name}.txt`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, printConsulted(what.join(" "), readFileSync(file, "utf8")));
  console.log(`wrote ${consultedFolder}/${name}.txt`);
}

/** A command and how many arguments it takes at least, and at most. */
type Command = readonly [run: (...args: string[]) => unknown, least: number, most: number];
const commands: Readonly<Record<string, Command>> = {
  check: [check, 0, 0],
  stats: [stats, 0, 0],
  compile: [compile, 0, 0],
  release: [release, 0, 0],
  sql: [sql, 0, 0],
  consult: [consult as Command[0], 3, 99],
  diff: [diff, 2, 2],
};
const [name = "", ...args] = positionals;
const [run, least, most] = (Object.hasOwn(commands, name) ? commands[name] : undefined) ?? [
  () => fail(usage),
  0,
  99,
];
if (args.length < least || args.length > most) fail(usage);
run(...args);
