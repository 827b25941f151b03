import { describe, expect, it } from "vitest";
import { grade, sentences, syllables, words } from "./prose.ts";

describe("prose", () => {
  it.each(
    Object.entries({
      a: 1,
      eye: 1,
      asked: 1,
      named: 1,
      makes: 1,
      closed: 1,
      real: 1,
      47: 1,
      answer: 2,
      boxes: 2,
      wanted: 2,
      little: 2,
      places: 2,
      people: 2,
      something: 2,
      quiet: 2,
      client: 2,
      nation: 2,
      safely: 2,
      experience: 4,
      situation: 4,
      transferable: 4,
      discovery: 4,
      various: 3,
      material: 4,
      library: 3,
      reaction: 3,
      evaluation: 5,
    }),
  )("%s has %i syllables", (word, n) => {
    expect(syllables(word)).toBe(n);
  });

  it("counts words, not marks", () => {
    expect(words("So - we begin, at 7 …")).toEqual(["So", "we", "begin,", "at", "7"]);
  });

  it("ends sentences inside quotation marks, not in numbers", () => {
    expect(sentences('"At least it is honest." She went on. It was 1.1.2 that helped!')).toHaveLength(3);
  });

  it("knows easy from hard", () => {
    expect(grade("The cat sat on the mat. It was glad.")).toBeLessThan(1);
    expect(
      grade("Organizational communication necessitates considerable interdisciplinary collaboration."),
    ).toBeGreaterThan(20);
  });
});
