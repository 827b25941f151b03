import { expect, test } from "vitest";
import { isEnvelope } from "../crypto/envelope.ts";
import { apply } from "./apply.ts";
import { testPractices } from "./testing/reference.ts";
import { World } from "./testing/history.ts";
import { Dice } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf } from "./testing/values.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const note = envelopeOf(new Dice(3));
const begun = () => new World(releaseOf([block("textarea", "1.1.1.a")], { practices: [...testPractices] }));
/** The world's day is 2026-01-01. */
const log = (on: World, more: object = {}) =>
  on.run({ t: "practice", opId, practice: "quiet-minutes", day: "2026-01-01", done: true, ...more });
const codeOf = ({ decision }: ReturnType<World["run"]>) =>
  decision.ok ? decision.events.length : decision.nack.code;
const big = { ...note, ciphertext: "A".repeat(8000) };

test("PL1: a day is said and said again; the same again makes no event", () => {
  const on = begun();
  expect(codeOf(log(on))).toBe(1);
  expect(codeOf(log(on))).toBe(0);
  expect(codeOf(log(on, { note }))).toBe(1);
  expect(codeOf(log(on, { done: false, note }))).toBe(1);
  expect(codeOf(log(on, { day: "2025-12-31" }))).toBe(1);
  expect([...on.state.practices.keys()]).toEqual(["quiet-minutes/2026-01-01", "quiet-minutes/2025-12-31"]);
  const entry = on.state.practices.get("quiet-minutes/2026-01-01");
  expect(entry).toMatchObject({ done: false, note });
  expect(isEnvelope(entry?.note)).toBe(true);
  expect(entry?.createdAt).not.toBe(entry?.updatedAt);
  // Without a note it has none.
  log(on, { done: true });
  expect(on.state.practices.get("quiet-minutes/2026-01-01")?.note).toBeNull();
});

test.each<[string, number | string]>([
  ["2026-01-02", "invalid"],
  ["2026-01-01", 1],
  ["2025-11-22", 1],
  ["2025-11-21", "invalid"],
])("PL2: on 1 January, %s is %s", (day, code) => {
  expect(codeOf(log(begun(), { day }))).toBe(code);
});

test.each<[string, object]>([
  ["not_found", { practice: "nothing" }],
  ["plaintext", { note: "I sat still" }],
  ["invalid", { note: 5 }],
  ["too_large", { note: big }],
])("PL3: %s", (code, more) => {
  const on = begun();
  expect(codeOf(log(on, more))).toBe(code);
  expect(on.state.practices.size).toBe(0);
});

test("NO1: a note is put away once", () => {
  const on = begun();
  const noteId = rowOf("item", 7);
  const seen = () => on.run({ t: "note_seen", opId, noteId });
  expect(codeOf(seen())).toBe("not_found");
  on.state = apply(
    on.stem,
    on.state,
    { kind: "note", noteId, from: "Fay", text: "Well said", blockId: "1.1.1.a" },
    { at: "2026-01-01T00:00:00.000Z", n: 9, device: null, contentVersion: 1 },
  );
  expect(codeOf(seen())).toBe(1);
  expect(codeOf(seen())).toBe(0);
  expect(on.state.notes.get(noteId)).toMatchObject({ seen: true, from: "Fay" });
});
