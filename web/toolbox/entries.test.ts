import { describe, expect, test } from "vitest";
import { newLearner, type Answer, type Instance } from "../../shared/engine/state.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { releases } from "../../seed/releases/index.ts";
import { entriesOf, isWhole, ownBlock } from "./entries.ts";
import { entriesText } from "./text.ts";

const release = releases.at(-1);
if (release === undefined) throw new Error("no release is written");
const stem = indexRelease(release);
const userId = "00000000-0000-4000-8000-000000000001";
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const answer = (value: unknown, at: string, more: Partial<Answer> = {}): Answer => ({
  rev: 1,
  value,
  skipped: false,
  onlyMe: false,
  erased: false,
  respondedAt: at,
  createdAt: at,
  device: null,
  hashes: null,
  opN: 1,
  contentVersion: 1,
  ...more,
});
const instance = (tool: Instance["tool"], value: unknown, at: string): Instance => {
  const { rev, respondedAt, createdAt, device, hashes, opN } = answer(value, at);
  return { tool, value, rev, respondedAt, createdAt, device, hashes, opN };
};
const list = (text: string) => ({ rows: [{ id: id(9), text }] });
const lists = stem.placements.filter((block) => block.tool === "list_builder");
const [first, second, third] = lists.map((block) => block.id);
const state = {
  ...newLearner(userId, stem),
  answers: new Map([
    [first ?? "", answer(list("a"), "2026-03-01T10:00:00Z")],
    [second ?? "", answer(null, "2026-03-02T10:00:00Z", { skipped: true })],
    [third ?? "", answer(null, "2026-03-03T10:00:00Z")],
  ]),
  instances: new Map([
    [id(1), instance("list_builder", { name: "Depot", ...list("b") }, "2026-03-04T10:00:00Z")],
    [id(2), instance("list_builder", null, "2026-03-05T10:00:00Z")],
    [id(3), instance("ranking_grid", { rows: [] }, "2026-03-06T10:00:00Z")],
  ]),
};

describe("what a tool holds", () => {
  test("answers with their origin and what was made outside, the newest first; no skipped, no deleted", () => {
    const entries = entriesOf(stem, state, new Map([[third ?? "", "locked" as const]]), "list_builder");
    expect(entries.map((entry) => entry.id)).toEqual([id(1), third, first]);
    expect(entries[0]?.asked).toBeNull();
    expect(entries[2]?.asked).toMatchObject({ exercise: "1.1.1", retired: false });
    // What is sealed and does not open here is there all the same; deleted is not sealed.
    expect(entriesOf(stem, state, new Map(), "list_builder").map((entry) => entry.id)).toEqual([
      id(1),
      first,
    ]);
  });

  test("a card outside the conversation is the same one each time, with what it works on", () => {
    expect(ownBlock(stem, "soared_form", id(5))).toBe(ownBlock(stem, "soared_form", id(5)));
    const [connection] = ownBlock(stem, "soared_form", id(5)).connections ?? [];
    expect(connection?.use).toBe("experience");
    expect(connection?.from.length).toBeGreaterThan(0);
    expect(ownBlock(stem, "mbti_selector", id(6)).config?.["sliders"]).toMatchObject({
      EI: expect.stringContaining("1.1.2"),
    });
    expect(ownBlock(stem, "budget_calculator", id(7)).private).toBe(true);
  });

  test("whether all of it is here is known", () => {
    expect(isWhole(stem, state)).toBe(true);
    const stranger = new Map(state.answers).set("9.9.9.later", answer("x", "2026-03-01T10:00:00Z"));
    expect(isWhole(stem, { ...state, answers: stranger })).toBe(false);
  });

  test("as text it says where each is from, and every row", () => {
    const info = stem.tools.get("list_builder");
    if (info === undefined) throw new Error("no such tool");
    const text = entriesText(info, entriesOf(stem, state, new Map(), "list_builder"), new Map(), stem, state);
    expect(text).toContain("Made outside the conversation, 2026-03-04");
    expect(text).toContain("- b");
    expect(text).toContain("1.1.1");
  });
});
