import { describe, expect, it } from "vitest";
import { Problems } from "./problem.ts";
import { plain, readText } from "./text.ts";

const read = (text: string) => {
  const problems = new Problems();
  return { nodes: readText("x.md", { text, line: 10 }, problems), problems: problems.list };
};

describe("readText", () => {
  it("makes paragraphs of safe nodes", () => {
    const { nodes, problems } = read(
      "One **two {{x_y}}** *three* [four](https://a.b/).\nFive [@six] O\\*NET.\n\n&amp; seven",
    );
    expect(problems).toEqual([]);
    expect(nodes).toEqual([
      [
        "One ",
        { b: ["two ", { fill: "x_y" }] },
        " ",
        { i: ["three"] },
        " ",
        { a: "https://a.b/", c: ["four"] },
        ". Five ",
        { cite: "six" },
        " O*NET.",
      ],
      ["& seven"],
    ]);
    expect(plain(nodes[0] ?? [])).toBe("One two this three four. Five  O*NET.");
  });

  it("makes fills of fields, and readings with their conditions", () => {
    const { nodes, problems } = read(
      '[a.part = a.of and b] All **{{a.of:word}}**.\n\n[c = "at home"] {{a.part:Word}} {{a.part:is|are}}.\n\n[else] {{a.of}} [@six].',
    );
    expect(problems).toEqual([]);
    expect(nodes).toEqual([
      [
        { when: [{ at: "a.part", is: ["=", { at: "a.of" }] }, { at: "b" }] },
        "All ",
        { b: [{ fill: "a", field: "of", say: "word" }] },
        ".",
      ],
      [
        { when: [{ at: "c", is: ["=", { text: "at home" }] }] },
        { fill: "a", field: "part", say: "Word" },
        " ",
        { fill: "a", field: "part", say: ["is", "are"] },
        ".",
      ],
      [{ when: [] }, { fill: "a", field: "of" }, " ", { cite: "six" }, "."],
    ]);
  });

  it.each([
    ["# A heading", /block of its own/],
    ["1. A list", /no lists/],
    ["> Said", /:: quote/],
    ["![a](https://a.b)", /no pictures/],
    ["a\\\nb", /no forced line breaks/],
    ["    indented", /no code/],
    ["a `b`", /no code/],
    ["<b>a</b>", /no HTML/],
    ["[a](javascript:alert(1))", /begins with https/],
    ["[a](https://a.b 'title')", /no title/],
  ])("refuses %s", (text, message) => {
    expect(read(text).problems[0]?.message).toMatch(message);
  });

  it("reports the line inside a paragraph", () => {
    expect(read("a\nb\nc [@X]\n\nd\n`e`").problems.map(({ line }) => line)).toEqual([12, 15]);
  });
});
