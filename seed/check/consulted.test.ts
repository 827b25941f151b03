import { describe, expect, it } from "vitest";
import { printConsulted } from "../author/consulted.ts";
import type { Files } from "../author/open.ts";
import { expectFound, one, why, type Case } from "../testing/damage.ts";
import { damaged, problemsOf, soundFiles } from "../testing/workbook.ts";

const book =
  "It was long ago; skills SHOW in things you have already done, the old man said. Write in it, he said to me.";
const consulted = "seed/consulted/book.txt";
const files: Files = new Map([...soundFiles, [consulted, printConsulted("an old book", book)]]);
const find = (name: string, path: string, put: string, instead: string): Case => [
  name,
  damaged(path, put, instead, files),
  path,
  instead,
  /stands word for word in an old book/,
];

describe("what was consulted", () => {
  expectFound([
    [
      "seven words in a row",
      files,
      one,
      why,
      /"skills show in things you have already" stands word for word in an old book/,
    ],
    find("a purpose", one, "Turn what you have done into a story.", "The old man said, write in it."),
    find(
      "a label",
      one,
      "I will read my first 3 skills to someone.",
      "I know that the old man said write in it.",
    ),
    find(
      "a tool's text",
      "seed/reference/tools.yaml",
      "instructions: Write in it.",
      "instructions: The old man said write in it.",
    ),
  ]);

  it("let six words pass, and say a sentence once", () => {
    const about = (of: Files) => problemsOf(of).filter(({ message }) => message.includes("word for word"));
    expect(about(files)).toHaveLength(1);
    expect(
      about(damaged(one, "in things you have already done", "in things you have done before", files)),
    ).toEqual([]);
  });

  it("find a file that was written by hand", () => {
    expect(problemsOf(new Map([...soundFiles, [consulted, "skills show\n"]]))).toContainEqual(
      expect.objectContaining({ file: consulted, message: expect.stringMatching(/not by hand/) as unknown }),
    );
  });
});
