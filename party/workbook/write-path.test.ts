import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { d1Faults } from "../testing/faulty-d1.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, placements, valueFor, type TestLearner } from "../testing/learner.ts";
import {
  alertsOf,
  expectD1ToBeTheLog,
  expectInvariants,
  loggedBy,
  opsIn,
  opsOf,
  rowsIn,
} from "../testing/rows.ts";

/* platform 2.3; rules 1, 2, 3, 11; decisions 4, 10, 30. */

beforeAll(seedTestWorkbook);

const pinned = 20261122;

describe("exactly once, whatever D1 does", () => {
  // "hangs" waits two real seconds for each flush: fewer of them.
  test.each(d1Faults.filter((fault) => fault !== "hangs").map((fault) => [fault, pinned]))(
    "%s at any step, seed %i: the invariants hold at every step, and D1 is the log in the end",
    async (fault, seed) => {
      const random =
        fc.sample(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), { numRuns: 1, seed })[0] ?? [];
      const learner = await newTestLearner();
      const client = await learner.device();
      const acked = new Set<string>();
      for (const [i, key] of placements.entries()) {
        learner.seams.d1.now = random[i] === true ? fault : "ok";
        learner.seams.advance(120_000);
        if (i % 3 === 2) await learner.alarm();
        const ack = await client.reply(key, valueFor(learner.userId, key));
        expect(ack).toMatchObject({ t: "ack" });
        if (ack.t === "ack") acked.add(ack.opId);
        await expectInvariants(learner, acked);
      }
      await learner.heal();
      await expectInvariants(learner, acked);
      await expectD1ToBeTheLog(learner);
      expect(learner.seams.d1.calls.some((call) => call.fault === fault)).toBe(true);
    },
  );

  test(
    "hangs: the turn does not wait; after two seconds it counts as failed; what commits late does no harm",
    { retry: 2 },
    async () => {
      const learner = await newTestLearner();
      const client = await learner.device();
      learner.seams.d1.now = "hangs";
      const start = Date.now();
      const first = await client.reply("1.0.0.mood", 1);
      const second = await client.reply("1.0.0.ready", true);
      expect(Date.now() - start).toBeLessThan(1_500);
      expect([first.t, second.t]).toEqual(["ack", "ack"]);
      expect((await client.next("status")).store).toBe("degraded");
      await learner.heal();
      expect((await client.next("status")).store).toBe("ok");
      await client.saved(second.t === "ack" ? second.seq : 0);
      await expectD1ToBeTheLog(learner);
    },
  );

  test("a batch that commits after its deadline, after its retry and after later ones, changes nothing", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.saved((await client.hello()).headSeq);
    let late: (() => void) | undefined;
    const { store } = await runInDurableObject(learner.stub, (instance) => ({
      store: instance.store !== undefined,
    }));
    expect(store).toBe(true);
    await runInDurableObject(learner.stub, (instance) => {
      const own = instance.store;
      let first = true;
      instance.store = {
        ...own,
        flush: (batch) => {
          if (!first) return own.flush(batch);
          first = false;
          return new Promise((resolve, reject) => {
            late = () => void own.flush(batch).then(resolve, reject);
          });
        },
      };
    });
    await client.reply("1.0.0.mood", 1);
    await client.next("status");
    await learner.heal();
    await client.edit("1.0.0.mood", 1, 7);
    await learner.heal();
    const before = [
      await rowsIn("user_responses", learner.userId),
      await opsIn(learner.userId),
      await rowsIn("user_streams", learner.userId),
    ];
    await runInDurableObject(learner.stub, async () => {
      late?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect([
      await rowsIn("user_responses", learner.userId),
      await opsIn(learner.userId),
      await rowsIn("user_streams", learner.userId),
    ]).toEqual(before);
    await expectD1ToBeTheLog(learner);
  });

  test.each(["beforeFlush", "afterD1"] as const)(
    "a crash %s loses nothing and repeats nothing",
    async (where) => {
      const learner = await newTestLearner();
      const client = await learner.device();
      await client.saved((await client.hello()).headSeq);
      learner.seams.inject({ [where]: () => Promise.reject(new Error("the end of this instance")) });
      const ack = await client.reply("1.0.0.mood", 1);
      await client.next("status");
      const inD1 = await opsIn(learner.userId);
      expect(inD1).toHaveLength(where === "afterD1" ? 2 : 1);
      await expectInvariants(learner, new Set([ack.t === "ack" ? (ack.opId ?? "") : ""]));
      await learner.crash();
      learner.seams.heal();
      const again = await learner.device();
      await again.saved(ack.t === "ack" ? ack.seq : 0);
      await expectD1ToBeTheLog(learner);
    },
  );
});

describe("a D1 that is down for a whole conversation (rule 11)", () => {
  test("does not stop it: every reply is kept, the status says so once each way, an operator is told, everything lands", async () => {
    const alerts = (await alertsOf("store_degraded")).length;
    const learner = await newTestLearner();
    const [client, other] = [await learner.device(), await learner.device()];
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    learner.seams.d1.now = "before";
    await answerUpTo(learner, client, null);
    expect((await client.next("status")).store).toBe("degraded");
    expect(await opsIn(learner.userId)).toHaveLength(1);
    // One who comes now is told.
    const late = await learner.open();
    await late.hello();
    expect((await late.next("status")).store).toBe("degraded");
    for (let i = 0; i < 3; i += 1) {
      learner.seams.advance(120_000);
      expect(await learner.alarm()).toBe(true);
    }
    expect(client.all("status").map((frame) => frame.store)).toEqual(["degraded"]);
    await learner.heal();
    const head = await learner.fromLog(({ headSeq }) => headSeq);
    for (const device of [client, other, late]) {
      await device.saved(head);
      await device.until("ok again", () => (device.all("status").at(-1)?.store === "ok" ? true : undefined));
    }
    await expectD1ToBeTheLog(learner);
    // The row of the alert comes as soon as D1 takes it (decision 37).
    expect((await alertsOf("store_degraded")).length).toBeGreaterThan(alerts);
  });

  test("outlives the object: unsaved operations are in its log, and the alarm of a new instance brings them home", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    learner.seams.d1.now = "before";
    await answerUpTo(learner, client, "1.1.2.word");
    await learner.evict("close");
    await learner.crash();
    learner.seams.d1.now = "ok";
    expect(await learner.alarm()).toBe(true);
    await expectD1ToBeTheLog(learner);
  });

  test("sockets that open and say nothing do not put the alarm off", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    learner.seams.d1.now = "before";
    await client.reply("1.0.0.mood", 1);
    await learner.crash();
    const start = learner.seams.now();
    await learner.open();
    const due = await runInDurableObject(learner.stub, (_instance, state) => state.storage.getAlarm());
    expect((due ?? Infinity) - start).toBeLessThanOrEqual(5_500);
  });

  test("an ack is followed by an alarm even if the object dies right after it", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    learner.seams.d1.now = "hangs";
    await client.reply("1.0.0.mood", 1);
    await learner.crash();
    learner.seams.d1.now = "ok";
    expect(await learner.alarm()).toBe(true);
    expect(await opsIn(learner.userId)).toHaveLength(2);
    await expectD1ToBeTheLog(learner);
  });
});

describe("the alarm behind the flush", () => {
  const due = (learner: TestLearner) =>
    runInDurableObject(learner.stub, (_instance, state) => state.storage.getAlarm());

  test("is set before a reply comes, and a reply does not set it again", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const before = await due(learner);
    expect((before ?? Infinity) - learner.seams.now()).toBeLessThanOrEqual(30_000);
    await client.reply("1.0.0.mood", 1);
    expect(await due(learner)).toBe(before);
  });

  test("is set anew for as long as a conversation goes on, and no longer", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const ack = await client.reply("1.0.0.mood", 1);
    await client.saved(ack.t === "ack" ? ack.seq : 0);
    for (let minute = 0; minute < 9; minute += 1) {
      await learner.evict("hibernate");
      learner.seams.advance(60_000);
      expect(await learner.alarm()).toBe(true);
      const ahead = ((await due(learner)) ?? Infinity) - learner.seams.now();
      expect(ahead).toBeLessThanOrEqual(30_000);
    }
    learner.seams.advance(120_000);
    expect(await learner.alarm()).toBe(true);
    expect(await due(learner)).toBe(null);
    await client.reply("1.0.0.ready", true);
    expect(await due(learner)).not.toBe(null);
  });

  test("comes soon when the last device leaves and something is unsaved", async () => {
    const learner = await newTestLearner();
    const [client, other] = [await learner.device(), await learner.device()];
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    await learner.alarm();
    expect(((await due(learner)) ?? 0) - learner.seams.now()).toBeGreaterThan(5_000);
    learner.seams.d1.now = "hangs";
    await client.reply("1.0.0.mood", 1);
    client.socket.close(1000);
    await other.next("presence", ({ devices }) => devices.length === 1);
    other.socket.close(1000);
    await other.closed();
    expect(((await due(learner)) ?? Infinity) - learner.seams.now()).toBeLessThanOrEqual(5_000);
  });
});

describe("a second writer (decision 4)", () => {
  test("is fenced off: the object restarts from its own log, goes on, stays degraded, and an operator is told", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    const known = await alertsOf("fenced");
    const { userId } = learner;
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO "user_ops" ("user_id", "n", "op_id", "first_seq", "last_seq", "payload_hash", "at") VALUES (?, 2, 'theirs', 5, 6, 'theirs', '2026-11-22')`,
      ).bind(userId),
      env.DB.prepare(`UPDATE "user_streams" SET "n" = 2, "last_seq" = 6 WHERE "user_id" = ?`).bind(userId),
    ]);
    const ack = await client.reply("1.0.0.mood", 1);
    expect(ack.t).toBe("ack");
    await client.closed();
    const mine = await loggedBy(learner);
    expect(mine.map((op) => op["op_id"])).toContain(ack.t === "ack" ? ack.opId : "");
    const again = await learner.device();
    await again.until("degraded", () =>
      again.all("status").at(-1)?.store === "degraded" ? true : undefined,
    );
    // It goes on talking, and does not restart again and again.
    for (const key of placements.slice(1, 4)) {
      expect(await again.reply(key, valueFor(userId, key))).toMatchObject({ t: "ack" });
      learner.seams.advance(120_000);
      await learner.alarm();
    }
    expect(again.isClosed).toBe(false);
    const late = await learner.open();
    const welcome = await late.hello();
    expect((await late.next("status")).store).toBe("degraded");
    expect(welcome.savedSeq).toBeLessThan(ack.t === "ack" ? ack.seq : 0);
    expect((await opsIn(userId)).map((op) => op["op_id"])).toEqual([mine[0]?.["op_id"], "theirs"]);
    const alerts = (await alertsOf("fenced")).length - known.length;
    expect(alerts).toBeGreaterThan(0);
    expect(alerts).toBeLessThanOrEqual(2);
    // The other writer gives in: ours goes home, and the object is well again.
    await env.DB.batch([
      env.DB.prepare(`DELETE FROM "user_ops" WHERE "user_id" = ? AND "n" = 2`).bind(userId),
      env.DB.prepare(`UPDATE "user_streams" SET "n" = 1 WHERE "user_id" = ?`).bind(userId),
    ]);
    await learner.heal();
    expect((await again.next("status", (frame) => frame.store === "ok")).store).toBe("ok");
    await expectD1ToBeTheLog(learner);
    expect(await learner.journal((journal) => journal.fenced())).toBe(false);
  });
});

describe("crashes and evictions midway", () => {
  test.each([pinned, pinned + 1])("seed %i", async (seed) => {
    const learner = await newTestLearner();
    const what =
      fc.sample(
        fc.array(fc.constantFrom("evict", "close", "crash", "none"), { minLength: 40, maxLength: 40 }),
        { numRuns: 1, seed },
      )[0] ?? [];
    let client = await learner.device();
    const acked = new Set<string>();
    for (const [i, key] of placements.entries()) {
      const opId = crypto.randomUUID();
      client.send({ t: "reply", opId, blockId: key, value: valueFor(learner.userId, key) });
      if (what[i] === "crash") await learner.crash();
      else if (what[i] === "evict") await evictDurableObject(learner.stub);
      else if (what[i] === "close") await learner.evict("close");
      // Whatever became of it, the client resends until it hears.
      const answer = await client.until("an ack or a close", () =>
        client.all("ack").some((ack) => ack.opId === opId) ? "acked" : client.isClosed ? "closed" : undefined,
      );
      if (answer === "closed") {
        client = await learner.device();
        expect(
          await client.operate({ t: "reply", opId, blockId: key, value: valueFor(learner.userId, key) }),
        ).toMatchObject({ t: "ack" });
      }
      acked.add(opId);
      await expectInvariants(learner, acked);
    }
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    expect(await opsOf(learner)).toHaveLength(placements.length + 1);
  });
});

describe("hydration: an object that has lost everything (decision 4, rule 6)", () => {
  test.each(["1.1.1.tag", "1.1.1.proof", "1.1.2.word", "1.2.1.other", "1.3.1.end", null])(
    "comes back from D1 in at most three round trips, under a new epoch, and goes on: waiting at %s",
    async (waiting) => {
      const learner = await newTestLearner();
      const client = await learner.device();
      await answerUpTo(learner, client, waiting);
      await client.edit("1.0.0.mood", 1, 7);
      await client.operate({ t: "visibility", blockId: "1.0.0.ready", onlyMe: true });
      await learner.heal();
      const look = () =>
        learner.fromLog(({ state, epoch, n, headSeq, settings, stem }) => ({
          epoch,
          n,
          headSeq,
          version: stem.version,
          settings: JSON.stringify({ ...settings, updated_at: null }),
          frontier: state.frontier,
          complete: state.workbookComplete,
          answers: JSON.stringify([...state.answers].toSorted(([a], [b]) => (a < b ? -1 : 1))),
          modules: [...state.completedModules].toSorted(),
          exercises: [...state.completedExercises].toSorted(),
          unlocked: [...state.unlocked].toSorted(),
          skills: [...state.ownSkills.values()],
          rowIds: [...state.rowIds].toSorted(),
        }));
      const before = await look();
      const ops = await loggedBy(learner);
      await learner.forget();
      const loads = learner.seams.d1.calls.length;
      const again = await learner.open();
      const welcome = await again.hello({ epoch: before.epoch, lastSeq: before.headSeq });
      await again.next("snapshot");
      expect(learner.seams.d1.calls.length - loads).toBeLessThanOrEqual(3);
      expect(welcome).toMatchObject({ mode: "snapshot", headSeq: before.headSeq, savedSeq: before.headSeq });
      const after = await look();
      expect(after.epoch).not.toBe(before.epoch);
      expect({ ...after, epoch: "" }).toEqual({ ...before, epoch: "" });
      expect(await loggedBy(learner)).toEqual(ops);
      expect(welcome.position?.blockId ?? null).toBe(waiting);
      // An operation from before is still known, whatever became of the object (rule 3).
      const first = ops[1]?.["op_id"];
      expect(
        await again.operate({
          t: "reply",
          opId: String(first),
          blockId: "1.0.0.mood",
          value: valueFor(learner.userId, "1.0.0.mood"),
        }),
      ).toMatchObject({ t: "ack", dup: true, seq: ops[1]?.["last_seq"] });
      const second = ops[2]?.["op_id"];
      expect(
        await again.operate({
          t: "reply",
          opId: String(second),
          blockId: "1.0.0.ready",
          value: valueFor(learner.userId, "1.0.0.ready"),
        }),
      ).toMatchObject({ dup: true, rev: 1 });
      if (waiting !== null) {
        const ack = await again.reply(waiting, valueFor(learner.userId, waiting));
        expect(ack).toMatchObject({ t: "ack" });
        expect(ack.t === "ack" ? ack.seq : 0).toBeGreaterThan(before.headSeq);
      } else {
        expect(await again.edit("1.0.0.mood", 2, 6)).toMatchObject({ t: "ack", rev: 3 });
      }
      await learner.heal();
      await expectD1ToBeTheLog(learner);
    },
  );

  test("a rebuilt log takes a proof to the row it was asked about", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.1.proof");
    await learner.heal();
    await learner.forget();
    const again = await learner.device();
    await again.reply("1.1.1.proof", "I did it once");
    await learner.heal();
    const rows = await rowsIn("user_skills", learner.userId);
    expect(rows.find((row) => row["rank"] === 1)?.["evidence"]).toBe("I did it once");
  });

  test("what D1 did not have is lost with the object, and only that", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.1.things");
    await learner.heal();
    learner.seams.d1.now = "before";
    await client.reply("1.1.1.things", valueFor(learner.userId, "1.1.1.things"));
    await learner.forget();
    learner.seams.heal();
    const again = await learner.open();
    expect((await again.hello()).position?.blockId).toBe("1.1.1.things");
    await again.next("snapshot");
    await again.reply("1.1.1.things", valueFor(learner.userId, "1.1.1.things"));
    await learner.heal();
    await expectD1ToBeTheLog(learner);
  });
});

test("what has piled up goes in batches of at most 1.5 MB, as UTF-8, oldest first (decision 30)", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.2.headline");
  await learner.heal();
  learner.seams.d1.now = "before";
  for (let rev = 1; rev <= 60; rev += 1) {
    learner.seams.advance(700_000);
    const ack = await client.edit("1.1.2.word", rev, `${rev} ${"字".repeat(5_000)}`);
    expect(ack).toMatchObject({ t: "ack" });
  }
  learner.seams.d1.batches.length = 0;
  await learner.heal();
  const { batches } = learner.seams.d1;
  expect(batches.length).toBeGreaterThan(1);
  expect(Math.max(...batches.map((batch) => batch.bytes))).toBeLessThanOrEqual(1_500_000);
  expect(batches.reduce((sum, batch) => sum + batch.ops, 0)).toBe(60);
  await expectD1ToBeTheLog(learner);
});

describe("what is written", () => {
  test("the rows of a reply do not grow with the thread", async () => {
    const rowsOfAReply = async (edits: number) => {
      const learner = await newTestLearner();
      const client = await learner.device();
      await answerUpTo(learner, client, "1.1.2.headline");
      for (let rev = 1; rev <= edits; rev += 1) {
        learner.seams.advance(700_000);
        await client.edit("1.1.2.word", rev, `again ${rev}`);
      }
      await learner.heal();
      learner.seams.d1.now = "before";
      await client.reply("1.1.2.headline", "h");
      return learner.journal((journal) =>
        journal.pending(1e9).flatMap((op) => op.changes.map((change) => `${change.op} ${change.table}`)),
      );
    };
    const [few, many] = [await rowsOfAReply(0), await rowsOfAReply(30)];
    expect(few).toEqual(["put user_responses", "put user_profile", "put user_modules"]);
    expect(many).toEqual(few);
  });

  test("a saved event whose value was replaced keeps its number and loses its value (decision 10)", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.headline");
    await learner.heal();
    await client.edit("1.1.2.word", 1, "the second");
    await client.edit("1.1.2.word", 2, "the third");
    await learner.heal();
    const events = await learner.journal((journal) =>
      [...journal.before(1e9)].flatMap((op) =>
        (op.events ?? []).flatMap((event) =>
          "rev" in event && "blockId" in event && event.blockId === "1.1.2.word"
            ? [{ rev: event.rev, value: event.value ?? null, superseded: event.superseded ?? false }]
            : [],
        ),
      ),
    );
    expect(events.toSorted((a, b) => a.rev - b.rev)).toEqual([
      { rev: 1, value: null, superseded: true },
      { rev: 2, value: null, superseded: true },
      { rev: 3, value: "the third", superseded: false },
    ]);
    const other = await learner.open();
    const { epoch } = await learner.fromLog(({ epoch }) => ({ epoch }));
    await other.hello({ epoch, lastSeq: 0 });
    await other.next("presence");
    expect(other.texts.join()).not.toContain("the second");
    expect(other.events.map((event) => event.seq)).toEqual(other.events.map((_, i) => i + 1));
  });

  test("revisions: the first and the newest twenty; a burst of ten minutes on one device is one (decision 10)", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.headline");
    const revs = async () =>
      (await rowsIn("user_revisions", learner.userId))
        .map((row) => Number(row["rev"]))
        .toSorted((a, b) => a - b);
    let rev = 1;
    const edit = async (value: string, device = client) => {
      const ack = await device.edit("1.1.2.word", rev, value);
      expect(ack).toMatchObject({ t: "ack", rev: rev + 1 });
      rev += 1;
    };
    await edit("a");
    await edit("b");
    learner.seams.advance(9 * 60_000);
    await edit("c");
    await learner.heal();
    expect(await revs()).toEqual([1]);
    await edit("d", await learner.device());
    await learner.heal();
    expect(await revs()).toEqual([1, 4]);
    for (let i = 0; i < 25; i += 1) {
      learner.seams.advance(11 * 60_000);
      await edit(`later ${i}`);
    }
    await learner.heal();
    const kept = await revs();
    expect(kept).toHaveLength(21);
    expect(kept[0]).toBe(1);
    expect(kept.slice(1)).toEqual(Array.from({ length: 20 }, (_, i) => rev - 20 + i));
    await expectD1ToBeTheLog(learner);
  });
});
