import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Skill } from "../../content/release.ts";
import { masterSkillId } from "../../ids/uuid5.ts";
import { indexSkills, searchSkills, skillNamed } from "./search.ts";
import { isOneTypo } from "./typo.ts";

const skill = (
  name: string,
  aliases: string[] = [],
  category: Skill["category"] = "transferable",
): Skill => ({
  id: masterSkillId(name),
  name,
  category,
  group: "Group",
  aliases,
});

const some = [
  skill("managing projects", ["project management", "PM"]),
  skill("managing people", ["line management"]),
  skill("public speaking", ["speeches", "oratory"]),
  skill("budgeting", ["keeping accounts"]),
  skill("cooking"),
  skill("writing résumés", ["curriculum vitae"]),
  skill("patient", [], "self_management"),
  skill("accounting", ["bookkeeping"], "knowledge"),
  skill("C++", [], "knowledge"),
];
const index = indexSkills(some);
const names = (text: string, category: Skill["category"] = "transferable") =>
  searchSkills(index, text, category).map((one) => one.skill.name);

describe("searching skills", () => {
  test.each([
    ["by the beginning", "budg", "budgeting"],
    ["by the beginning of a later word", "spea", "public speaking"],
    ["by a part", "udget", "budgeting"],
    ["by an alias", "oratory", "public speaking"],
    ["by a short alias", "pm", "managing projects"],
    ["with a letter wrong", "budgiting", "budgeting"],
    ["with a letter missing", "coking", "cooking"],
    ["with a letter too many", "coooking", "cooking"],
    ["with two letters swapped", "ocoking", "cooking"],
    ["with a typing error on the way", "publci", "public speaking"],
    ["without accents", "resumes", "writing résumés"],
    ["with accents that are not there", "cöoking", "cooking"],
    ["in capitals", "COOK", "cooking"],
    ["words in another order", "people managing", "managing people"],
    ["without the space", "publicspeaking", "public speaking"],
    ["of another category", "patient", "patient"],
    ["with signs", "c++", "C++"],
  ])("%s: %s", (_how, typed, name) => {
    expect(names(typed)[0]).toBe(name);
  });

  test("says by which alias it was found", () => {
    expect(searchSkills(index, "orat", "transferable")[0]?.alias).toBe("oratory");
    expect(searchSkills(index, "public", "transferable")[0]?.alias).toBeNull();
  });

  test("the category asked for comes first, the others are found after it", () => {
    expect(names("account", "transferable")).toEqual(["budgeting", "accounting"]);
    expect(names("account", "knowledge")).toEqual(["accounting", "budgeting"]);
  });

  test("short words forgive nothing", () => {
    expect(names("pn")).toEqual([]);
    expect(names("")).toEqual([]);
    expect(names("  ")).toEqual([]);
  });

  test("a name that exists is known whatever its case and accents", () => {
    expect(skillNamed(index, " Writing  resumes ")?.name).toBe("writing résumés");
    expect(skillNamed(index, "beekeeping")).toBeUndefined();
  });
});

/** The textbook matrix, restricted to adjacent transpositions: what `isOneTypo` does in one pass. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => d[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(i - 2, j - 2) + 1);
      const row = d[i];
      if (row !== undefined) row[j] = best;
    }
  }
  return at(a.length, b.length);
}

test("one typing error is Damerau-Levenshtein distance at most 1 to some beginning of the word", () => {
  const word = fc.stringMatching(/^[ab]{0,8}$/);
  fc.assert(
    fc.property(word, fc.stringMatching(/^[ab]{4,8}$/), (name, typed) => {
      const near = Array.from({ length: name.length + 1 }, (_, n) => distance(name.slice(0, n), typed)).some(
        (d) => d <= 1,
      );
      expect(isOneTypo(name, typed)).toBe(near);
    }),
    { numRuns: 3000 },
  );
});

test("every skill is found by its name, first among its own category", () => {
  fc.assert(
    fc.property(fc.constantFrom(...some), (one) => {
      expect(searchSkills(index, one.name, one.category)[0]?.skill).toBe(one);
    }),
  );
});

test("5,000 skills are searched well within a keypress", () => {
  const words = ["plan", "repair", "teach", "measure", "grow", "film", "sort", "weld", "nurse", "draw"];
  const many = Array.from({ length: 5000 }, (_, i) => {
    const word = (n: number) => `${words[n % 10]}${words[(n * 7 + 3) % 10]}${n % 97}`;
    return skill(`${word(i)} ${word(i + 11)}`, [word(i * 3), `${word(i * 5)} ${word(i + 1)}`]);
  });
  const big = indexSkills(many);
  const queries = ["plan", "repiar", "teachmeasure", "zzzz", "weldd nurse", "a", "film sort grow"];
  /** Milliseconds; the least of several, for a busy machine takes the processor away from any one of them. */
  const least = (task: () => void) =>
    Math.min(
      ...Array.from({ length: 15 }, () => {
        const start = performance.now();
        task();
        return performance.now() - start;
      }),
    );
  const times = queries.map((query) => ({
    search: least(() => searchSkills(big, query, "transferable")),
    // The control: a look at every name and alias, which nothing that searches can do without.
    look: least(() =>
      many.filter(({ name, aliases }) => [name, ...aliases].some((one) => one.toLowerCase().includes(query))),
    ),
  }));
  const sum = (key: "search" | "look") => times.reduce((total, one) => total + one[key], 0);
  // Some three times as long as the control. 50 ms is the promise.
  expect(sum("search") / sum("look")).toBeLessThan(20);
  expect(Math.max(...times.map(({ search }) => search))).toBeLessThan(50);
});
