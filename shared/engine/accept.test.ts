import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StemBlock } from "../content/block.ts";
import type { OperationFrame } from "../protocol/client.ts";
import { customSkillId } from "../ids/uuid5.ts";
import { accept, type Operation } from "./accept.ts";
import { position } from "./position.ts";
import { arbitraryMoves, userId, World } from "./testing/history.ts";
import { anyChanges, arbitraryRelease, masterSkills, successor } from "./testing/releases.ts";
import { Dice, runs } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { linked } from "./testing/linked.ts";
import { envelopeOf, rowOf, valueFor } from "./testing/values.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const skillId = (n: number): string => masterSkills[n]?.id ?? "";
const world = (stem: readonly StemBlock[], more: Parameters<typeof releaseOf>[1] = {}) =>
  new World(releaseOf(stem, more));
type Frame = OperationFrame extends infer F ? (F extends { opId: string } ? Omit<F, "opId"> : never) : never;
const run = (on: World, frame: Frame) => on.run({ opId, ...frame } as Operation);
const reply = (on: World, blockId: string, value: unknown, more: object = {}) =>
  run(on, { t: "reply", blockId, value, ...more } as Frame);
const said = ({ decision }: ReturnType<World["run"]>) => (decision.ok ? "ok" : decision.nack.code);
const kindsOf = ({ decision }: ReturnType<World["run"]>) =>
  decision.ok ? decision.events.map((event) => event.kind) : [];

describe("OP1: the order of checks", () => {
  /** An operation that is wrong in this way and in every later one; with the first wrong put right, the next shows. */
  const stem = [
    block("textarea", "1.1.1.done"),
    block("list_builder", "1.1.1.secret", {
      private: true,
      required: true,
      config: { target: "user_list_items", list: "L", min: 1, max: 2 },
    }),
    block("textarea", "1.1.1.later", { private: true, required: true }),
    block("content", "1.1.1.words"),
  ];
  const begun = () => {
    const on = world(stem);
    reply(on, "1.1.1.done", "said");
    return on;
  };
  const clear = { rows: [{ id: rowOf("item", 1), text: "in the clear", extra: "x".repeat(200_000) }] };

  test.each<[string, Frame]>([
    ["unknown_block", { t: "reply", blockId: "1.1.1.nothing", value: clear }],
    ["unknown_block", { t: "reply", blockId: "1.1.1.words", value: clear }],
    ["unknown_block", { t: "skip", blockId: "1.1.1.words" }],
    ["unknown_block", { t: "edit", blockId: "9.9.9.x", baseRev: 3, value: clear }],
    ["unknown_block", { t: "visibility", blockId: "9.9.9.x", onlyMe: true }],
    ["conflict", { t: "reply", blockId: "1.1.1.done", value: 5 }],
    ["conflict", { t: "skip", blockId: "1.1.1.done" }],
    ["conflict", { t: "edit", blockId: "1.1.1.done", baseRev: 0, value: 5 }],
    ["conflict", { t: "edit", blockId: "1.1.1.later", baseRev: 1, value: "clear" }],
    ["locked", { t: "reply", blockId: "1.1.1.later", value: "clear" }],
    ["locked", { t: "skip", blockId: "1.1.1.later" }],
    ["locked", { t: "edit", blockId: "1.1.1.later", baseRev: 0, value: "clear" }],
    ["locked", { t: "visibility", blockId: "1.1.1.later", onlyMe: true }],
    ["required", { t: "skip", blockId: "1.1.1.secret" }],
    ["plaintext", { t: "reply", blockId: "1.1.1.secret", value: clear }],
    ["too_large", { t: "reply", blockId: "1.1.1.secret", value: { rows: [], extra: "x".repeat(200_000) } }],
    ["invalid", { t: "reply", blockId: "1.1.1.secret", value: { rows: [], extra: "x" } }],
    ["invalid", { t: "reply", blockId: "1.1.1.secret", value: { rows: [] } }],
  ])("OP1: %s (case %#)", (code, frame) => {
    const on = begun();
    const before = on.state;
    expect(said(run(on, frame))).toBe(code);
    expect(on.state).toBe(before);
  });

  test("OP1: a required answer cannot be cleared, an optional one can", () => {
    const on = begun();
    const value = { rows: [{ id: rowOf("item", 1), text: envelopeOf(new Dice(1)) }] };
    expect(said(reply(on, "1.1.1.secret", value))).toBe("ok");
    expect(said(run(on, { t: "edit", blockId: "1.1.1.secret", baseRev: 1, value: null }))).toBe("required");
    expect(said(run(on, { t: "edit", blockId: "1.1.1.secret", baseRev: 0, value: null }))).toBe("conflict");
    const cleared = run(on, { t: "edit", blockId: "1.1.1.done", baseRev: 1, value: null });
    expect(cleared.decision).toMatchObject({
      ok: true,
      rev: 2,
      events: [{ kind: "answer_edited", value: null, skipped: true, rev: 2 }, { kind: "progress" }],
    });
  });

  test("OP2: a conflict tells the answer that stands", () => {
    const { decision } = reply(begun(), "1.1.1.done", "other");
    expect(decision).toMatchObject({
      ok: false,
      nack: { current: { rev: 1, value: "said", skipped: false, onlyMe: false } },
    });
  });
});

describe("edits", () => {
  const stem = [block("textarea", "1.1.1.a"), block("textarea", "1.1.1.b"), block("textarea", "1.1.1.c")];

  test("OP3: `rev` counts from 1, a skip is 0, and filling a skip or clearing an answer goes on counting", () => {
    const on = world(stem);
    expect(reply(on, "1.1.1.a", "one").decision).toMatchObject({ rev: 1 });
    expect(run(on, { t: "skip", blockId: "1.1.1.b" }).decision).toMatchObject({ rev: 0 });
    const filled = run(on, { t: "edit", blockId: "1.1.1.b", baseRev: 0, value: "late" });
    expect(filled.decision).toMatchObject({ rev: 1 });
    expect(kindsOf(filled)).toEqual(["answer_edited", "progress"]);
    expect(kindsOf(run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 1, value: "two" }))).toEqual([
      "answer_edited",
    ]);
    expect(run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 2, value: null }).decision).toMatchObject({
      rev: 3,
    });
    expect(said(run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 0, value: "x" }))).toBe("conflict");
    expect(on.state.answers.get("1.1.1.a")).toMatchObject({ rev: 3, value: null, skipped: true });
    expect(on.state.frontier).toBe("1.1.1.c");
  });

  test("OP4: an edit to the same value makes no event, whatever the order of its keys", () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : value !== null && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([k, v]) => [k, turned(v)]),
            )
          : value;
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves([]), (release, moves) => {
        const on = new World(release);
        for (const move of moves) on.play(move);
        for (const [blockId, { rev, value, skipped }] of on.state.answers) {
          const before = on.state;
          const { decision } = run(on, {
            t: "edit",
            blockId,
            baseRev: rev,
            value: skipped ? null : turned(value),
          });
          if (skipped && on.stem.byKey.get(blockId)?.required === true) continue;
          expect(decision).toMatchObject({ ok: true, events: [], rev });
          expect(on.state).toBe(before);
        }
      }),
    );
  });

  test("OP5: only me: a reply may set it, an edit keeps it, the frame `visibility` leaves `rev` alone", () => {
    const on = world(stem);
    reply(on, "1.1.1.a", "one", { onlyMe: true });
    run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 1, value: "two" });
    expect(on.state.answers.get("1.1.1.a")).toMatchObject({ rev: 2, onlyMe: true });
    expect(run(on, { t: "visibility", blockId: "1.1.1.a", onlyMe: false }).decision).toMatchObject({
      rev: 2,
      events: [{ kind: "visibility" }],
    });
    expect(run(on, { t: "visibility", blockId: "1.1.1.a", onlyMe: false }).decision).toMatchObject({
      rev: 2,
      events: [],
    });
    expect(
      run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 2, value: "two", onlyMe: true } as Frame).decision,
    ).toMatchObject({ rev: 3 });
    expect(on.state.answers.get("1.1.1.a")).toMatchObject({ rev: 3, value: "two", onlyMe: true });
  });
});

describe("skips", () => {
  const stem = [
    block("textarea", "1.1.1.a", { activity: 1 }),
    block("textarea", "1.1.1.b", { activity: 1 }),
    block("textarea", "1.1.1.c", { activity: 2 }),
    block("textarea", "1.1.2.d"),
    block("textarea", "1.1.2.must", { required: true }),
    block("textarea", "1.1.2.e"),
    block("textarea", "1.2.1.f"),
  ];
  test.each([
    ["block", ["1.1.1.a"]],
    ["activity", ["1.1.1.a", "1.1.1.b"]],
    ["exercise", ["1.1.1.a", "1.1.1.b", "1.1.1.c"]],
    ["module", ["1.1.1.a", "1.1.1.b", "1.1.1.c", "1.1.2.d"]],
  ] as const)("OP6: scope %s passes what waits, up to the first required one", (scope, keys) => {
    const on = world(stem);
    run(on, { t: "skip", blockId: "1.1.1.a", scope });
    expect([...on.state.answers.keys()]).toEqual(keys);
    for (const key of keys)
      expect(on.state.answers.get(key)).toMatchObject({ rev: 0, skipped: true, value: null });
  });

  test("OP6: a scope ends where the order leaves it", () => {
    const must = block("textarea", "1.1.1.must", { activity: 2, required: true });
    const on = world([stem[0], must, stem[1]].flatMap((one) => one ?? []));
    run(on, { t: "skip", blockId: "1.1.1.a", scope: "activity" });
    expect([...on.state.answers.keys()]).toEqual(["1.1.1.a"]);
    expect(on.state.frontier).toBe("1.1.1.must");
  });

  test("OP6: a skip never takes a required placement along, in no stem and from nowhere", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const on = new World(release);
        for (const move of moves) {
          const { decision, op, stem } = on.play(move);
          if (op.t !== "skip" || !decision.ok) continue;
          const scope = op.scope ?? "block";
          const own = stem.byKey.get(op.blockId) ?? stem.retired.get(op.blockId);
          for (const event of decision.events) {
            if (event.kind !== "answer") continue;
            const one = stem.byKey.get(event.blockId) ?? stem.retired.get(event.blockId);
            if (stem.byKey.has(event.blockId)) expect(one?.required).toBe(false);
            expect(event).toMatchObject({ rev: 0, value: null, skipped: true, opId: op.opId });
            expect(one?.module).toBe(own?.module);
            if (scope !== "module") expect(one?.exercise).toBe(own?.exercise);
            if (scope === "activity") expect(one?.activity).toBe(own?.activity);
            if (scope === "block") expect(one?.id).toBe(op.blockId);
          }
        }
      }),
      runs(100),
    );
  });
});

describe("made offline, under an older release (rule 13)", () => {
  test("CV9: a walk that was valid there is accepted, but for what the change itself holds back", () => {
    let accepted = 0;
    fc.assert(
      fc.property(arbitraryRelease, anyChanges, fc.nat(), fc.nat(20), (release, changes, entropy, online) => {
        const dice = new Dice(entropy);
        const here = new World(release);
        const there = new World(release);
        const frames: Frame[] = [];
        for (let i = 0; i < 40; i += 1) {
          const waiting = position(here.stem, here.state);
          if (waiting === null) break;
          const scope = dice.of(["block", "activity", "exercise", "module"] as const);
          const version = here.stem.version;
          const value = valueFor(waiting, userId, dice);
          const reply = { t: "reply", opId: userId, blockId: waiting.id, value, version } as const;
          const frame: Frame =
            !waiting.required && dice.chance(2)
              ? { t: "skip", blockId: waiting.id, scope, version }
              : linked(here.stem, here.state, reply);
          run(here, frame);
          if (i < online) run(there, frame);
          else frames.push(frame);
        }
        const next = successor(release, changes);
        there.switchTo(next);
        for (const frame of frames) {
          const step = run(there, frame);
          const now = there.stem.byKey.get("blockId" in frame ? frame.blockId : "");
          if (said(step) !== "ok") {
            // What may hold it back, and nothing is lost by it (SPEC CV9): a question that is required now or was
            // moved; and a skip that went further here, for the question that stopped it is gone.
            const code = said(step);
            const did = (what: string) => changes.some((one) => one.do === what);
            if (code === "required") expect(frame.t === "skip" && now?.required).toBe(true);
            else if (code === "locked") expect(did("move") || did("required")).toBe(true);
            else expect([code, did("move") || did("remove") || did("required")]).toEqual(["conflict", true]);
            break;
          }
          accepted += 1;
        }
      }),
      runs(140),
    );
    expect(accepted).toBeGreaterThan(100);
  });

  const a = block("textarea", "1.1.1.a");
  const b = block("textarea", "1.1.1.b");
  const must = block("textarea", "1.1.1.must", { required: true, since: 2, stemId: 91 });
  const may = block("textarea", "1.1.1.may", { since: 2, stemId: 92 });

  test("CV9: what came in between is new", () => {
    const on = world([a, b]);
    on.switchTo(releaseOf([a, must, may, b], { version: 2 }));
    expect(said(reply(on, "1.1.1.a", "x", { version: 1 }))).toBe("ok");
    expect(said(reply(on, "1.1.1.b", "x"))).toBe("locked");
    expect(said(reply(on, "1.1.1.b", "x", { version: 2 }))).toBe("locked");
    expect(said(reply(on, "1.1.1.b", "x", { version: 1 }))).toBe("ok");
    expect(on.state.frontier).toBeNull();
    // Asked at the end, for the module is not complete without it; the optional one is only offered.
    expect(position(on.stem, on.state)?.id).toBe("1.1.1.must");
    expect(said(run(on, { t: "edit", blockId: "1.1.1.may", baseRev: 0, value: "x" }))).toBe("ok");
  });

  test("CV9: a skip of the whole exercise leaves open what it could not know", () => {
    const on = world([a, b, block("textarea", "1.1.2.c")]);
    on.switchTo(releaseOf([a, must, may, b, block("textarea", "1.1.2.c")], { version: 2 }));
    run(on, { t: "skip", blockId: "1.1.1.a", scope: "exercise", version: 1 });
    expect([...on.state.answers.keys()]).toEqual(["1.1.1.a", "1.1.1.b"]);
    expect(on.state.frontier).toBe("1.1.2.c");
  });

  test("CV9: a placement that was moved before the others is answered all the same", () => {
    const on = world([a, b]);
    on.switchTo(releaseOf([b, a], { version: 2 }));
    expect(said(reply(on, "1.1.1.a", "x", { version: 1 }))).toBe("ok");
    expect(said(reply(on, "1.1.1.b", "x"))).toBe("locked");
    expect(said(reply(on, "1.1.1.b", "x", { version: 1 }))).toBe("ok");
  });

  test("CV9: an optional placement that was moved in between holds nothing back, a required one does", () => {
    for (const required of [false, true]) {
      const c = block("textarea", "1.1.1.c", { required });
      const on = world([a, b, c]);
      on.switchTo(releaseOf([a, c, b], { version: 2 }));
      expect(said(reply(on, "1.1.1.a", "x", { version: 1 }))).toBe("ok");
      expect(said(reply(on, "1.1.1.b", "x", { version: 1 }))).toBe(required ? "locked" : "ok");
    }
  });

  test("CV9: a version in which the placement did not stand opens nothing", () => {
    const first = block("textarea", "1.1.1.first", { required: true });
    const on = world([first, b]);
    for (const version of [0, -1, 1]) expect(said(reply(on, "1.1.1.b", "x", { version }))).toBe("locked");
    on.switchTo(releaseOf([first, must, b], { version: 2 }));
    for (const version of [0, 1, 2, 3]) expect(said(reply(on, "1.1.1.b", "x", { version }))).toBe("locked");
    expect(said(reply(on, "1.1.1.must", "x", { version: 1 }))).toBe("locked");
  });

  test("CV10: an answer to a retired placement is kept as retired, and can be hidden but not edited", () => {
    const on = world([a, b]);
    on.switchTo(releaseOf([b], { version: 2, retired: [{ ...a, stemId: 1 }] }));
    expect(on.state.frontier).toBe("1.1.1.b");
    expect(said(reply(on, "1.1.1.a", "x"))).toBe("unknown_block");
    expect(said(reply(on, "1.1.1.a", "x", { version: 2 }))).toBe("unknown_block");
    expect(said(reply(on, "1.1.1.a", "x", { version: 0 }))).toBe("unknown_block");
    expect(said(reply(on, "1.1.1.a", "", { version: 1 }))).toBe("invalid");
    expect(said(reply(on, "1.1.1.a", "x", { version: 1 }))).toBe("ok");
    expect(on.state.answers.get("1.1.1.a")).toMatchObject({ value: "x", rev: 1 });
    expect(on.state.frontier).toBe("1.1.1.b");
    expect(said(run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 1, value: "y" }))).toBe("locked");
    expect(said(run(on, { t: "visibility", blockId: "1.1.1.a", onlyMe: true }))).toBe("ok");
    expect(said(run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 1, value: "y", version: 1 }))).toBe("ok");
  });
});

describe("a change of release", () => {
  const a = block("textarea", "1.1.1.a");
  const end = block("content", "1.1.1.end");

  test("EV4: the event says from where to where, and counts", () => {
    const on = world([a, block("textarea", "1.1.1.b"), end]);
    reply(on, "1.1.1.a", "x");
    const gone = { ...block("textarea", "1.1.1.b"), stemId: 2 };
    const { decision } = on.switchTo(
      releaseOf([a, block("textarea", "1.1.1.c", { since: 2, stemId: 9 }), end], {
        version: 2,
        retired: [gone],
      }),
    );
    expect(decision).toMatchObject({ ok: true, rev: null });
    expect(decision.ok && decision.events[0]).toEqual({
      kind: "content",
      from: 1,
      to: 2,
      kept: 1,
      added: ["1.1.1.c"],
      retired: ["1.1.1.b"],
    });
  });

  test("EV2: a question that comes in before the last words of a finished release is asked, then they are said again", () => {
    const on = world([a, end]);
    reply(on, "1.1.1.a", "x");
    expect(on.state.frontier).toBeNull();
    const switched = on.switchTo(
      releaseOf([a, block("textarea", "1.1.1.more", { since: 2, stemId: 9 }), end], { version: 2 }),
    );
    expect(kindsOf(switched)).toEqual(["content", "progress", "block"]);
    expect(position(on.stem, on.state)?.id).toBe("1.1.1.more");
    const answered = reply(on, "1.1.1.more", "x");
    expect(answered.decision.ok && answered.decision.events.at(-1)).toEqual({
      kind: "block",
      blockId: "1.1.1.end",
    });
  });

  test("CV1: editing an answer that a release put behind the frontier moves nothing", () => {
    const must = block("textarea", "1.1.1.must", { required: true });
    const on = world([a, must]);
    reply(on, "1.1.1.a", "x");
    on.switchTo(releaseOf([must, a], { version: 2 }));
    run(on, { t: "edit", blockId: "1.1.1.a", baseRev: 1, value: "y" });
    expect(on.state.frontier).toBe("1.1.1.must");
    expect(on.state.completedModules.size).toBe(0);
  });

  test("CV4: what is asked late goes on being asked when the next module gets a new entrance", () => {
    const must = block("textarea", "1.1.1.must", { required: true, since: 2, stemId: 91 });
    const next = block("textarea", "1.2.1.b");
    const on = world([a, next]);
    on.switchTo(releaseOf([must, a, next], { version: 2 }));
    reply(on, "1.1.1.a", "x");
    expect(position(on.stem, on.state)?.id).toBe("1.1.1.must");
    const entrance = block("textarea", "1.2.1.new", { since: 3, stemId: 92 });
    on.switchTo(releaseOf([must, a, entrance, next], { version: 3 }));
    expect(position(on.stem, on.state)?.id).toBe("1.1.1.must");
    expect(said(reply(on, "1.1.1.must", "x"))).toBe("ok");
    expect(position(on.stem, on.state)?.id).toBe("1.2.1.b");
  });

  test("CV8: the end of a release that is not the whole workbook is not the end of the workbook", () => {
    const on = world([a], { complete: false });
    reply(on, "1.1.1.a", "x");
    expect(on.state.workbookComplete).toBe(false);
    expect(position(on.stem, on.state)).toBeNull();
    on.switchTo(releaseOf([a, block("textarea", "1.2.1.b", { since: 2, stemId: 5 })], { version: 2 }));
    expect(position(on.stem, on.state)?.id).toBe("1.2.1.b");
    const last = reply(on, "1.2.1.b", "x");
    expect(kindsOf(last)).toContain("workbook_completed");
    on.switchTo(
      releaseOf(
        [
          a,
          block("textarea", "1.2.1.b", { since: 2, stemId: 5 }),
          block("textarea", "1.3.1.c", { since: 3, stemId: 6 }),
        ],
        { version: 3 },
      ),
    );
    expect(on.state.workbookComplete).toBe(true);
    expect(position(on.stem, on.state)?.id).toBe("1.3.1.c");
  });
});

describe("skills of one's own", () => {
  const tagger = block("skill_tagger", "1.1.1.tags");
  const skill = (on: World, name: string) => on.run({ t: "skill", opId, name, category: null });

  test("OP7: made once, under the name as it was first written, without needless space", () => {
    const on = world([tagger]);
    const id = customSkillId(userId, "bee keeping");
    expect(skill(on, "  Bee   keeping ").decision).toMatchObject({
      events: [{ kind: "skill", id, name: "Bee keeping", status: "pending" }],
    });
    expect(skill(on, "bee-KEEPING").decision).toMatchObject({ ok: true, events: [] });
    expect(on.state.ownSkills.get(id)).toEqual({
      id,
      name: "Bee keeping",
      category: null,
      status: "pending",
    });
  });

  test.each(["x", "", " ", "!!", "é", "x".repeat(81), "half \ud800"])("OP7: %j is no name", (name) => {
    expect(skill(world([tagger]), name).decision).toMatchObject({
      ok: false,
      nack: { code: "invalid", path: "name" },
    });
  });

  test("OP7: an answer makes the skills it invents, before itself and once", () => {
    const on = world([tagger, block("skill_tagger", "1.1.1.more")]);
    const id = customSkillId(userId, "knots");
    const value = {
      rows: [{ id, on: [], mastery: null }],
      newSkills: [{ id, name: "  knots  ", category: "knowledge" }],
    };
    const first = reply(on, "1.1.1.tags", value);
    expect(first.decision.ok && first.decision.events[0]).toEqual({
      kind: "skill",
      id,
      name: "knots",
      category: "knowledge",
      status: "pending",
    });
    expect(kindsOf(first)[1]).toBe("answer");
    expect(kindsOf(reply(on, "1.1.1.more", value))).not.toContain("skill");
    const known = { rows: [{ id, on: [], mastery: null }], newSkills: [] };
    expect(said(run(on, { t: "edit", blockId: "1.1.1.more", baseRev: 1, value: known }))).toBe("ok");
  });

  test.each(["!!", "??", "x"])("OP7: an answer cannot invent %j, which is no name", (name) => {
    const id = customSkillId(userId, name);
    const value = { rows: [{ id, on: [], mastery: null }], newSkills: [{ id, name, category: "knowledge" }] };
    expect(reply(world([tagger]), "1.1.1.tags", value).decision).toMatchObject({ nack: { code: "invalid" } });
  });

  test("OP7: a skill of the master list needs no inventing, an unknown one is refused with its place", () => {
    const row = (id: string) => ({ id, on: [], mastery: null });
    expect(said(reply(world([tagger]), "1.1.1.tags", { rows: [row(skillId(0))], newSkills: [] }))).toBe("ok");
    const strange = { rows: [row(skillId(0)), row(rowOf("item", 1))], newSkills: [] };
    expect(reply(world([tagger]), "1.1.1.tags", strange).decision).toMatchObject({
      nack: { code: "invalid", path: "value.rows.1.id" },
    });
  });
});

test("CV5: the first turn of a new learner is an operation of its own, and comes once", () => {
  const on = world([
    block("content", "1.1.1.hello"),
    block("textarea", "1.1.1.a"),
    block("content", "1.1.1.end"),
  ]);
  const [opened] = on.steps;
  expect(opened === undefined ? [] : kindsOf(opened)).toEqual(["progress", "block", "block"]);
  expect(kindsOf(on.run({ t: "open", opId }))).toEqual([]);
  const context = { at: "2026-01-01T00:00:00.000Z", n: 1, device: null, contentVersion: 1 };
  expect(accept(on.stem, on.state, { t: "open", opId }, context)).toMatchObject({
    ok: true,
    state: on.state,
  });
});
