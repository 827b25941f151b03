import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../engine/testing/seed.ts";
import { attention, byNeed, medianAt, thresholds, type Person } from "./attention.ts";
import { reasons } from "../protocol/live.ts";
import { ago, now, place, roomOf } from "./testing/rooms.ts";

const minute = 60_000;

/** The first three of a room, as they stand on the facilitator's screen. */
function first(people: readonly Person[], many = 3): string[] {
  const found = attention(people, now);
  return byNeed(people, ({ participantId }) => found.get(participantId)?.weight ?? 0)
    .slice(0, many)
    .flatMap(({ alias, participantId }) => {
      const needs = found.get(participantId)?.needs;
      return needs ? [`${alias}: ${needs.sentence}`] : [];
    });
}
const of = (people: readonly Person[], alias: string) =>
  attention(people, now).get(alias.toLowerCase()) ?? null;

describe("LI6: who needs the facilitator, in rooms of 14", () => {
  test("LI6: a hand, then who is stuck, then who changes and changes", () => {
    const room = roomOf({
      Heron: { place: place("1.3.2.past"), placeSince: ago(9) },
      Linden: { handSince: ago(2.5), place: place("1.2.3.people") },
      Birch: { edits: [4.5, 3, 2, 1, 0.5].map(ago), placeSince: ago(5) },
      Dove: { presence: "idle", presenceSince: ago(6) },
      Wren: { presence: "offline", presenceSince: ago(4), unsent: true },
    });
    expect(first(room)).toEqual([
      "Linden: Hand up for 2 min, at 1.2.3.",
      "Heron: On 1.3.2 for 9 min; group median 3.",
      "Birch: Changed earlier answers 5 times in 4 min, nothing new.",
    ]);
  });

  test("LI6: offline with drafts, away in the middle, then idle", () => {
    const room = roomOf({
      Maple: { presence: "idle", presenceSince: ago(7) },
      Wren: { presence: "offline", presenceSince: ago(4), unsent: true },
      Linden: { presence: "away", presenceSince: ago(6), unsent: true },
      Fen: { presence: "away", presenceSince: ago(6) },
      Gull: { presence: "offline", presenceSince: ago(1), unsent: true },
      Iris: { presence: "idle", presenceSince: ago(2) },
    });
    expect(first(room)).toEqual([
      "Wren: Offline for 4 min; an unsent answer waits on their device.",
      "Linden: Left the page 6 min ago in the middle of an answer.",
      "Maple: No key or touch for 7 min.",
    ]);
    expect(of(room, "Fen")?.needs?.sentence).toBe("Left the page 6 min ago.");
    for (const alias of ["Gull", "Iris", "Alder"]) expect(of(room, alias)?.needs).toBeNull();
  });

  test("LI6: whoever writes a long answer is not stuck, however long; nor is whoever has just joined", () => {
    const room = roomOf({
      Alder: { place: place("1.3.2.past"), placeSince: ago(25), typedAt: ago(0.3), unsent: true },
      Birch: { place: place("1.3.2.past"), placeSince: ago(25), typedAt: ago(1.8), unsent: true },
      Kestrel: { joinedAt: ago(1), placeSince: ago(60), settled: 0, took: {} },
      Fen: { place: place("1.3.2.past"), placeSince: ago(8) },
      Elm: { place: place("1.3.2.past"), placeSince: ago(12) },
    });
    expect(first(room)).toEqual([
      "Elm: On 1.3.2 for 12 min; group median 3.",
      "Fen: On 1.3.2 for 8 min; group median 3.",
    ]);
    expect(of(room, "Alder")).toEqual({ needs: null, says: "Writing a long answer.", weight: 0 });
    expect(of(room, "Birch")?.says).toBe("Writing a long answer.");
    expect(of(room, "Kestrel")?.says).toBe("Has just joined.");
  });

  test("LI6: a fast finisher comes last, and only while the others are far behind", () => {
    const done = { done: true, place: null, settled: 50, presence: "idle", presenceSince: ago(9) } as const;
    const room = roomOf({
      Juniper: done,
      Cedar: { presence: "away", presenceSince: ago(5) },
      Iris: { handSince: ago(0.2), place: null },
    });
    expect(first(room)).toEqual([
      "Iris: Hand up.",
      "Cedar: Left the page 5 min ago.",
      "Juniper: Finished; the others are at 37 % on average.",
    ]);
    const late = roomOf({ Juniper: done }).map((one) => ({ ...one, settled: 45 }));
    expect(of(late, "Juniper")).toEqual({ needs: null, says: "Finished.", weight: 0 });
  });

  test("LI6: with too few to compare with, only a long time counts, and no median is named", () => {
    const alone = roomOf({ Heron: { place: place("1.4.1.a", true), placeSince: ago(9) } }).map((one) => ({
      ...one,
      took: {},
    }));
    expect(first(alone)).toEqual(["Heron: On 1.4.1 for 9 min."]);
    expect(of(roomOf({ Heron: { place: place("1.4.1.a", true), placeSince: ago(7) } }), "Heron")).toEqual({
      needs: null,
      says: "In a private part: place and time only.",
      weight: 0,
    });
  });

  test("LI6: a question without times of its own is measured by its exercise", () => {
    const room = roomOf({ Heron: { place: place("1.3.2.see"), placeSince: ago(8) } });
    expect(medianAt(place("1.3.2.see"), room)).toBe(3 * minute);
    expect(first(room)).toEqual(["Heron: On 1.3.2 for 8 min; group median 3."]);
  });

  test("LI6: paused, nobody who waits is stuck or idle; a hand still counts", () => {
    const room = roomOf({
      Heron: { place: place("1.3.2.past"), placeSince: ago(20) },
      Dove: { presence: "idle", presenceSince: ago(20) },
      Wren: { handSince: ago(3) },
    });
    const needing = [...attention(room, now, true)].filter(([, { needs }]) => needs !== null);
    expect(needing.map(([id]) => id)).toEqual(["wren"]);
  });
});

const anyMs = fc.integer({ min: 0, max: 90 * minute }).map((ms) => now - ms);
const anyPerson = fc.record({
  participantId: fc.uuid(),
  alias: fc.string({ minLength: 1, maxLength: 12 }),
  joinedAt: anyMs,
  presence: fc.constantFrom("active", "idle", "away", "offline"),
  presenceSince: anyMs,
  handSince: fc.option(anyMs),
  place: fc.option(fc.constantFrom("1.1.1.a", "1.1.1.b", "1.2.1.c").map((id) => place(id))),
  placeSince: anyMs,
  typedAt: fc.option(anyMs),
  edits: fc.array(anyMs, { maxLength: 8 }),
  unsent: fc.boolean(),
  done: fc.boolean(),
  settled: fc.nat(20),
  total: fc.constant(20),
  took: fc.dictionary(fc.constantFrom("1.1.1.a", "1.1.1.b", "1.2.1.c"), fc.nat(20 * minute)),
}) as fc.Arbitrary<Person>;

describe("LI6: whatever the room", () => {
  test("LI6: nobody who writes, or has just come, is called stuck, idle or thrashing", () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 40 }), (room) => {
        const found = attention(room, now);
        for (const person of room) {
          const reason = found.get(person.participantId)?.needs?.reason;
          const writes = person.typedAt !== null && now - person.typedAt < thresholds.writing;
          const isNew = now - person.joinedAt < thresholds.settlingIn;
          if (writes || isNew) expect(["stuck", "thrashing", "idle", "finished"]).not.toContain(reason);
        }
      }),
    );
  });

  test("LI6: the order is by reason first; sentences are whole, and say whole numbers", () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 40 }), (room) => {
        const found = attention(room, now);
        const sorted = byNeed(room, ({ participantId }) => found.get(participantId)?.weight ?? 0);
        const ranks = sorted.map(({ participantId }) => {
          const needs = found.get(participantId)?.needs;
          if (needs) expect(needs.sentence).toMatch(/^[A-Z][^]*\.$/);
          expect(needs?.sentence ?? "").not.toMatch(/NaN|Infinity|undefined|\d\.\d{2}/);
          return needs ? reasons.indexOf(needs.reason) : reasons.length;
        });
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });
});
