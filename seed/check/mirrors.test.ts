import { describe, expect, it } from "vitest";
import type { Files } from "../author/open.ts";
import { exerciseIds } from "../plan.ts";
import { expectFound, objects, two, type Case } from "../testing/damage.ts";
import { damaged, file, problemsOf, soundFiles } from "../testing/workbook.ts";

const mirror = `:: note leaning mirror
recall:
  - from: [1.1.2.lean-energy, 1.1.2.lean-facts, 1.1.2.lean-deciding, 1.1.2.lean-planning]
    object: Where you lean
    label: From your 4 sliders
    transform: [{op: name, names: {1.1.2.lean-energy: energy, 1.1.2.lean-facts: facts}}, {op: range, field: value}]
    as: lean
---
[lean.spread = 0] All {{lean.of:word}} of your marks are at {{lean.low}}. What do you make of that?

[else] Your {{lean.of:word}} {{lean.of:mark|marks}} go from {{lean.low}} to {{lean.high}}. What do you notice?

`;
const object = `- name: Where you lean\n  created_in: "1.1.2"\n  data_type: 4 sliders\n`;
const withMirror: Files = damaged(
  two,
  ":: transition end",
  `${mirror}:: transition end`,
  new Map([...soundFiles, [objects, `${soundFiles.get(objects) ?? ""}${object}`]]),
);
const broken = (name: string, find: string, put: string, at: string, message: RegExp): Case => [
  name,
  damaged(two, find, put, withMirror),
  two,
  at,
  message,
];

/** A module that is written whole: every exercise of it as a copy of 1.1.1 would be. */
function wholeModule(text: string): Files {
  const ids = exerciseIds.filter((id) => id.startsWith("3.4."));
  const copy = (id: string) => (withMirror.get(file("1.1.1")) ?? "").replaceAll("1.1.1", id);
  return new Map([
    ...withMirror,
    [file("3.0.0"), (withMirror.get(file("1.0.0")) ?? "").replaceAll("1.0.0", "3.0.0")],
    [file("3.4.0"), (withMirror.get(file("1.1.0")) ?? "").replaceAll("1.1.0", "3.4.0")],
    ...ids.map((id) => [file(id), copy(id)] as const),
    [file("3.4.2"), copy("3.4.2").replace(":: celebration done", `${text}:: celebration done`)],
  ]);
}
const about = (files: Files) => problemsOf(files).filter(({ message }) => message.includes("mirror"));

describe("mirrors", () => {
  it("find nothing wrong with a sound one", () => {
    expect(problemsOf(withMirror)).toEqual([]);
  });

  expectFound([
    broken(
      "a mirror that is no note",
      ":: note leaning mirror",
      ":: instruction leaning mirror",
      ":: instruction leaning",
      /a mirror is a note/,
    ),
    broken(
      "a mirror that waits",
      "leaning mirror",
      "leaning mirror continue",
      ":: note leaning",
      /nothing waits at it/,
    ),
    broken(
      "least without a mirror",
      "leaning mirror",
      "leaning\nleast: 4",
      "least: 4",
      /`least` belongs to a mirror/,
    ),
    broken("least of two", "leaning mirror", "leaning mirror\nleast: 2", "least: 2", /the least is 3/),
    broken("nothing counted", ", {op: range, field: value}", "", "[lean.spread", /a mirror counts something/),
    broken(
      "no question",
      "What do you notice?",
      "That is that.",
      "[lean.spread",
      /ends with one open question/,
    ),
    broken(
      "two questions",
      "to {{lean.high}}.",
      "to {{lean.high}}?",
      "[lean.spread",
      /ends with one open question/,
    ),
    broken("no else", "[else]", "[lean.spread > 0]", "[lean.spread", /readings end with `\[else\]`/),
    broken(
      "a field that is not",
      "{{lean.high}}",
      "{{lean.most}}",
      "[lean.spread",
      /has no most; it has id, text, low/,
    ),
    broken(
      "a condition on a field that is not",
      "[lean.spread",
      "[lean.width",
      "[lean.width",
      /has no width/,
    ),
    broken(
      "a condition that cannot be read",
      "[lean.spread = 0]",
      "[lean.spread is 0]",
      "[lean.spread",
      /a reading begins with/,
    ),
    broken(
      "a condition on nothing",
      "[lean.spread = 0]",
      "[other = 0]",
      "[other",
      /\{\{other\}\} is filled by nothing/,
    ),
    broken("a form too many", "{{lean.of:mark|marks}}", "{{lean.of:a|b|c}}", "[else]", /a fill is/),
    broken(
      "an unknown way to say it",
      "{{lean.of:word}} of",
      "{{lean.of:words}} of",
      "[lean.spread",
      /a fill is/,
    ),
    broken("a banned word in a form", "{{lean.of:mark|marks}}", "{{lean.of:user|users}}", "[else]", /"user"/),
  ]);

  it("find a mirror without its numbers", () => {
    const text = `[lean.spread = 0] All are alike. What do you make of that?\n\n[else] They differ. What do you notice?\n\n`;
    const files = damaged(two, mirror.slice(mirror.indexOf("[lean.spread")), text, withMirror);
    expect(problemsOf(files)).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/says its numbers/) as unknown }),
    );
  });

  it("find what is said although it may overlap with nothing", () => {
    const text = mirror
      .replace("{op: range, field: value}", "{op: overlap, with: 1.1.2.fit}")
      .replace(/\[lean\.spread[^]*$/, "Again: {{lean}}. What do you notice?\n\n");
    const files = damaged(two, mirror, text, withMirror);
    expect(problemsOf(files).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/`empty` says what stands for \{\{lean\}\}/),
    );
  });

  it("want one in each module from 1.2 on, once it is written whole", () => {
    expect(about(wholeModule(""))).toEqual([
      {
        file: file("3.4.2"),
        line: 1,
        message: expect.stringMatching(/module 3\.4 has no mirror/) as unknown,
      },
    ]);
    expect(about(wholeModule(mirror.replaceAll("1.1.2", "3.4.2")))).toEqual([]);
    expect(about(new Map([...wholeModule("")].filter(([path]) => path !== file("3.4.1"))))).toEqual([]);
  });
});
