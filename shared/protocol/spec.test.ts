// oxlint-disable-next-line no-restricted-imports -- this test reads the record and the other tests
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toolNames, inputTypes } from "../content/block.ts";
import { closeCodes } from "./codes.ts";

const root = new URL("../../", import.meta.url);
const spec = readFileSync(new URL("shared/protocol/SPEC.md", root), "utf8");
const areas = [...spec.matchAll(/^## ([A-Z]{2}) /gm)].map((match) => match[1]);
const id = new RegExp(`\\b(?:${areas.join("|")})\\d+\\b`, "g");

/** Every rule with its text, up to the next rule, list end or heading. */
const rules = new Map(
  [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* ((?:.+\n(?: {2}.+\n?)*))/gm)].map((match) => [
    match[1] ?? "",
    match[2] ?? "",
  ]),
);

const filesIn = (folder: string, ends: RegExp): string[] =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: "utf8" })
    .filter((name) => ends.test(name) && !name.includes("node_modules") && !name.endsWith("spec.test.ts"))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, root), "utf8"));
const rooms = ["shared", "party", "web", "seed", "tests"];
const quotedIn = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap((text) => text.match(id) ?? []));

test("SPEC: every rule has an area, and its number once", () => {
  const numbers = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1]);
  expect(numbers).toEqual([...new Set(numbers)]);
  expect(numbers.length).toBeGreaterThan(90);
  for (const number of numbers) expect(areas).toContain(number?.slice(0, 2));
});

test("SPEC: every id that a test quotes is a rule", () => {
  const quoted = quotedIn(rooms.flatMap((room) => filesIn(room, /\.test\.tsx?$/)));
  expect([...quoted].filter((one) => !rules.has(one))).toEqual([]);
});

test("SPEC: every rule is quoted by a test, or says why not", () => {
  const quoted = quotedIn(rooms.flatMap((room) => filesIn(room, /\.test\.tsx?$/)));
  const silent = [...rules].filter(([one, text]) => !quoted.has(one) && !/\(no\s+test:\s/.test(text));
  expect(silent.map(([one]) => one)).toEqual([]);
});

test("SPEC: every id that the code cites is a rule", () => {
  const cited = rooms
    .flatMap((room) => filesIn(room, /\.tsx?$/))
    .flatMap((text) => text.match(/SPEC [A-Z]{2}\d+/g) ?? []);
  expect(cited.length).toBeGreaterThan(4);
  expect(cited.map((one) => one.slice(5)).filter((one) => !rules.has(one))).toEqual([]);
});

test("SPEC: the tests that a rule sends to are there", () => {
  const named = [...spec.matchAll(/`((?:party|shared|web|tests)\/[\w./-]+\.test\.tsx?)`/g)].map(
    (match) => match[1] ?? "",
  );
  const known = rooms.flatMap((room) =>
    readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: "utf8" }).map(
      (name) => `${room}/${name}`,
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((one) => !known.includes(one))).toEqual([]);
});

test("SPEC: the tables have a row for every input type and every tool", () => {
  for (const name of [...inputTypes, ...toolNames]) expect(spec).toContain(`| \`${name}\` |`);
  expect(spec).toContain(String(closeCodes.tryLater));
});
