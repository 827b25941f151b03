import fc from "fast-check";
import { describe, expect, test } from "vitest";
// oxlint-disable-next-line no-restricted-imports -- what the object sends is part of the contract
import { eventsOf, observed, answerEventOf, wireBlockOf } from "../../party/workbook/wire.ts";
import { moduleIdOf } from "../content/where.ts";
import { release as releaseSchema } from "../content/release.ts";
import { isEnvelope } from "../crypto/envelope.ts";
import { arbitraryMoves, play, userId, World, type Step } from "../engine/testing/history.ts";
import { anyChanges, arbitraryRelease, successor } from "../engine/testing/releases.ts";
import { Dice, runs } from "../engine/testing/seed.ts";
import { block, releaseOf } from "../engine/testing/small.ts";
import { envelopeOf } from "../engine/testing/values.ts";
import { observedEvent } from "./observer.ts";
import { eventBody, serverFrame, type Event } from "./server.ts";

/** The events of a step as they are sent, in the light of a later state. */
function told({ stem, context, decision }: Step, now: Pick<Step, "stem" | "state">): Event[] {
  if (!decision.ok) return [];
  const entry = {
    n: context.n,
    opId: "",
    firstSeq: 1,
    lastSeq: decision.events.length,
    payloadHash: "",
    at: context.at,
    device: null,
    rev: null,
    contentVersion: stem.version,
    frontier: null,
    delivered: null,
  };
  return eventsOf(now.stem, now.state, { ...entry, events: decision.events });
}

describe("EV5: what is sent", () => {
  test("EV5: every event that the engine can make is one of the protocol's, and survives the wire", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        for (const step of play(release, moves).steps) {
          for (const event of told(step, step)) {
            const { seq: _seq, at: _at, ...body } = event;
            expect(eventBody.safeParse(body).error?.issues ?? []).toEqual([]);
          }
          const items = told(step, step);
          const frame = { t: "events" as const, from: 1, to: items.length, items };
          const parsed = serverFrame.safeParse(JSON.parse(JSON.stringify(frame)));
          expect(parsed.success && parsed.data).toEqual(JSON.parse(JSON.stringify(frame)));
        }
      }),
    );
  });

  test("HS4: `welcome` says where the main line waits, beside what is asked now", () => {
    const welcome = {
      t: "welcome",
      v: 1,
      role: "owner",
      userId,
      epoch: "e",
      headSeq: 1,
      savedSeq: 0,
      mode: "delta",
      contentVersion: 1,
      position: null,
      frontier: "1.1.1.a",
    };
    expect(serverFrame.safeParse(welcome).success).toBe(true);
    expect(serverFrame.safeParse({ ...welcome, frontier: undefined }).success).toBe(false);
    const on = new World(
      releaseOf([block("textarea", "1.1.1.a", { required: true }), block("textarea", "1.2.1.b")]),
    );
    on.run({ t: "reply", opId: userId, blockId: "1.1.1.a", value: "x" });
    expect(on.state.frontier).toBe("1.2.1.b");
  });

  test("TR6: a client reads over what a later server may add", () => {
    const saved = serverFrame.safeParse({ t: "saved", seq: 4, region: "weur" });
    expect(saved.success && saved.data).toEqual({ t: "saved", seq: 4 });
    expect(
      serverFrame.safeParse({
        t: "events",
        from: 1,
        to: 1,
        items: [{ seq: 1, at: "", kind: "not yet", more: 1 }],
      }).success,
    ).toBe(true);
    expect(serverFrame.safeParse({ t: "not yet" }).success).toBe(false);
  });
});

describe("OB1: what an observer is told", () => {
  /** Every text of a value, and every envelope's letters. */
  const textsIn = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : value !== null && typeof value === "object"
        ? Object.values(value).flatMap(textsIn)
        : [];
  const marker = (n: number) => `marker-${n}-`;

  /** The history with a text of its own in every value, so that it can be found again wherever it goes. */
  function marked(release: Parameters<typeof play>[0], moves: Parameters<typeof play>[1]) {
    const world = new World(release, { mark: marker });
    for (const move of moves) world.play(move);
    return world;
  }

  test("OB1: nothing private, only-me or outside the modules survives, now or in history, whatever was done", () => {
    let seen = 0;
    let hidden = 0;
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), fc.nat(), (release, moves, entropy) => {
        const world = marked(release, moves);
        const modules = new Dice(entropy).some([
          ...new Set([...world.stem.blocks, ...world.stem.retired.values()].map(moduleIdOf)),
        ]);
        for (const [last, now] of world.steps.entries()) {
          if (last % 7 !== 0 && last !== world.steps.length - 1) continue;
          const shown = world.steps
            .slice(0, last + 1)
            .flatMap((step) => told(step, now))
            .flatMap((event) => observed(now.stem, now.state, event, { modules, since: "" }) ?? []);
          const json = JSON.stringify(shown);
          for (const step of world.steps.slice(0, last + 1)) {
            if (!step.decision.ok || !("value" in step.op) || !("blockId" in step.op)) continue;
            const { blockId } = step.op;
            const one = now.stem.byKey.get(blockId) ?? now.stem.retired.get(blockId);
            const own = textsIn(step.op.value).filter((text) => text.includes("marker"));
            const isHidden =
              one === undefined ||
              one.private ||
              now.state.answers.get(blockId)?.onlyMe === true ||
              !modules.includes(moduleIdOf(one));
            for (const text of own) {
              if (isHidden) {
                hidden += 1;
                expect(json).not.toContain(JSON.stringify(text).slice(1, -1));
              } else if (json.includes(JSON.stringify(text).slice(1, -1))) seen += 1;
            }
          }
          for (const event of shown) {
            expect(observedEvent.safeParse(event).success).toBe(true);
            expect([
              "draft",
              "skill",
              "unlocked",
              "content",
              "visibility",
              "settings",
              "workbook_completed",
            ]).not.toContain(event.kind);
            expect(textsIn(event).every((text) => text !== userId)).toBe(true);
          }
          expect(json).not.toMatch(/"recall"|"opId"|"hashes"|"ciphertext"|"rowId"|"device"/);
        }
      }),
      runs(80),
    );
    // Both sides have to be reached for this to mean anything.
    expect(Math.min(seen, hidden)).toBeGreaterThan(20);
  });

  test("OB2: the schema alone lets nothing through that has no field in it", () => {
    const secret = fc.record({
      recall: fc.constant([{ text: "secret" }]),
      opId: fc.constant("secret"),
      hashes: fc.constant({ a: "secret" }),
      env: fc.constant("secret"),
      draft: fc.constant("secret"),
      note: fc.constant("secret"),
    });
    const on = new World(releaseOf([block("textarea", "1.1.1.a")]));
    const wire = wireBlockOf(on.stem, on.state, block("textarea", "1.1.1.a"));
    const base = fc.constantFrom<Event>(
      { kind: "block", block: { ...wire, config: { maxLength: 5, rowId: "secret" } }, seq: 1, at: "" },
      {
        kind: "answer",
        opId: "o",
        blockId: "a",
        rev: 1,
        value: "said",
        skipped: false,
        onlyMe: false,
        seq: 1,
        at: "",
      },
      { kind: "progress", answered: 1, total: 2, percent: 50, modules: [], seq: 1, at: "" },
      { kind: "module_completed", moduleId: "1.1", seq: 1, at: "" },
    );
    fc.assert(
      fc.property(base, secret, (event, more) => {
        const both =
          event.kind === "block"
            ? { ...event, ...more, block: { ...event.block, ...more } }
            : { ...event, ...more };
        const parsed = observedEvent.safeParse(both);
        expect(parsed.success).toBe(true);
        expect(JSON.stringify(parsed.data)).not.toContain("secret");
      }),
    );
    const own = {
      kind: "answer",
      blockId: "a",
      rev: 1,
      value: "secret",
      skipped: false,
      onlyMe: true,
      seq: 1,
      at: "",
    };
    expect(observedEvent.safeParse(own).success).toBe(false);
  });

  const open = releaseOf([
    block("textarea", "1.1.1.a"),
    block("textarea", "1.1.1.p", { private: true }),
    block("textarea", "1.2.1.b"),
  ]);
  const answered = (onlyMe: boolean) => {
    const on = new World(open);
    on.run({ t: "reply", opId: userId, blockId: "1.1.1.a", value: "first", onlyMe });
    return on;
  };
  const watch = (on: World, modules = ["1.1"]) =>
    on.steps
      .flatMap((step) => told(step, on))
      .flatMap((event) => observed(on.stem, on.state, event, { modules, since: "" }) ?? []);
  const answers = (events: readonly Event[]) =>
    events.filter((event) => ["answer", "answer_edited", "withheld"].includes(event.kind));

  test("OB3: a hidden answer is withheld, without its time; shown again it comes with its value", () => {
    const on = answered(true);
    expect(answers(watch(on))).toEqual([{ kind: "withheld", seq: 1, blockId: "1.1.1.a" }]);
    on.run({ t: "visibility", opId: userId, blockId: "1.1.1.a", onlyMe: false });
    expect(answers(watch(on))).toMatchObject([{ kind: "answer", blockId: "1.1.1.a", value: "first" }]);
  });

  test("OB3: hidden later, what was told before is withheld from then on", () => {
    const on = answered(false);
    expect(answers(watch(on))).toMatchObject([{ kind: "answer", value: "first" }]);
    on.run({ t: "visibility", opId: userId, blockId: "1.1.1.a", onlyMe: true });
    const later = answers(watch(on));
    expect(later.map((event) => event.kind)).toEqual(["withheld", "withheld"]);
    expect(JSON.stringify(later)).not.toContain("first");
  });

  test("OB3: a private answer is withheld whoever may see the rest, and never shown again", () => {
    const on = answered(false);
    const value = envelopeOf(new Dice(1));
    expect(isEnvelope(value)).toBe(true);
    on.run({ t: "reply", opId: userId, blockId: "1.1.1.p", value });
    on.run({ t: "visibility", opId: userId, blockId: "1.1.1.p", onlyMe: true });
    on.run({ t: "visibility", opId: userId, blockId: "1.1.1.p", onlyMe: false });
    expect(
      answers(watch(on))
        .slice(1)
        .map((event) => event.kind),
    ).toEqual(["withheld", "withheld", "withheld"]);
  });

  test("OB4: progress is that of the session's modules", () => {
    const events = watch(answered(false));
    expect(events.findLast((event) => event.kind === "progress")).toMatchObject({
      answered: 1,
      total: 2,
      modules: [{ id: "1.1" }],
    });
    expect(watch(answered(false), [])).toMatchObject([
      { kind: "progress", answered: 0, total: 0, modules: [] },
      { kind: "progress", answered: 0, total: 0, modules: [] },
    ]);
  });

  test("OB3: a snapshot's answer is told like any other", () => {
    const on = answered(true);
    const one = on.state.answers.get("1.1.1.a");
    if (one === undefined) throw new Error("no answer");
    expect(
      observed(on.stem, on.state, answerEventOf("1.1.1.a", one, "", 9), { modules: ["1.1"], since: "" }),
    ).toEqual({
      kind: "withheld",
      seq: 9,
      blockId: "1.1.1.a",
    });
  });
});

test("CT4: every release that the generators make, and every successor, is one by the schema", () => {
  fc.assert(
    fc.property(arbitraryRelease, anyChanges, (release, changes) => {
      const next = successor(release, changes);
      for (const one of [release, next]) expect(releaseSchema.safeParse(one).error?.issues ?? []).toEqual([]);
      const keys = [...next.stem, ...next.retired].map((one) => one.id);
      expect(new Set(keys).size).toBe(keys.length);
      expect(release.stem.every((one) => keys.includes(one.id))).toBe(true);
    }),
  );
});
