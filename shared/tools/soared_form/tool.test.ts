import { describe, expect, test } from "vitest";
import { rowOf } from "../../engine/testing/values.ts";
import { soaredConfig, soaredForm } from "./tool.ts";

const context = { userId: "u", skillName: () => undefined };
const config = soaredConfig.parse({ storyType: "challenge" });
const story = (more: object = {}) => ({
  id: rowOf("story", 1),
  experienceId: null,
  title: "The roof",
  situation: "It leaked",
  obstacle: "",
  action: "",
  result: "",
  evaluation: "",
  discovery: "",
  ...more,
});
const takes = (more: object) => soaredForm.value(config, "open").safeParse(story(more)).success;

describe("TO2: soared_form", () => {
  test.each<[string, object, boolean]>([
    ["a title and one part", {}, true],
    ["an experience", { experienceId: rowOf("experience", 1) }, true],
    ["an experience that is no row", { experienceId: "roof" }, false],
    ["a title that is too long", { title: "x".repeat(161) }, false],
    ["a part that is too long", { action: "x".repeat(3001) }, false],
    ["a part too few", { action: undefined }, false],
    ["a part nobody asked for", { moral: "x" }, false],
  ])("TO2: %s", (_name, more, taken) => {
    expect(takes(more)).toBe(taken);
  });

  test("TO2: a story has a title and at least one part", () => {
    expect(soaredForm.check(story(), config, context)).toBeNull();
    expect(soaredForm.check(story({ title: " " }), config, context)).toMatchObject({ path: "value.title" });
    expect(soaredForm.check(story({ situation: " " }), config, context)).toMatchObject({
      path: "value.situation",
    });
  });

  test("TO2: it writes one story, of the placement's type, linked to its experience while that is there", () => {
    const place = { userId: "u", key: "k", exerciseId: "1.1.1", skillCategory: () => null };
    const [row] = soaredForm.writes(story({ experienceId: rowOf("experience", 2) }), config, place);
    expect(row).toMatchObject({
      table: "user_stories",
      id: rowOf("story", 1),
      creates: true,
      fields: {
        title: "The roof",
        situation: "It leaked",
        obstacle: null,
        story_type: "challenge",
        experience_id: rowOf("experience", 2),
      },
      links: { experience_id: { table: "user_experiences", id: rowOf("experience", 2) } },
    });
    expect(soaredForm.writes(story(), config, place)[0]).not.toHaveProperty("links");
    expect(soaredForm.rows(story(), config, context)).toMatchObject([
      { id: rowOf("story", 1), text: "The roof", situation: "It leaked", experienceId: null },
    ]);
  });

  test("TO2: the story's type is one the table takes", () => {
    expect(soaredConfig.safeParse({ storyType: "success" }).success).toBe(false);
  });
});
