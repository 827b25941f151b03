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
