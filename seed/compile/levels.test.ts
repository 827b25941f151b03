import { expect, test } from "vitest";
import { selectConfig } from "../../shared/engine/questionConfigs.ts";
import { readWorkbook } from "../author/open.ts";
import { Problems } from "../author/problem.ts";
import { pathFiles } from "../testing/paths.ts";
import { compileRelease } from "./release.ts";

test("a select of a competency is compiled to its five levels and saves a score of that competency", () => {
  const workbook = readWorkbook(pathFiles, new Problems());
  const { release } = compileRelease({ workbook, lock: {}, retired: [], previous: null }, 1, new Problems());
  const block = release.stem.find((one) => one.id === "1.1.3.level");
  expect(block?.save).toEqual({
    table: "user_competency_scores",
    column: "score",
    row: { slot: "analytical-thinking" },
  });
  const { competency, options } = selectConfig.parse(block?.config);
  expect(competency).toEqual({
    id: "analytical-thinking",
    name: "Analytical Thinking",
    category: "delivery",
  });
  expect(options).toEqual(
    release.competencies[0]?.levels.map(({ value, text }, i) => ({ value, text, level: i + 1 })),
  );
  for (const { value } of options) expect(value).not.toMatch(/^[1-5]$/);
});
