import fc from "fast-check";
import { expect, test } from "vitest";
import type { Skill } from "../../../shared/content/release.ts";
import { customSkillId, masterSkillId } from "../../../shared/ids/uuid5.ts";
import { skillTagger, taggerConfig } from "../../../shared/tools/skill_tagger/tool.ts";
import {
  invented,
  kindOf,
  nameProblem,
  rated,
  restoreTags,
  tagProblems,
  tagsLeft,
  tagsValue,
  toggled,
  without,
  type TagDraft,
} from "./model.ts";
import { optionsFor, ownWords } from "./options.ts";

const userId = "00000000-0000-4000-8000-00000000000a";
const names = ["repairing", "coaching", "budgeting", "estimating", "hosting"];
const skills = names.map((name): Skill => ({
  id: masterSkillId(name),
  name,
  category: "transferable",
  group: "All",
  aliases: [],
}));
const context = { userId, skillName: (id: string) => skills.find((one) => one.id === id)?.name };
const config = taggerConfig.parse({
  category: "transferable",
  on: "user_experiences",
  rate: true,
  min: 1,
  max: 4,
});
const targets = [0, 1].map((n) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  text: `Experience ${n}`,
}));
const empty = restoreTags(undefined, undefined, config, targets);

type Step = (draft: TagDraft) => TagDraft;
const skillId = fc.constantFrom(...skills.map((one) => one.id));
const target = fc.constantFrom(null, ...targets.map((one) => one.id));
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.tuple(skillId, target).map(
      ([id, on]): Step =>
        (draft) =>
          toggled(draft, id, on),
    ),
    fc.tuple(skillId, fc.integer({ min: 1, max: 5 })).map(
      ([id, n]): Step =>
        (draft) =>
          rated(draft, id, n),
    ),
    fc.tuple(fc.string({ maxLength: 12 }), target).map(
      ([name, on]): Step =>
        (draft) =>
          nameProblem(name) === null ? invented(draft, userId, name, "transferable", on) : draft,
    ),
    skillId.map(
      (id): Step =>
        (draft) =>
          without(draft, id),
    ),
  ),
  { maxLength: 30 },
);
const play = (made: readonly Step[]) => made.reduce((draft, step) => step(draft), empty);

test("tags are taken by their contract whenever the card has no objection", () => {
  fc.assert(
    fc.property(steps, (made) => {
      const draft = play(made);
      if (tagProblems(draft, config).length > 0) return;
      const parsed = skillTagger.value(config, "open").safeParse(tagsValue(draft, targets));
      expect(parsed.error).toBeUndefined();
      if (parsed.success) expect(skillTagger.check(parsed.data, config, context)).toBeNull();
    }),
  );
});

test("come back from their draft and from their answer", () => {
  fc.assert(
    fc.property(steps, (made) => {
      const draft = play(made);
      expect(restoreTags(JSON.parse(JSON.stringify(draft)), undefined, config, targets)).toEqual(draft);
      const value = tagsValue(draft, targets);
      expect(tagsValue(restoreTags(undefined, value, config, targets), targets)).toEqual(value);
    }),
  );
});

test("twice the same is as before", () => {
  const [id = "", other = ""] = skills.map((one) => one.id);
  const one = toggled(empty, id, targets[0]?.id ?? null);
  expect(toggled(toggled(one, other, null), other, null)).toEqual(one);
  expect(toggled(one, id, targets[0]?.id ?? null).rows).toEqual([]);
  expect(rated(rated(one, id, 3), id, 3)).toEqual(one);
});

test("what a skill was marked on and is taken out since goes, but not out of the answer that has it", () => {
  const [id = ""] = skills.map((one) => one.id);
  const gone = "00000000-0000-4000-8000-00000000dead";
  const [here] = targets;
  const draft = toggled(toggled(empty, id, here?.id ?? null), id, gone);
  expect(tagsValue(draft, targets).rows[0]?.on).toEqual([here?.id]);
  const standing = { rows: [{ id, on: [gone], mastery: null }], newSkills: [] };
  expect(tagsValue(draft, targets, standing).rows[0]?.on).toEqual([here?.id, gone]);
});

test("one's own words have the id that two devices agree on, and go when they are taken out", () => {
  const made = invented(empty, userId, " Beekeeping ", "transferable", null);
  const id = customSkillId(userId, "beekeeping");
  expect(made.newSkills).toEqual([{ id, name: "Beekeeping", category: "transferable" }]);
  expect(invented(made, userId, "BEEKEEPING", "transferable", null)).toEqual(made);
  expect(tagsValue(without(made, id)).newSkills).toEqual([]);
});

test("says what is left in words", () => {
  const rows = skills.map((one) => ({ id: one.id, on: [], mastery: null }));
  expect(tagsLeft(empty, config)).toBe("1 or more");
  expect(tagsLeft({ ...empty, rows }, config)).toBe("1 too many");
  expect(tagsLeft({ ...empty, rows: rows.slice(0, 2) }, config)).toBe("2 of 2 without a number");
});

test("where all kinds come together, each skill is of its own; one's own words are of the kind they were written in", () => {
  const { config: outside } = skillTagger.standalone;
  const known: Skill = {
    id: masterSkillId("soils"),
    name: "soils",
    category: "knowledge",
    group: "",
    aliases: [],
  };
  const draft = invented(
    toggled(restoreTags(undefined, undefined, outside, []), known.id, null),
    userId,
    "calm in a queue",
    "self_management",
    null,
  );
  const kind = kindOf([...skills, known], draft, outside);
  expect(draft.rows.map(({ id }) => kind(id))).toEqual(["knowledge", "self_management"]);
  expect(kindOf([known], draft, config)(known.id)).toBe("transferable");
  expect(skillTagger.value(outside, "open").safeParse(tagsValue(draft)).success).toBe(true);
});

test("the list offers one's own words only where nothing has that name", () => {
  const last = (typed: string) => optionsFor(skills, "transferable", typed, null, true).at(-1)?.id;
  expect(last("beekeeping")).toBe(ownWords);
  expect(last("Coaching")).not.toBe(ownWords);
  expect(last("x")).toBeUndefined();
  expect(optionsFor(skills, "transferable", "beekeeping", null, false)).toEqual([]);
  expect(optionsFor(skills, "transferable", "", "All", true)).toHaveLength(5);
});
