import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Operation } from "../../../shared/engine/accept.ts";
import { position } from "../../../shared/engine/position.ts";
import { Dice } from "../../../shared/engine/testing/dice.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { journalKinds, withJournal, type Bench } from "../../testing/journals.ts";
import { valueFor } from "../../testing/learner.ts";
import { opsIn, rowsIn } from "../../testing/rows.ts";
import { erasedHash } from "./erased.ts";

/* What every journal does, whatever keeps it: the object's own SQLite, or D1 before the ack. */

beforeAll(seedTestWorkbook);
afterEach(() => void vi.unstubAllGlobals());

const start = Date.UTC(2026, 10, 22);
const run = (bench: Bench, op: Operation, minute = 0, device = "phone") =>
  bench.learner.run(op, start + minute * 60_000, { device });
const opened = (bench: Bench) => run(bench, { t: "open", opId: crypto.randomUUID() });
const reply = (bench: Bench, blockId: string, opId: string = crypto.randomUUID(), salt = "1"): Operation => ({
  t: "reply",
  opId,
  blockId,
  value: valueFor(bench.userId, blockId, salt),
});
const draft = (key: string) => ({
  key,
  rev: 1,
  value: { text: "half a ünsent sentence" },
  device: "phone",
  at: "2026-11-22T00:00:00.000Z",
});

/** Everything the log says, but for what only one side of a rebuilding has. */
const told = ({ journal, userId }: Bench) => {
  const resumed = journal.resume(userId);
  return structuredClone({
    n: resumed?.n,
    headSeq: resumed?.headSeq,
    savedN: resumed?.savedN,
    savedSeq: resumed?.savedSeq,
    contentVersion: resumed?.contentVersion,
    delivered: resumed?.delivered,
    settings: resumed?.settings,
    state: resumed?.state,
    revisions: journal.allRevisions(),
    drafts: journal.drafts.all(),
    ops: journal.after(0).map(({ opId, n, firstSeq, lastSeq, payloadHash, at }) => ({
      opId,
      n,
      firstSeq,
      lastSeq,
      payloadHash,
      at,
    })),
  });
};

describe.each(journalKinds)("%s", (kind) => {
  test("an empty log is there, and says nothing of operations", () =>
    withJournal(kind, async (bench) => {
      const { journal, userId } = bench;
      expect(journal.resume(userId)).toMatchObject({
        n: 0,
        headSeq: 0,
        savedSeq: 0,
        contentVersion: 0,
        delivered: null,
      });
      expect([journal.after(0), [...journal.before(9)], journal.find("none"), journal.newestAt()]).toEqual([
        [],
        [],
        null,
        null,
      ]);
      expect([
        journal.firstUnsaved(),
        journal.allRevisions(),
        journal.drafts.all(),
        journal.leaving(),
      ]).toEqual([null, [], [], false]);
    }));

  test("a commit is whole: the operation by its id and its numbers, its answer, its facts", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      const opId = crypto.randomUUID();
      const outcome = await run(bench, reply(bench, "1.0.0.mood", opId), 1);
      expect(outcome).toMatchObject({ ok: true, dup: false, rev: 1 });
      const { journal, userId, learner } = bench;
      const found = journal.find(opId);
      expect(found).toMatchObject({ n: 2, opId, device: "phone", rev: 1, at: "2026-11-22T00:01:00.000Z" });
      expect(found?.firstSeq).toBe((journal.lastSeqOf(1) ?? 0) + 1);
      expect(found?.events?.map(({ kind: what }) => what)).toContain("answer");
      expect(journal.after(journal.lastSeqOf(1) ?? 0)).toEqual([found]);
      expect([...journal.before((found?.lastSeq ?? 0) + 1)].map(({ n }) => n)).toEqual([2, 1]);
      const resumed = journal.resume(userId);
      const { delivered: _delivered, answers, ...state } = learner.state;
      expect(resumed).toMatchObject({
        n: 2,
        headSeq: learner.headSeq,
        state: { ...state, answers: new Map(answers) },
      });
      expect(resumed?.lastAt.get("phone")).toBe("2026-11-22T00:01:00.000Z");
    }));

  test("the same operation again is found: the original numbers, nothing new (rule 3)", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      const op = reply(bench, "1.0.0.mood");
      const once = await run(bench, op, 1);
      const before = told(bench);
      const again = await run(bench, op, 2);
      expect(again).toMatchObject({ ok: true, dup: true, seq: once.ok ? once.seq : 0 });
      bench.saved();
      await bench.reopen();
      expect(await run(bench, op, 3)).toMatchObject({ ok: true, dup: true, seq: once.ok ? once.seq : 0 });
      expect(told(bench).ops).toEqual(before.ops);
    }));

  test("what was committed is there when the object wakes: answers, history, settings, facts", () =>
    withJournal(kind, async (bench) => {
      await walkOf(bench, 7);
      bench.saved();
      const { settings: _settings, ...before } = told(bench);
      await bench.reopen();
      if (kind === "sqlite") return expect(told(bench)).toMatchObject(before);
      // D1 keeps no settings it was not told of, and a release forgets nothing that it can derive.
      expect(told(bench)).toMatchObject({
        n: before.n,
        headSeq: before.headSeq,
        savedSeq: before.headSeq,
        revisions: before.revisions,
        ops: before.ops,
      });
      const { state } = bench.learner;
      expect([...state.answers.keys()].toSorted()).toEqual(
        [...(before.state?.answers.keys() ?? [])].toSorted(),
      );
      for (const [key, answer] of before.state?.answers ?? [])
        expect(state.answers.get(key)).toMatchObject({
          value: answer.value,
          rev: answer.rev,
          opN: answer.opN,
        });
      expect(state.unlocked).toEqual(before.state?.unlocked);
      expect(state.completedModules).toEqual(before.state?.completedModules);
      expect(state.frontier).toBe(before.state?.frontier);
    }));

  test("an edit keeps the value before it as a revision, and its event loses that value once D1 has both (decision 10)", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      await run(bench, reply(bench, "1.0.0.mood"), 1);
      await run(
        bench,
        { t: "edit", opId: crypto.randomUUID(), blockId: "1.0.0.mood", baseRev: 1, value: 7 },
        20,
      );
      bench.saved();
      const { journal } = bench;
      expect(journal.revisions("1.0.0.mood")).toMatchObject([{ key: "1.0.0.mood", rev: 1, device: "phone" }]);
      const first = journal.after(0)[1]?.events?.find((event) => event.kind === "answer");
      expect(first).toMatchObject({ superseded: true });
      expect(first).not.toHaveProperty("value");
      expect(journal.writersOf("1.0.0.mood")).toEqual([2, 3]);
    }));

  test("what is erased is nowhere in it any more (decision 36)", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      await run(bench, reply(bench, "1.0.0.mood"), 1);
      await run(bench, reply(bench, "1.0.0.ready"), 2);
      const thing = "1.1.1.things";
      await run(bench, reply(bench, thing, crypto.randomUUID(), "only-here"), 3);
      bench.journal.files.keep("kept", "only-here", "2027-01-01T00:00:00.000Z");
      await run(bench, { t: "erase", opId: crypto.randomUUID(), blockId: thing }, 4);
      const { journal } = bench;
      const erased = journal.after(0).filter(({ payloadHash }) => payloadHash === erasedHash);
      // The erasure too: it says what there was nothing of any more.
      expect(erased.map(({ n }) => n)).toEqual([4, 5]);
      expect(JSON.stringify([journal.after(0), journal.allRevisions()])).not.toContain("only-here");
      expect(journal.files.get("kept", "2026-11-22T00:00:00.000Z")).toBeNull();
    }));

  test("drafts are for the learner's other devices, until what they are for is answered", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      for (const key of ["1.0.0.mood", "1.1.2.word"]) bench.journal.drafts.put(draft(key));
      bench.journal.drafts.put({ ...draft("1.1.2.word"), rev: 2 });
      expect(bench.journal.drafts.of("1.1.2.word")).toEqual({ ...draft("1.1.2.word"), rev: 2 });
      await run(bench, reply(bench, "1.0.0.mood"), 1);
      expect(bench.journal.drafts.all()).toEqual([{ ...draft("1.1.2.word"), rev: 2 }]);
      expect(bench.journal.counts()).toEqual({ operations: 2, drafts: 1 });
      bench.saved();
      await bench.reopen();
      expect(bench.journal.drafts.of("1.1.2.word")?.rev).toBe(2);
      bench.journal.drafts.clear("1.1.2.word");
      expect(bench.journal.drafts.all()).toEqual([]);
    }));

  test("files are kept until they end, the largest too; alerts until they are told; leaving for ever", () =>
    withJournal(kind, async (bench) => {
      const large = `${"ü".repeat(1_200_000)}!`;
      bench.journal.files.keep("a", "first", "2026-11-23T00:00:00.000Z");
      bench.journal.files.keep("b", large, "2026-12-23T00:00:00.000Z");
      bench.journal.files.keep("a", "second", "2026-11-24T00:00:00.000Z");
      const alert = { id: "1", code: "fenced", detail: {}, at: "2026-11-22T00:00:00.000Z" };
      bench.journal.alerts.owe(alert);
      bench.journal.setLeaving();
      await bench.reopen();
      const { files, alerts } = bench.journal;
      expect(files.nextEnd()).toBe("2026-11-24T00:00:00.000Z");
      expect(files.get("a", "2026-11-23T12:00:00.000Z")).toBe("second");
      expect(files.get("a", "2026-11-25T00:00:00.000Z")).toBeNull();
      expect(files.get("b", "2026-11-25T00:00:00.000Z")).toBe(large);
      expect(files.nextEnd()).toBe("2026-12-23T00:00:00.000Z");
      expect(alerts.all()).toEqual([alert]);
      alerts.delivered("1");
      expect(alerts.all()).toEqual([]);
      expect(bench.journal.leaving()).toBe(true);
    }));

  test("it says how much it holds (decision 10)", () =>
    withJournal(kind, async (bench) => {
      await opened(bench);
      const before = bench.journal.bytes();
      expect(bench.journal.holdsMoreThan(20_000_000)).toBe(false);
      await run(bench, reply(bench, "1.0.0.mood"), 1);
      await run(bench, reply(bench, "1.0.0.ready"), 2);
      await run(bench, reply(bench, "1.1.1.things", crypto.randomUUID(), "x".repeat(90)), 3);
      expect(bench.journal.bytes()).toBeGreaterThanOrEqual(before);
      expect(bench.journal.holdsMoreThan(10)).toBe(true);
    }));
});

/** A conversation by the dice: replies, edits, visibility, a practice of nothing, a skill, an erasure, things outside. */
async function walkOf(
  bench: Bench,
  seed: number,
  steps = 30,
  salt = "walk",
  then: () => void | Promise<void> = () => bench.saved(),
): Promise<void> {
  const dice = new Dice(seed);
  await opened(bench);
  for (let i = 1; i <= steps; i += 1) {
    const { learner, userId } = bench;
    const opId = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const waiting = position(learner.stem, learner.state)?.id ?? "1.0.0.mood";
    const answered = [...learner.state.answers.keys()];
    const any = answered.length === 0 ? waiting : dice.of(answered);
    const rev = learner.state.answers.get(any)?.rev ?? 0;
    const ops: Operation[] = [
      { t: "reply", opId, blockId: waiting, value: valueFor(userId, waiting, `${salt}-${i}`) },
      { t: "reply", opId, blockId: waiting, value: valueFor(userId, waiting, `${salt}-${i}`) },
      { t: "edit", opId, blockId: any, baseRev: rev, value: valueFor(userId, any, `${salt}-edit-${i}`) },
      { t: "visibility", opId, blockId: any, onlyMe: dice.chance(2) },
      { t: "skill", opId, name: `Skill ${dice.nat(4)}`, category: null },
      { t: "note", opId, noteId: crypto.randomUUID(), from: "Fay", text: "Well said", blockId: null },
      ...(dice.chance(3) ? [{ t: "erase", opId, blockId: any } as const] : []),
    ];
    await run(bench, dice.of(ops), i * dice.nat(9), dice.of(["phone", "laptop"]));
    await then();
  }
}

test.each([11, 12, 13])(
  "all say the same of the same conversation, at its end and after it is read again (seed %i)",
  async (seed) => {
    const all: string[] = [];
    for (const kind of journalKinds) {
      all.push(
        await withJournal(kind, async (bench) => {
          await walkOf(bench, seed, 40, "twin");
          const { journal, userId } = bench;
          const words = JSON.stringify([
            told(bench).ops,
            journal.after(0).map(({ events }) => events),
            journal.allRevisions(),
          ]);
          // Ids of rows and hashes of what holds them are each learner's own.
          return words
            .replaceAll(userId, "me")
            .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "id")
            .replace(/"payloadHash":"(?!erased)[^"]*"/g, '"payloadHash":"h"');
        }),
      );
    }
    for (const other of all) expect(other).toBe(all[0]);
  },
);

test.each([21, 22, 23, 24])(
  "sqlite: what is remembered for D1 is what the log says, whatever came before (seed %i)",
  (seed) =>
    withJournal("sqlite", async (bench) => {
      const dice = new Dice(seed);
      await walkOf(bench, seed, 60, "fresh", async () => {
        const { journal, learner } = bench;
        const remembered = journal.pending(Infinity);
        const few = journal.pending(dice.nat(20_000));
        await bench.reopen();
        expect(remembered).toEqual(bench.journal.pending(Infinity));
        expect(few).toEqual(remembered.slice(0, Math.max(few.length, remembered.length === 0 ? 0 : 1)));
        // Mostly the one goes on that has done it all; sometimes it dies.
        if (!dice.chance(8)) Object.assign(bench, { journal, learner });
        const upTo = remembered[dice.nat(remembered.length)]?.n;
        if (dice.chance(2) && upTo !== undefined) bench.journal.saved(upTo, () => 0);
      });
    }),
);

describe("through: D1 before the ack", () => {
  test("a commit that has resolved is in D1, whole: operation, head, answer; the active release is heard", () =>
    withJournal("through", async (bench) => {
      await opened(bench);
      await run(bench, reply(bench, "1.0.0.mood"), 1);
      const { userId, learner } = bench;
      expect((await opsIn(userId)).map(({ n }) => n)).toEqual([1, 2]);
      expect(await rowsIn("user_streams", userId)).toMatchObject([
        { n: 2, last_seq: learner.headSeq, epoch: learner.epoch },
      ]);
      expect(await rowsIn("user_responses", userId)).toMatchObject([{ op_n: 2, rev: 1 }]);
      expect([bench.journal.firstUnsaved(), bench.journal.pending(9)]).toEqual([null, []]);
      expect(bench.heard).toEqual([1, 1]);
    }));

  test.each(["before", "gone", "hangs"] as const)(
    "D1 %s: refused as busy, nothing changed, nothing more is decided until it is read again; then it arrives once",
    (fault) =>
      withJournal("through", async (bench) => {
        await opened(bench);
        const before = told(bench);
        bench.d1.next.push(fault);
        const op = reply(bench, "1.0.0.mood");
        expect(await run(bench, op, 1)).toMatchObject({ ok: false, nack: { code: "busy" } });
        expect(bench.learner.adrift).toBe(true);
        expect(bench.journal.resume(bench.userId)).toBeNull();
        expect(bench.learner.state.answers.size).toBe(0);
        // D1 is well again, but nobody knows yet what it has.
        expect(await run(bench, op, 1)).toMatchObject({ ok: false, nack: { code: "busy" } });
        expect(await opsIn(bench.userId)).toHaveLength(1);
        await bench.reopen();
        expect(told(bench).ops).toEqual(before.ops);
        expect(await run(bench, op, 2)).toMatchObject({ ok: true, dup: false });
        expect(await run(bench, op, 3)).toMatchObject({ ok: true, dup: true });
        expect(await opsIn(bench.userId)).toHaveLength(2);
      }),
  );

  test("D1 takes it and the answer is lost: refused as busy, found when it is read again, a dup when it comes again", () =>
    withJournal("through", async (bench) => {
      await opened(bench);
      bench.d1.next.push("lost");
      const op = reply(bench, "1.0.0.mood");
      expect(await run(bench, op, 1)).toMatchObject({ ok: false, nack: { code: "busy" } });
      expect(await opsIn(bench.userId)).toHaveLength(2);
      await bench.reopen();
      expect(bench.learner.state.answers.get("1.0.0.mood")?.value).toBe(valueFor(bench.userId, "1.0.0.mood"));
      expect(await run(bench, op, 2)).toMatchObject({
        ok: true,
        dup: true,
        seq: bench.learner.headSeq,
        rev: 1,
      });
      expect(await opsIn(bench.userId)).toHaveLength(2);
    }));

  test("another writer has taken our number: nothing of ours is written over theirs, and both arrive", () =>
    withJournal("through", async (bench) => {
      await opened(bench);
      const ours = { ...bench };
      await bench.reopen();
      await run(bench, reply(bench, "1.0.0.mood", undefined, "theirs"), 1);
      const op = reply(ours, "1.0.0.mood", undefined, "ours!");
      expect(await run(ours, op, 2)).toMatchObject({ ok: false, nack: { code: "busy" } });
      await bench.reopen();
      // First wins (rule 5).
      expect(await run(bench, op, 3)).toMatchObject({ ok: false, nack: { code: "conflict" } });
      expect(await rowsIn("user_responses", bench.userId)).toMatchObject([
        { op_n: 2, response_text: String(valueFor(bench.userId, "1.0.0.mood", "theirs")) },
      ]);
    }));
});
