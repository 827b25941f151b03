import { Controlled } from "../controlled.ts";
import { atMost, stated, type Figure } from "../figure.ts";
import { Learner, type Turn } from "../learner.ts";
import { shuffled } from "../random.ts";
import { readMeter, sleep, thinks, type Run } from "../run.ts";
import type { Meter } from "../worker/meter.ts";
import { interval, median, quantile, round, spread } from "../statistics.ts";

/** The isolate's code is compiled by then. */
const warmUpTurns = 200;

interface Pair {
  readonly turn: Turn;
  readonly sqliteMs: number;
  readonly d1Ms: number;
}

/**
 * A reply beside the two controls, one after the other in an order by chance, each alone on the machine:
 * learners walk through the workbook as it is, one reply after another, with whatever it asks.
 */
export async function turns({ server, size, chance }: Run): Promise<Figure[]> {
  const sqlite = await Controlled.open(server.control, "sqlite", "turn");
  const d1 = await Controlled.open(server.control, "d1", "turn");
  const pairs: Pair[] = [];
  const meters: Meter[] = [];
  let learner = await Learner.begin(server.dreamtree, chance);
  let sizes = { replyBytes: 300, answerBytes: 2_000 };
  for (let i = 0; i < warmUpTurns + size.turns; i += 1) {
    if (learner.waiting === null || i === warmUpTurns) {
      if (i > warmUpTurns) meters.push(await readMeter(server.dreamtree));
      learner.close();
      learner = await Learner.begin(server.dreamtree, chance);
      await learner.saved();
      // What a beginning costs is not a reply's.
      await readMeter(server.dreamtree);
    }
    await thinks(server.dreamtree, learner.userId);
    let [turn, sqliteMs, d1Ms] = [null as Turn | null, 0, 0];
    for (const arm of shuffled(["reply", "sqlite", "d1"] as const, chance)) {
      // What the one before left to do is done by then.
      await sleep(1);
      if (arm === "reply") turn = await learner.reply({ untilSaved: true });
      else if (arm === "sqlite") sqliteMs = await sqlite.insert(sizes);
      else d1Ms = await d1.insert(sizes);
    }
    if (turn === null) continue;
    sizes = turn;
    if (i >= warmUpTurns) pairs.push({ turn, sqliteMs, d1Ms });
  }
  meters.push(await readMeter(server.dreamtree));
  const sum = (of: (meter: Meter) => number) => meters.reduce((all, meter) => all + of(meter), 0);
  const d1Batches = sum((meter) => meter.d1Batches);
  const d1RowsWritten = sum((meter) => meter.d1RowsWritten);
  const d1Statements = sum((meter) => meter.d1Statements);
  for (const control of [sqlite, d1]) control.close();
  learner.close();

  const turnMs = pairs.map(({ turn }) => turn.turnMs);
  const savedMs = pairs.map(({ turn }) => turn.savedMs ?? Number.NaN);
  const sqliteMs = pairs.map((pair) => pair.sqliteMs);
  const d1Ms = pairs.map((pair) => pair.d1Ms);
  const ratio = (pair: Pair) => pair.turn.turnMs / pair.sqliteMs;
  const savedRatio = (pair: Pair) => (pair.turn.savedMs ?? Number.NaN) / pair.d1Ms;
  const typical = (of: (pair: Pair) => number) => (some: readonly Pair[]) => median(some.map(of));
  const tail = (some: readonly Pair[]) =>
    quantile(
      some.map(({ turn }) => turn.turnMs),
      0.95,
    ) /
    quantile(
      some.map((pair) => pair.sqliteMs),
      0.95,
    );
  const measured = {
    n: pairs.length,
    turnMs: spread(turnMs),
    ackMs: spread(pairs.map(({ turn }) => turn.ackMs)),
    savedMs: spread(savedMs),
    sqliteControlMs: spread(sqliteMs),
    d1ControlMs: spread(d1Ms),
    replyBytes: Math.round(median(pairs.map(({ turn }) => turn.replyBytes))),
    answerBytes: Math.round(median(pairs.map(({ turn }) => turn.answerBytes))),
  };
  return [
    atMost(2, {
      id: "turn.p50",
      what: "reply → ack + next block, p50, to the SQLite control",
      value: round(median(pairs.map(ratio))),
      unit: "×",
      details: {
        ...measured,
        interval: interval(pairs, typical(ratio), chance),
        ofQuantiles: round(median(turnMs) / median(sqliteMs)),
      },
    }),
    atMost(3, {
      id: "turn.p95",
      what: "the same, p95",
      value: round(tail(pairs)),
      unit: "×",
      details: { interval: interval(pairs, tail, chance) },
    }),
    atMost(2, {
      id: "saved.p50",
      what: "reply → saved, p50, to the SQLite + D1 control",
      value: round(median(pairs.map(savedRatio))),
      unit: "×",
      details: {
        interval: interval(pairs, typical(savedRatio), chance),
        ofQuantiles: round(median(savedMs) / median(d1Ms)),
      },
    }),
    atMost(1, {
      id: "d1.batchesAlone",
      what: "D1 batches per reply, each saved before the next",
      value: round(d1Batches / pairs.length, 3),
      unit: "batches",
      details: {
        replies: pairs.length,
        batches: d1Batches,
        statementsPerBatch: round(d1Statements / d1Batches),
      },
    }),
    stated({
      id: "d1.rowsWritten",
      what: "rows that a reply writes in D1 (SQLite's count, indexes included)",
      value: round(d1RowsWritten / pairs.length),
      unit: "rows",
      details: { replies: pairs.length, rows: d1RowsWritten },
    }),
  ];
}
