import fc from "fast-check";
import type { StemBlock, ToolName } from "../../content/block.ts";
import type { Envelope } from "../../crypto/envelope.ts";
import { customSkillId } from "../../ids/uuid5.ts";
import { isSealedColumn } from "../../crypto/sealed.ts";
import { budgetColumns } from "../../tools/budget_calculator/tool.ts";
import { reframeFields } from "../../tools/failure_reframer/tool.ts";
import { flowConfig } from "../../tools/flow_tracker/tool.ts";
import { treeConfig } from "../../tools/idea_tree/tool.ts";
import { listConfig } from "../../tools/list_builder/tool.ts";
import { rankingConfig } from "../../tools/ranking_grid/tool.ts";
import { soaredFields } from "../../tools/soared_form/tool.ts";
import { taggerConfig } from "../../tools/skill_tagger/tool.ts";
import { selectConfig, sliderConfig, textareaConfig } from "../questionConfigs.ts";
import { standalone } from "../sealing.ts";
import { Dice } from "./dice.ts";
import { masterSkills } from "./releases.ts";
import { block } from "./small.ts";
import { flowValue, listValue, rankedPools, treeValue, type Words } from "./toolValues.ts";

/* Valid values for any block. Row ids come from small pools, so that placements meet in the same rows. */

const pools = {
  experience: "e",
  story: "5",
  item: "1",
  place: "2",
  option: "3",
  milestone: "4",
  company: "c",
  contact: "a",
  job: "b",
  moment: "f",
  tree: "d",
  reframe: "6",
} as const;
export type Pool = keyof typeof pools;
/** The n-th row of a kind that this learner's clients made. */
export const rowOf = (pool: Pool, n: number): string =>
  `${pools[pool].repeat(8)}-0000-4000-8000-${String(n).padStart(12, "0")}`;

const texts = [
  "a word",
  'Ich war\'s, "wirklich" – naïve\n\nzweite Zeile',
  '{"v":1}',
  "{not json",
  "null",
  "12",
  "👩‍🔧 repaired\tit",
  "' ; DROP TABLE user_responses; --",
  "\u2028 line separator and U+0000\u0000?",
  "   padded   ",
];
export const text = (dice: Dice, most: number, mark: string): string =>
  `${mark}${dice.of(texts)}`.slice(0, most);

export function envelopeOf(dice: Dice, mark = ""): Envelope {
  const letters = (n: number) =>
    Array.from({ length: n }, () => "ABCDEFabcdef0123456789+/"[dice.nat(24)] ?? "A").join("");
  return {
    v: 1,
    iv: letters(16),
    ciphertext: `${mark.replaceAll("-", "/")}${letters(24 + dice.nat(40))}${dice.of(["", "=", "=="])}`,
  };
}

const inventedNames = ["Bee keeping", "bee-keeping", "Étagères", "  knots  "];

/** The tool as it is outside the thread. */
export function standaloneBlock(name: ToolName): StemBlock {
  const one = standalone(name, "0.0.0.standalone");
  return block(name, one.id, one);
}

/** A value that `block` takes; every text of the learner's begins with `mark`. */
export function valueFor(
  block: StemBlock,
  userId: string,
  dice: Dice,
  mark = "",
  skills: readonly { readonly id: string }[] = masterSkills,
): unknown {
  const config = block.config ?? {};
  const wordsIn: Words = (most, table, column) =>
    block.private || isSealedColumn(table, column) ? envelopeOf(dice, mark) : text(dice, most, mark);
  const words = (most: number): unknown => wordsIn(most, "user_responses", "response_text");
  if (block.type === "prompt") {
    switch (block.inputType) {
      case "textarea":
        return words(textareaConfig.parse(config).maxLength);
      case "slider": {
        const { min, max, step } = sliderConfig.parse(config);
        return min + dice.nat(Math.floor((max - min) / step) + 1) * step;
      }
      case "checkbox":
        return dice.chance(2);
      case "select":
        return dice.of(selectConfig.parse(config).options).value;
      default:
        throw new Error(`${block.id} has no input type`);
    }
  }
  switch (block.tool) {
    case "list_builder":
      return listValue(listConfig.parse(config), dice, wordsIn);
    case "soared_form": {
      const parts = Object.fromEntries(soaredFields.map((name) => [name, dice.chance(2) ? words(3000) : ""]));
      const experienceId = dice.chance(2) ? rowOf("experience", dice.nat(4)) : null;
      return {
        ...parts,
        id: rowOf("story", dice.nat(3)),
        experienceId,
        title: words(160),
        situation: words(3000),
      };
    }
    case "skill_tagger": {
      const { min, on } = taggerConfig.parse(config);
      const newSkills = dice.some(inventedNames, 2).map((name) => ({
        id: customSkillId(userId, name),
        name,
        category: dice.of(["transferable", "knowledge"] as const),
      }));
      const known = skills.slice(0, 40).map((one) => one.id);
      const own = [...new Set(newSkills.map((one) => one.id))];
      const ids = [...own, ...dice.some(known, Math.max(4, min), min)];
      const targets =
        on === undefined
          ? []
          : [0, 1, 2, 3].map((n) => rowOf(on === "user_stories" ? "story" : "experience", n));
      return {
        rows: ids.map((id) => ({
          id,
          on: dice.some(targets, 3),
          mastery: dice.chance(2) ? null : dice.nat(5) + 1,
        })),
        newSkills,
      };
    }
    case "ranking_grid": {
      const { target, min } = rankingConfig.parse(config);
      const pool = rankedPools[target];
      const rows = Array.from({ length: Math.max(5, min) }, (_, n) => rowOf(pool, n));
      const all = target === "user_skills" ? skills.slice(0, 40).map((one) => one.id) : rows;
      return { rows: dice.some(all, Math.max(6, min), min).map((id) => ({ id, text: words(300) })) };
    }
    case "mbti_selector":
      return {
        code: dice.of(["INFP", "ESTJ", null]),
        lines: dice.chance(2) ? {} : { brings: "fits", watch: "not" },
      };
    case "budget_calculator":
      return Object.fromEntries(
        budgetColumns.map((name) => {
          const isSaid = name === "lines" || name === "currency" || dice.chance(2);
          return [name, isSaid ? envelopeOf(dice, mark) : ""];
        }),
      );
    case "flow_tracker":
      return flowValue(flowConfig.parse(config), dice, mark);
    case "life_dashboard": {
      const rating = () => (dice.chance(4) ? null : dice.nat(10) + 1);
      const rest = { play: rating(), love: rating(), health: rating() };
      return { work: dice.nat(10) + 1, ...rest, notes: dice.chance(2) ? envelopeOf(dice, mark) : "" };
    }
    case "failure_reframer": {
      const parts = reframeFields.map((name) => [name, dice.chance(2) ? envelopeOf(dice, mark) : ""]);
      const said = { situation: envelopeOf(dice, mark), next_step: envelopeOf(dice, mark) };
      return { id: rowOf("reframe", dice.nat(3)), ...Object.fromEntries(parts), ...said };
    }
    case "idea_tree":
      return treeValue(treeConfig.parse(config), dice, mark);
    default:
      throw new Error(`${block.id}: no such tool here`);
  }
}

/** Any valid value of the block. */
export const valueOf = (block: StemBlock, userId: string): fc.Arbitrary<unknown> =>
  fc.nat().map((entropy) => valueFor(block, userId, new Dice(entropy)));

/** What no block takes: wrong types, too long, broken inside. */
export const rubbish: readonly unknown[] = [
  undefined,
  null,
  [],
  {},
  "",
  " ",
  Number.NaN,
  1e9,
  -0.5,
  "x".repeat(9000),
  "lone \ud800 half",
  { rows: "no" },
  { rows: [{ id: "not a uuid" }] },
  { rows: [], extra: 1 },
  { rows: [], newSkills: [{ id: rowOf("item", 1), name: "not its own id", category: "knowledge" }] },
  { code: "XXXX", lines: {} },
];
