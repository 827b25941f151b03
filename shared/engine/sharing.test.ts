import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moduleIdOf } from "../content/where.ts";
import type { RowChange } from "./project/rows.ts";
import { granted, isShared, presentStay, sharedChanges, type SharingOperation } from "./sharing.ts";
import { arbitraryMoves, userId, World, type Step } from "./testing/history.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { Dice, runs } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";

const participantId = "22222222-2222-4222-8222-222222222222";
const another = "33333333-3333-4333-8333-333333333333";
const opId = "44444444-4444-4444-8444-444444444444";

const joining = (modules: readonly string[], more: object = {}): SharingOperation => ({
  t: "join",
  opId,
  participantId,
  liveId: "live",
  alias: "Heron",
  title: "Thursday",
  modules,
  facilitators: [{ name: "Maria", domain: "example.org" }],
  consentId: "room-1",
  waiting: false,
  ...more,
});
const moving = (
  stage: Extract<SharingOperation, { t: "stay" }>["stage"],
  keepUntil: string | null = null,
): SharingOperation => ({ t: "stay", opId, participantId, stage, keepUntil });

const release = releaseOf([
  block("textarea", "1.1.1.a"),
  block("textarea", "1.1.1.b"),
  block("textarea", "1.1.1.p", { private: true }),
  block("textarea", "1.2.1.c"),
]);
const say = (world: World, blockId: string, value: unknown, more: object = {}) =>
  world.run({ t: "reply", opId, blockId, value, ...more });
const stayOf = (world: World) => world.state.sharing.stays.get(participantId);
const codeOf = ({ decision }: Step) => (decision.ok ? "ok" : decision.nack.code);

/** D1's rows, as the changes of every step leave them. */
class Shared {
  readonly rows = new Map<string, Record<string, unknown>>();

  take({ stem, state, decision, context }: Step): void {
    if (!decision.ok) return;
    const changes = [
      ...sharedChanges(stem, state, decision.events, context.at, 60_000),
      ...(decision.rows ?? []),
    ].filter(
      (change): change is Extract<RowChange, { op: "put" | "del" }> => change.table === "live_answers",
    );
    for (const change of changes) {
      if (change.op === "del") this.rows.delete(change.id);
      else this.rows.set(change.id, { ...change.row });
    }
  }
}
const rowOf = (shared: Shared, key: string) => shared.rows.get(JSON.stringify([participantId, key]));

describe("LI3: what a learner agrees to", () => {
  test("LI3: sharing begins where they join, and at most one session is joined at a time", () => {
    const world = new World(release);
    say(world, "1.1.1.a", "before");
    const head = world.steps.reduce((n, { decision }) => n + (decision.ok ? decision.events.length : 0), 0);
    world.run(joining(["1.1"]));
    expect(stayOf(world)).toMatchObject({ stage: "in", sinceSeq: head, consentId: "room-1", leftAt: null });
    expect(granted(world.state.sharing, participantId, "2026")).toMatchObject({ sinceSeq: head });
    expect(codeOf(world.run(joining(["1.2"], { participantId: another })))).toBe("conflict");
    expect(presentStay(world.state.sharing)?.[0]).toBe(participantId);
    // The same again is the same.
    const { state } = world;
    expect(world.run(joining(["1.1"])).decision).toMatchObject({ ok: true, events: [] });
    expect(world.state).toBe(state);
  });

  test("LI3: what was written before stays out of the report, also marked and unmarked, until it is changed", () => {
    const world = new World(release);
    const shared = new Shared();
    say(world, "1.1.1.a", "before");
    world.run(joining(["1.1"]));
    for (const onlyMe of [true, false]) {
      shared.take(world.run({ t: "visibility", opId, blockId: "1.1.1.a", onlyMe }));
    }
    expect(shared.rows.size).toBe(0);
    shared.take(world.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 1, value: "after" }));
    expect(rowOf(shared, "1.1.1.a")).toMatchObject({ value: '"after"' });
  });

  test("LI3: whoever waits to be let in shares nothing; let in, from then on", () => {
    const world = new World(release);
    const shared = new Shared();
    shared.take(world.run(joining(["1.1"], { waiting: true })));
    shared.take(say(world, "1.1.1.a", "meanwhile"));
    expect(granted(world.state.sharing, participantId, "2026")).toBeNull();
    expect(shared.rows.size).toBe(0);
    const before = stayOf(world)?.sinceSeq ?? 0;
    world.run(moving("in"));
    expect(stayOf(world)?.sinceSeq).toBeGreaterThan(before);
    shared.take(say(world, "1.1.1.b", "after"));
    expect([...shared.rows.values()].map((row) => row["value"])).toEqual(['"after"']);
  });

  test("LI3: leaving ends it at once and takes everything out of the report; back is only by joining anew", () => {
    const world = new World(release);
    const shared = new Shared();
    world.run(joining(["1.1"]));
    shared.take(say(world, "1.1.1.a", "shared"));
    expect(rowOf(shared, "1.1.1.a")).toMatchObject({ value: '"shared"', took_ms: 60_000, skipped: 0 });
    shared.take(world.run(moving("left")));
    expect(shared.rows.size).toBe(0);
    expect(granted(world.state.sharing, participantId, "2026")).toBeNull();
    shared.take(say(world, "1.1.1.b", "alone"));
    expect(shared.rows.size).toBe(0);
    for (const stage of ["in", "ended", "removed"] as const) {
      expect(world.run(moving(stage)).decision).toMatchObject({ ok: true, rev: null });
      expect(stayOf(world)?.stage).toBe("left");
    }
    world.run(joining(["1.1"], { participantId: another }));
    expect(presentStay(world.state.sharing)?.[0]).toBe(another);
  });

  test("LI3: after the end the report stands as it was, but for what the learner hides, erases or withdraws", () => {
    const world = new World(release);
    const shared = new Shared();
    world.run(joining(["1.1", "1.2"]));
    shared.take(say(world, "1.1.1.a", "first"));
    shared.take(say(world, "1.1.1.b", "second"));
    shared.take(world.run(moving("ended", "2026-04-01T00:00:00.000Z")));
    expect(granted(world.state.sharing, participantId, "2026")).toBeNull();
    shared.take(world.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 1, value: "changed" }));
    expect(rowOf(shared, "1.1.1.a")).toMatchObject({ value: '"first"' });
    shared.take(world.run({ t: "visibility", opId, blockId: "1.1.1.a", onlyMe: true }));
    expect(rowOf(shared, "1.1.1.a")).toBeUndefined();
    shared.take(world.run({ t: "erase", opId, blockId: "1.1.1.b" }));
    expect(shared.rows.size).toBe(0);
    world.run({ t: "visibility", opId, blockId: "1.1.1.a", onlyMe: false });
    expect(shared.rows.size).toBe(0);
    shared.take(world.run(moving("left")));
    expect(stayOf(world)).toMatchObject({ stage: "left" });
  });

  test("LI4: private and only-me answers count, without a word; a skip is told as one", () => {
    const world = new World(release);
    const shared = new Shared();
    world.run(joining(["1.1"]));
    shared.take(say(world, "1.1.1.a", "mine", { onlyMe: true }));
    shared.take(world.run({ t: "skip", opId, blockId: "1.1.1.b" }));
    const env = { v: 1, iv: "AAAAAAAAAAAAAAAA", ciphertext: `${"A".repeat(106)}==` };
    shared.take(say(world, "1.1.1.p", env));
    expect(
      [...shared.rows.values()].map(({ block_key, value, skipped }) => [block_key, value, skipped]),
    ).toEqual([
      ["1.1.1.a", null, 0],
      ["1.1.1.b", null, 1],
      ["1.1.1.p", null, 0],
    ]);
    shared.take(world.run({ t: "visibility", opId, blockId: "1.1.1.a", onlyMe: false }));
    expect(rowOf(shared, "1.1.1.a")).toMatchObject({ value: '"mine"' });
    // Outside the modules nothing is.
    shared.take(say(world, "1.2.1.c", "elsewhere"));
    expect(JSON.stringify([...shared.rows.values()])).not.toContain("elsewhere");
  });

  test("LI10: a coach sees the modules of the share from the invitation on, once they came and until the day", () => {
    const world = new World(release);
    const share = (shareId: string): SharingOperation => ({
      t: "share",
      opId,
      shareId,
      tokenKey: "k",
      modules: ["1.1"],
      until: "2026-02-01T00:00:00.000Z",
      consentId: "coach-1",
    });
    const may = (now = "2026-01-15") => granted(world.state.sharing, participantId, now);
    world.run(share(participantId));
    expect(may()).toBeNull();
    const coach = { name: "Jo", domain: "example.net" };
    world.run({ t: "coach", opId, shareId: participantId, coach });
    expect(may()).toMatchObject({ modules: ["1.1"] });
    expect(may("2026-02-02")).toBeNull();
    // One link is one coach.
    expect(codeOf(world.run({ t: "coach", opId, shareId: participantId, coach }))).toBe("not_found");
    for (const id of ["s2", "s3"]) expect(codeOf(world.run(share(id)))).toBe("ok");
    expect(codeOf(world.run(share("s4")))).toBe("conflict");
    world.run({ t: "unshare", opId, shareId: participantId });
    expect(may()).toBeNull();
    expect(codeOf(world.run(share("s4")))).toBe("ok");
  });

  test("LI11: whom a learner has blocked stays blocked until they lift it", () => {
    const world = new World(release);
    const block = (lift: boolean): SharingOperation => ({ t: "block", opId, accounts: ["f"], lift });
    expect(world.run(block(false)).decision).toMatchObject({ rows: [{ op: "put", table: "live_blocks" }] });
    expect([...world.state.sharing.blocked.keys()]).toEqual(["f"]);
    expect(world.run(block(false)).decision).not.toHaveProperty("rows");
    world.run(block(true));
    expect(world.state.sharing.blocked.size).toBe(0);
  });
});

describe("LI4: whatever was done", () => {
  const marker = (n: number) => `marker-${n}-`;
  const textsIn = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : value !== null && typeof value === "object"
        ? Object.values(value).flatMap(textsIn)
        : [];

  test("LI4: the report's rows hold nothing private, only-me, from before the consent or outside the modules", () => {
    let seen = 0;
    let hidden = 0;
    fc.assert(
      fc.property(
        arbitraryRelease,
        arbitraryMoves(),
        fc.nat(),
        fc.nat(40),
        fc.nat(60),
        (release, moves, entropy, joinAt, endAt) => {
          const world = new World(release, { mark: marker });
          const shared = new Shared();
          const modules = new Dice(entropy).some([...new Set(world.stem.blocks.map(moduleIdOf))]);
          const shownOnce = new Map<string, Set<string>>();
          for (const [i, move] of moves.entries()) {
            if (i === joinAt) shared.take(world.run(joining(modules)));
            if (i === endAt) shared.take(world.run(moving("ended", "2027-01-01T00:00:00.000Z")));
            const frozen = stayOf(world)?.stage === "ended" ? JSON.stringify([...shared.rows]) : null;
            const step = world.play(move);
            shared.take(step);
            const now = JSON.stringify([...shared.rows]);
            // After the end rows only go.
            if (frozen !== null)
              for (const [id, row] of shared.rows) {
                expect(frozen).toContain(JSON.stringify([id, row]).slice(1, -1));
              }
            for (const { block_key: key, value } of shared.rows.values()) {
              const id = String(key);
              const one = world.stem.byKey.get(id) ?? world.stem.retired.get(id);
              const answer = world.state.answers.get(id);
              expect(one !== undefined && modules.includes(moduleIdOf(one))).toBe(true);
              if (value === null || one === undefined || answer === undefined) continue;
              expect(isShared(answer, one)).toBe(true);
            }
            if (step.decision.ok && "value" in step.op && "blockId" in step.op) {
              const texts = textsIn(step.op.value).filter((text) => text.includes("marker"));
              const known = shownOnce.get(step.op.blockId) ?? new Set();
              for (const text of texts) known.add(text);
              shownOnce.set(step.op.blockId, known);
            }
            for (const [key, texts] of shownOnce) {
              const answer = world.state.answers.get(key);
              const one = world.stem.byKey.get(key) ?? world.stem.retired.get(key);
              const isHidden = answer === undefined || one === undefined || !isShared(answer, one);
              for (const text of texts) {
                const found = now.includes(JSON.stringify(JSON.stringify(text)).slice(3, -3));
                if (isHidden) {
                  hidden += 1;
                  expect(found).toBe(false);
                } else if (found) seen += 1;
              }
            }
          }
          expect(JSON.stringify([...shared.rows])).not.toMatch(/ciphertext|hashes|opId/);
          expect(textsIn([...shared.rows]).includes(userId)).toBe(false);
        },
      ),
      runs(80),
    );
    expect(Math.min(seen, hidden)).toBeGreaterThan(20);
  });
});
