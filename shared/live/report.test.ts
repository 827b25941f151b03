import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../engine/testing/seed.ts";
import { reportOf, smallestGroup, type ReportSource, type SharedAnswer } from "./report.ts";

const minute = 60_000;
const session = {
  liveId: "live",
  title: "Thursday group",
  modules: ["1.3"],
  mode: "guided" as const,
  facilitators: [{ name: "Maria", domain: "example.org" }],
  openedAt: "2026-11-26T10:00:00.000Z",
  endedAt: "2026-11-26T11:00:00.000Z",
  keptUntil: "2027-02-24T11:00:00.000Z",
  contentVersion: 1,
};
const prompts = [
  { blockId: "1.3.1.pick", exercise: "1.3.1", module: "1.3", freeText: false },
  { blockId: "1.3.1.why", exercise: "1.3.1", module: "1.3", freeText: true },
  { blockId: "1.3.2.moment", exercise: "1.3.2", module: "1.3", freeText: true },
];
const people = (many: number) =>
  Array.from({ length: many }, (_, i) => ({
    participantId: `p${i}`,
    alias: `Alias ${i}`,
    since: session.openedAt,
  }));
const said = (participantId: string, blockId: string, more: Partial<SharedAnswer> = {}): SharedAnswer => ({
  participantId,
  blockId,
  skipped: false,
  value: `${participantId} on ${blockId}`,
  tookMs: minute,
  at: session.openedAt,
  ...more,
});
const source = (many: number, answers: readonly SharedAnswer[], more: Partial<ReportSource> = {}) =>
  reportOf({ session, participants: people(many), answers, stars: [], notes: [], prompts, ...more });

describe("LI9: the report", () => {
  const all = people(6).flatMap(({ participantId }, i) => [
    said(participantId, "1.3.1.pick", { value: "a", tookMs: (i + 1) * minute }),
    said(participantId, "1.3.1.why", { tookMs: minute }),
    ...(i < 5 ? [said(participantId, "1.3.2.moment", i < 3 ? { skipped: true, value: undefined } : {})] : []),
  ]);

  test("LI9: who came, free text first, times of the group, what was skipped, stars and notes", () => {
    const report = source(6, all, {
      stars: [{ participantId: "p3", blockId: "1.3.2.moment" }],
      notes: [{ id: "n", text: "Went well", at: session.openedAt, by: "Maria" }],
    });
    expect(report.participants.map(({ alias, answered }) => [alias, answered])).toEqual([
      ["Alias 0", 2],
      ["Alias 1", 2],
      ["Alias 2", 2],
      ["Alias 3", 3],
      ["Alias 4", 3],
      ["Alias 5", 2],
    ]);
    const kinds = report.answers.map(({ blockId }) => blockId);
    expect([...new Set(kinds)]).toEqual(["1.3.1.why", "1.3.2.moment", "1.3.1.pick"]);
    expect(report.exercises).toEqual([
      { exercise: "1.3.1", people: 6, answered: 12, medianMs: 4.5 * minute },
      { exercise: "1.3.2", people: 5, answered: 2, medianMs: minute },
    ]);
    expect(report.modules).toEqual([{ module: "1.3", people: 6, answered: 14, medianMs: 5.5 * minute }]);
    expect(report.skipped).toEqual([{ blockId: "1.3.2.moment", skipped: 3, people: 5 }]);
    expect(report.answers.filter((one) => one.starred).map((one) => one.value)).toEqual([
      "p3 on 1.3.2.moment",
    ]);
    expect(report.notes).toHaveLength(1);
  });

  test("LI9: fewer than five are not broken down; what they shared under their alias still stands", () => {
    const few = source(
      4,
      all.filter(({ participantId }) => participantId < "p4"),
    );
    expect([few.modules, few.exercises, few.skipped]).toEqual([[], [], []]);
    expect(few.answers.length).toBeGreaterThan(0);
    // Nor is a part that fewer than five have come to.
    const part = source(
      6,
      all.filter(({ blockId, participantId }) => blockId !== "1.3.2.moment" || participantId < "p4"),
    );
    expect(part.exercises.map(({ exercise }) => exercise)).toEqual(["1.3.1"]);
    expect(part.skipped).toEqual([]);
  });

  test("LI9: whoever has left is nowhere in it", () => {
    const left = source(5, all);
    expect(JSON.stringify(left)).not.toContain("p5");
    expect(left.exercises[0]).toMatchObject({ people: 5 });
  });

  test("LI9: whatever is in the source, nothing comes out but what the report has a place for", () => {
    const junk = fc.record({
      participantId: fc.constantFrom("p0", "p1", "gone"),
      blockId: fc.constantFrom("1.3.1.why", "9.9.9.unknown"),
      skipped: fc.boolean(),
      value: fc.option(fc.constantFrom("said", { a: 1 }), { nil: undefined }),
      tookMs: fc.option(fc.nat()),
      at: fc.constant(session.openedAt),
      secret: fc.constant("SECRET"),
      user_id: fc.constant("SECRET"),
    });
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 30 }), fc.nat(7), (answers, many) => {
        const report = reportOf({
          session: { ...session, user_id: "SECRET" } as typeof session,
          participants: people(many).map((one) => ({ ...one, user_id: "SECRET" })),
          answers,
          stars: [],
          notes: [],
          prompts,
        });
        expect(JSON.stringify(report)).not.toContain("SECRET");
        expect(report.answers.every((one) => one.participantId !== "gone")).toBe(true);
        if (many < smallestGroup) expect(report.modules).toEqual([]);
        const values = report.answers.filter((one) => one.value === undefined);
        expect(values).toEqual([]);
      }),
    );
  });
});
