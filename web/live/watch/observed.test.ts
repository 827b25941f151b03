import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StemBlock } from "../../../shared/content/block.ts";
import { linesOf, nothingSeen, watched } from "./observed.ts";

const answer = (blockId: string, value: unknown, seq = 1) => ({
  kind: "answer",
  seq,
  blockId,
  rev: 1,
  value,
  skipped: false,
  onlyMe: false,
});
const snapshot = (items: unknown[], part = 1, of = 1) => ({ t: "snapshot", part, of, items });
const block = (id: string, inputType?: string) => ({ id, inputType }) as unknown as StemBlock;

describe("a watched thread", () => {
  test("an answer that is hidden goes, and comes back with its value", () => {
    const said = watched(nothingSeen, snapshot([answer("a", "words")]));
    const hidden = watched(said, { t: "events", items: [{ kind: "withheld", seq: 2, blockId: "a" }] });
    expect(hidden.seen.get("a")).toEqual({ kind: "withheld" });
    const again = watched(hidden, { t: "events", items: [answer("a", "words", 3)] });
    expect(again.seen.get("a")).toMatchObject({ kind: "said", value: "words" });
  });

  test("a snapshot replaces everything, in parts", () => {
    const before = watched(nothingSeen, snapshot([answer("a", 1), answer("b", 2)]));
    const first = watched(before, snapshot([answer("c", 3)], 1, 2));
    expect([...first.seen.keys()]).toEqual(["c"]);
    expect([...watched(first, snapshot([answer("d", 4)], 2, 2)).seen.keys()]).toEqual(["c", "d"]);
  });

  test("their own words first, each half in the workbook's order", () => {
    const blocks = [block("a", "slider"), block("b", "textarea"), block("c"), block("d", "textarea")];
    const thread = watched(nothingSeen, snapshot(["d", "c", "b", "a"].map((id) => answer(id, id))));
    expect(linesOf(thread, blocks, true).map((one) => one.block.id)).toEqual(["b", "d", "a", "c"]);
    expect(linesOf(thread, blocks, false).map((one) => one.block.id)).toEqual(["a", "b", "c", "d"]);
  });

  test("whatever comes, nothing that is not an observer's event is taken in", () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 8 }), fc.anything(), (items, frame) => {
        const hidden = [
          { ...answer("p", "secret"), onlyMe: true },
          { ...answer("p", "secret"), kind: "draft" },
        ];
        const thread = watched(watched(nothingSeen, frame), snapshot([...items, ...hidden]));
        expect(JSON.stringify([...thread.seen])).not.toContain("secret");
      }),
    );
  });
});
