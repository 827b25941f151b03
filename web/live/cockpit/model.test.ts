import { describe, expect, test } from "vitest";
import { cockpitFrame, type CockpitFrame, type Member } from "../../../shared/protocol/live.ts";
import { busiest, folded, needing, others, type Cockpit } from "./model.ts";

const at = "2026-11-26T10:00:00.000Z";
const member = (alias: string, more: Partial<Member> = {}): Member => ({
  participantId: alias.toLowerCase(),
  alias,
  presence: "active",
  presenceSince: at,
  position: { blockId: "1.3.2.past", part: 1, module: 3, exercise: 2, activity: 1, sequence: 40 },
  private: false,
  since: at,
  answered: 3,
  skipped: 0,
  total: 10,
  done: false,
  lastSavedAt: at,
  hand: false,
  joinedAt: at,
  needs: null,
  says: null,
  weight: 0,
  ...more,
});
const welcome = (members: Member[]): CockpitFrame =>
  cockpitFrame.parse({
    t: "live_welcome",
    v: 1,
    session: {
      liveId: "l",
      title: "Thursday group",
      modules: ["1.3"],
      mode: "self",
      facilitators: [{ name: "Maria", domain: "example.org" }],
      waitingRoom: false,
      openedAt: at,
      code: "K7M4QX",
      link: "https://x/join#K7M4QX",
      expiresAt: at,
      contentVersion: 1,
    },
    members,
    waiting: [],
    matrix: {},
    prompts: {},
    cells: {},
    pace: null,
    stars: [],
  });
const after = (...frames: CockpitFrame[]): Cockpit => {
  const room = frames.reduce<Cockpit | null>(folded, null);
  if (room === null) throw new Error("no room");
  return room;
};
const names = (members: readonly Member[]) => members.map(({ alias }) => alias);

describe("the room on the facilitator's screen", () => {
  test("rows change and go; a welcome on another line begins anew", () => {
    const heron = member("Heron", { needs: { reason: "hand", sentence: "Hand up." }, weight: 9 });
    const room = after(welcome([member("Fen"), member("Alder")]), {
      t: "rows",
      members: [heron],
      gone: ["fen"],
    });
    expect(names(needing(room))).toEqual(["Heron"]);
    expect(names(others(room, "name"))).toEqual(["Alder"]);
    expect([
      ...after(
        welcome([]),
        { t: "rows", members: [heron], gone: [] },
        welcome([member("Fen")]),
      ).members.keys(),
    ]).toEqual(["fen"]);
  });

  test("nothing is shown before the room has told itself", () => {
    expect(folded(null, { t: "rows", members: [member("Fen")], gone: [] })).toBeNull();
  });

  test("what changes of the matrix leaves the rest of it", () => {
    const of = (answered: number) => ({ answered, skipped: 0, of: 2, waiting: [] });
    const cell = (answered: number) => ({ answered, skipped: 0, of: 3 });
    const room = after(
      welcome([member("Fen")]),
      { t: "matrix", matrix: { "1.3.1": of(1) }, prompts: {}, cells: { fen: { "1.3.1": cell(1) } } },
      { t: "matrix", matrix: { "1.3.2": of(2) }, prompts: {}, cells: { fen: { "1.3.2": cell(2) } } },
    );
    expect(Object.keys(room.matrix)).toEqual(["1.3.1", "1.3.2"]);
    expect(room.cells["fen"]).toEqual({ "1.3.1": cell(1), "1.3.2": cell(2) });
  });

  test("sorted by who needs somebody; the others by name, place or time", () => {
    const needs = (weight: number) => ({ needs: { reason: "stuck" as const, sentence: "On it." }, weight });
    const place = (sequence: number) => ({
      blockId: "b",
      part: 1,
      module: 3,
      exercise: 3,
      activity: 1,
      sequence,
    });
    const room = after(
      welcome([
        member("Fen", needs(2)),
        member("Heron", needs(8)),
        member("Wren", { position: place(10), since: "2026-11-26T09:00:00.000Z" }),
        member("Alder", { position: place(20) }),
        member("Maple", { position: null }),
      ]),
    );
    expect(names(needing(room))).toEqual(["Heron", "Fen"]);
    expect(names(others(room, "name"))).toEqual(["Alder", "Maple", "Wren"]);
    expect(names(others(room, "place"))).toEqual(["Maple", "Wren", "Alder"]);
    expect(names(others(room, "time"))).toEqual(["Wren", "Alder", "Maple"]);
    expect(busiest(room)).toBe("1.3.2");
  });
});
