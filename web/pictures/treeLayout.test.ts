import fc from "fast-check";
import { expect, test } from "vitest";
import { guessed } from "./measure.ts";
import { layTree, linePlace, type TreeIdea } from "./treeLayout.ts";

const room = guessed(500);
const words = fc
  .array(
    fc.constantFrom("hands", "gloves", "a", "mural", "the whole street", "wallpapering", "x".repeat(40)),
    {
      minLength: 1,
      maxLength: 9,
      size: "max",
    },
  )
  .map((all) => all.join(" ").slice(0, 120));
/** Any tree of up to 60 ideas, those of 40 and more among them: every idea hangs on one before it. */
const trees = fc.array(fc.tuple(words, fc.nat()), { minLength: 1, maxLength: 60, size: "max" }).map((all) =>
  all.map(([text, entropy], n): TreeIdea => ({
    id: `i${n}`,
    text,
    parent: n === 0 ? null : `i${entropy % n}`,
  })),
);

test("nothing lies on anything, each idea stands right of what it hangs on, and an order reads downward", () => {
  fc.assert(
    fc.property(trees, (ideas) => {
      const { boxes, width, height } = layTree(ideas, room);
      expect(boxes.map(({ id }) => id).toSorted()).toEqual(ideas.map(({ id }) => id).toSorted());
      const byId = new Map(boxes.map((box) => [box.id, box]));
      for (const [i, one] of boxes.entries()) {
        expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height).toBe(
          true,
        );
        for (const other of boxes.slice(i + 1)) {
          const apart =
            one.x + one.width < other.x ||
            other.x + other.width < one.x ||
            one.y + one.height < other.y ||
            other.y + other.height < one.y;
          expect(apart, `${one.id} on ${other.id}`).toBe(true);
        }
        const parent = byId.get(one.parent ?? "");
        if (parent !== undefined) expect(one.x).toBeGreaterThan(parent.x + parent.width);
      }
      for (const { id } of ideas) {
        const branches = ideas
          .filter(({ parent }) => parent === id)
          .map((idea) => byId.get(idea.id)?.y ?? NaN);
        expect(branches).toEqual(branches.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

test("all words of an idea stand inside its frame", () => {
  fc.assert(
    fc.property(trees, (ideas) => {
      for (const box of layTree(ideas, room).boxes) {
        const text = ideas.find(({ id }) => id === box.id)?.text ?? "";
        // A word too long for any frame is cut at a letter, and marked as cut.
        if (!text.includes("xxx")) expect(box.lines.join(" ")).toBe(text);
        for (const [i, line] of box.lines.entries()) {
          const { x, y } = linePlace(box, i, room.em);
          expect(x).toBeGreaterThan(box.x);
          expect(x + room.measure(line)).toBeLessThan(box.x + box.width);
          expect(y - room.em).toBeGreaterThan(box.y);
          expect(y).toBeLessThan(box.y + box.height);
        }
      }
    }),
    { numRuns: 60 },
  );
});
