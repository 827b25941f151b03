import { describe } from "vitest";
import { damage, expectFound, one, partIntro, two } from "../testing/damage.ts";

describe("questions", () => {
  expectFound([
    damage(
      "label in the third person",
      one,
      "I will read my first 3 skills to someone.",
      "The first 3 skills are read.",
      "label: The",
      /first person/,
    ),
    damage(
      "slider ends",
      two,
      "labels: {1: Company, 7: Quiet}",
      "labels: {1: Company}",
      "labels: {1: Company}",
      /the end 7 has no label/,
    ),
    damage(
      "slider step",
      two,
      "min: 1\nmax: 7\nlabels: {1: Company",
      "min: 1\nmax: 7\nstep: 4\nlabels: {1: Company",
      "step: 4",
      /never reach 7/,
    ),
    damage(
      "slider label off the scale",
      two,
      "{1: Company, 7",
      "{1: Company, 9: x, 7",
      "{1: Company",
      /not on the scale/,
    ),
    damage("slider turned round", partIntro, "max: 10", "max: 0", "max: 0", /max is the greater/),
    damage("option value", two, "value: mostly", "value: Most Of", "value: Most Of", /is no slug/),
    damage(
      "option twice",
      two,
      "value: little",
      "value: mostly",
      "value: mostly, text: Very",
      /stands twice/,
    ),
    damage("maxLength", one, "maxLength: 600", "maxLength: 7000", "maxLength: 7000", /the most is 6000/),
  ]);
});
