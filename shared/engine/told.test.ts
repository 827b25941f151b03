import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEnvelope } from "../crypto/envelope.ts";
import { World, userId } from "./testing/history.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { Dice } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf, valueFor } from "./testing/values.ts";
import { recallsOf } from "./recall.ts";
import { sealedFields } from "./sealing.ts";
import { hasPlaces, withPlaces, withoutPlaces } from "./told.ts";

const who = { userId, rowIds: new Map<string, string>() };

describe("sealed fields on their way back", () => {
  test("SE8: every envelope has its place, and without them the value is what was sent", () => {
    fc.assert(
      fc.property(arbitraryRelease, fc.nat(), (release, entropy) => {
        for (const one of release.stem.filter((it) => it.type !== "content")) {
          const value = valueFor(one, userId, new Dice(entropy));
          const fields = sealedFields(who, one, value).filter((field) => isEnvelope(field.value));
          const told = withPlaces(who, one, value);
          expect(JSON.stringify(told).split('"env"').length - 1).toBe(fields.length);
          for (const { place } of fields) {
            expect(JSON.stringify(told)).toContain(JSON.stringify([place.table, place.column, place.rowId]));
          }
          expect(withoutPlaces(told)).toEqual(value);
          if (fields.length === 0) expect(withoutPlaces(value)).toBe(value);
        }
      }),
    );
  });

  test("SE8: what only looks like a place stays as it is", () => {
    for (const odd of [
      { at: ["a"], env: 1 },
      { env: envelopeOf(new Dice(1)) },
      { at: "x", env: {} },
      null,
      "x",
      [],
    ])
      expect(withoutPlaces(odd)).toBe(odd);
  });
});

describe("RC6: the rows of a sealed recall", () => {
  const recall = (from: string) => ({
    dataObject: "x",
    label: "x",
    from: [from],
    transform: [{ op: "map" as const, text: "text" }],
    reveal: "shown" as const,
    use: "show" as const,
  });
  const list = block("list_builder", "1.1.1.list", { private: true });
  const asked = block("textarea", "1.1.1.asked", { private: true });
  const world = () =>
    new World(
      releaseOf([
        list,
        asked,
        block("textarea", "1.1.1.after", { connections: [recall("1.1.1.list"), recall("1.1.1.asked")] }),
      ]),
    );

  test("come whole, each sealed text with its place, to the browser that runs the steps", () => {
    const on = world();
    const dice = new Dice(1);
    const [first, second] = [envelopeOf(dice), envelopeOf(dice)];
    const rows = [
      { id: rowOf("item", 1), text: first },
      { id: rowOf("item", 2), text: envelopeOf(dice) },
    ];
    on.run({ t: "reply", opId: userId, blockId: list.id, value: { rows } }, null, 1);
    on.run({ t: "reply", opId: userId, blockId: asked.id, value: second }, null, 2);
    const after = on.stem.byKey.get("1.1.1.after");
    if (after === undefined) throw new Error("no such block");
    const [ofList, ofAsked] = recallsOf(on.stem, on.state, after);
    expect(ofList).toMatchObject({ sealed: true });
    expect(ofList?.rows).toHaveLength(2);
    expect(ofList?.rows[0]).toMatchObject({
      id: rowOf("item", 1),
      text: "",
      sealedText: { at: ["user_list_items", "content", expect.any(String) as string], env: first },
    });
    expect(ofList?.rows.map(hasPlaces)).toEqual([true, true]);
    const at = ["user_responses", "response_text", asked.id];
    expect(ofAsked?.rows).toEqual([{ id: asked.id, text: "", value: { at, env: second } }]);
  });

  test("in the clear, as the browser has them, the steps are run", () => {
    const on = world();
    const rows = [{ id: rowOf("item", 1), text: envelopeOf(new Dice(1)) }];
    on.run({ t: "reply", opId: userId, blockId: list.id, value: { rows } }, null, 1);
    const answer = on.state.answers.get(list.id);
    const after = on.stem.byKey.get("1.1.1.after");
    if (answer === undefined || after === undefined) throw new Error("no such block");
    const opened = {
      ...on.state,
      answers: new Map(on.state.answers).set(list.id, {
        ...answer,
        value: { rows: [{ id: rowOf("item", 1), text: "in words" }] },
      }),
    };
    expect(recallsOf(on.stem, opened, after, true)[0]).toMatchObject({
      rows: [{ text: "in words" }],
      sealed: false,
    });
  });
});
