import fc from "fast-check";
import { expect, test } from "vitest";
import type { Recall, TextNode } from "../shared/content/block.ts";
import { filled, isMirror, isSilent, readings } from "../shared/content/said.ts";
import { isEnvelope } from "../shared/crypto/envelope.ts";
import { recallsOf } from "../shared/engine/recall.ts";
import { newLearner, type Answer } from "../shared/engine/state.ts";
import { indexRelease } from "../shared/engine/stem.ts";
import { Dice } from "../shared/engine/testing/seed.ts";
import { valueFor } from "../shared/engine/testing/values.ts";
import { releases } from "./releases/index.ts";

/* Every mirror of the newest release, as many learners read it (decision 8). */

const userId = "11111111-1111-4111-8111-111111111111";
const own = ["rain on the roof", "my aunt", "counting", "the bus", "listening", "a quiet room"];
const newest = releases.at(-1);
const stem = newest === undefined ? null : indexRelease(newest);

/** A value as its owner's browser has it, its words from a few, so that answers have some in common. */
function opened(value: unknown, dice: Dice): unknown {
  if (isEnvelope(value)) return dice.of(own);
  if (Array.isArray(value)) return value.map((one) => opened(one, dice));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === "text" && typeof one === "string" ? dice.of(own) : opened(one, dice),
    ]),
  );
}

function learnerOf(entropy: number) {
  const dice = new Dice(entropy);
  const answers = new Map<string, Answer>();
  if (stem === null) throw new Error("no release is written");
  // Some pass most of it, some hardly anything.
  const passes = dice.of([2, 4, 20]);
  for (const block of stem.placements) {
    if (!block.required && dice.chance(passes)) continue;
    const clear = { ...block, private: false };
    const value = opened(valueFor(clear, userId, dice, "", stem.release.skills.slice(0, 12)), dice);
    const at = "2026-01-01T00:00:00.000Z";
    const said = { rev: 1, value, skipped: false, onlyMe: false, erased: false };
    const rest = { respondedAt: at, createdAt: at, device: null, hashes: null, opN: 1, contentVersion: 1 };
    answers.set(block.id, { ...said, ...rest });
  }
  return { stem, state: { ...newLearner(userId, stem), answers } };
}

const inWords = (nodes: readonly TextNode[], recalls: readonly Recall[]): string =>
  nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if ("fill" in node) return filled(recalls, node);
      if ("b" in node) return inWords(node.b, recalls);
      return "i" in node ? inWords(node.i, recalls) : "";
    })
    .join("");

const hole = /undefined|NaN|\bnull\b|\{\{|\s\s| [,.?:]|[,:] ?[,.:]|\bof (?:and|or)\b/;
const oneAre = /(?:^|[.!?] )(?:One|1)(?: of [^.,:]*)? (?:are|were|have|say)\b/;
const manyIs = /(?:^|[.!?] )(?:Two|Three|Four|Five|Six|[2-9])(?: of [^.,:]*)? (?:is|was|has|says)\b/;
/** "Three of your three": that is all of them; "at 5 of 5" is a mark. */
const allOfThem = /(?<!at )\b([a-z]+|\d+) of (?:your |the )?\1\b/i;

test("a mirror that speaks has no holes, counts in English, and ends with a question", () => {
  const spoken = new Set<string>();
  fc.assert(
    fc.property(fc.nat(), (entropy) => {
      const { stem: now, state } = learnerOf(entropy);
      for (const block of now.blocks.filter(isMirror)) {
        const recalls = recallsOf(now, state, block, true);
        if (isSilent(block, recalls)) continue;
        spoken.add(block.id);
        const said = readings(block.nodes, recalls).map((nodes) => inWords(nodes, recalls));
        expect(said.length, block.id).toBeGreaterThan(0);
        expect(said.at(-1), block.id).toMatch(/\?$/);
        for (const text of said) {
          expect(text, block.id).toMatch(/^[\p{Lu}\d]/u);
          expect(text, block.id).not.toMatch(hole);
          expect(text, block.id).not.toMatch(oneAre);
          expect(text, block.id).not.toMatch(manyIs);
          expect(text, block.id).not.toMatch(allOfThem);
        }
      }
    }),
    { numRuns: 150 },
  );
  // Whoever answers enough hears from nearly all of them.
  const all = stem?.blocks.filter(isMirror).length ?? 0;
  expect(spoken.size).toBeGreaterThan(all * 0.7);
});
