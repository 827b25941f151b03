import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sha256Hex } from "../shared/ids/uuid5.ts";
import { printed } from "./author/problem.ts";
import { current, type Current } from "./compile/current.ts";
import { Shelf } from "./compile/shelf.ts";
import { activate } from "./load/content-releases.ts";
import { statements } from "./load/all.ts";
import { statsOf } from "./stats.ts";

const usage = `npm run content -- <command>
  check                    what is wrong with the authored files, and whether the newest release says the same
  stats [--json]           how much there is of what
  compile                  writes seed/releases/<n>.json, the lock and the index
  release                  compiles, and freezes that release: later changes make the next one
  sql [--out file]         the rows of the newest release for D1, its release active last
  sql --activate <n>       only makes release n the active one (rollback)`;

const root = fileURLToPath(new URL("..", import.meta.url));
const shelf = new Shelf(root);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, out: { type: "string" }, activate: { type: "string" } },
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
  for (const [name, value] of Object.entries(counted)) {
    const shown =
      typeof value === "number"
        ? String(value)
        : Object.entries(value)
            .map(([key, n]) => `${key} ${n}`)
            .join(", ");
    console.log(`${name.padEnd(14)}${shown}`);
  }
}

const commands: Readonly<Record<string, () => unknown>> = { check, stats, compile, release, sql };
const command = commands[positionals[0] ?? ""];
if (command === undefined || positionals.length !== 1) fail(usage);
command();
