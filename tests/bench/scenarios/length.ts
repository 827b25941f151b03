import { within, type Figure } from "../figure.ts";
import { Learner, type Turn } from "../learner.ts";
import { shuffled } from "../random.ts";
import { readMeter, steer, thinks, type Run } from "../run.ts";
import { interval, median, round, spread } from "../statistics.ts";
import { questionKey } from "../synthetic.ts";
import type { Meter } from "../worker/meter.ts";

const lengths = [10, 100, 500, 1_500] as const;
type Length = (typeof lengths)[number];
const warmUpTurns = 8;

interface Measured {
  readonly turn: Turn;
  readonly meter: Meter;
}

/** Replies in threads of 10, 100, 500 and 1,500 answers of a generated workbook, in turn. */
export async function threadLength({ server, size, chance }: Run): Promise<Figure[]> {
  const worker = server.synthetic;
  const learners = new Map<Length, Learner[]>();
  for (const length of lengths) {
    const all: Learner[] = [];
    for (let i = 0; i < size.lengthLearners; i += 1) {
      const learner = await Learner.begin(worker, chance);
      await steer(worker, "account", learner.userId);
      learner.close();
      await learner.connect();
      await learner.answerMany(Array.from({ length }, (_, k) => questionKey(k)));
      all.push(learner);
    }
    learners.set(length, all);
  }
  const rounds: Record<Length, Measured>[] = [];
  for (let k = 0; k < warmUpTurns + size.lengthTurns; k += 1) {
    for (let i = 0; i < size.lengthLearners; i += 1) {
      const measured = new Map<Length, Measured>();
      for (const length of shuffled(lengths, chance)) {
        const learner = learners.get(length)?.[i];
        if (learner === undefined) continue;
        await thinks(worker, learner.userId);
        await readMeter(worker);
        const turn = await learner.reply({ untilSaved: true });
        measured.set(length, { turn, meter: await readMeter(worker) });
      }
      if (k >= warmUpTurns) rounds.push(Object.fromEntries(measured) as Record<Length, Measured>);
    }
  }
  for (const learner of [...learners.values()].flat()) learner.close();

  const of = (pick: (measured: Measured) => number) =>
    Object.fromEntries(lengths.map((length) => [length, rounds.map((one) => pick(one[length]))])) as Record<
      Length,
      number[]
    >;
  const turnMs = of(({ turn }) => turn.turnMs);
  const savedMs = of(({ turn }) => turn.savedMs ?? Number.NaN);
  const growth = (of_: "turnMs" | "savedMs", length: Length) => (some: readonly (typeof rounds)[number][]) =>
    median(some.map((one) => (one[length].turn[of_] ?? 0) / (one[10].turn[of_] ?? 0)));
  const perLength = <T>(make: (length: Length) => T) =>
    Object.fromEntries(lengths.map((length) => [length, make(length)]));
  const typical = (values: Record<Length, number[]>) => perLength((length) => median(values[length]));
  const worst = (kind: "turnMs" | "savedMs") =>
    lengths
      .map((length) => growth(kind, length)(rounds))
      .reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a));
  const writes = typical(of(({ meter }) => meter.d1RowsWritten));
  return [
    within(0.2, {
      id: "length.turn",
      what: "reply → ack + next block at 100, 500, 1,500 answers, to 10 (the farthest from 1)",
      value: round(worst("turnMs")),
      unit: "×",
      details: {
        n: rounds.length,
        ms: perLength((length) => spread(turnMs[length])),
        ratios: perLength((length) => ({
          p50: round(growth("turnMs", length)(rounds)),
          interval: interval(rounds, growth("turnMs", length), chance),
        })),
      },
    }),
    within(0.2, {
      id: "length.saved",
      what: "reply → saved, the same",
      value: round(worst("savedMs")),
      unit: "×",
      details: {
        ms: perLength((length) => spread(savedMs[length])),
        ratios: perLength((length) => ({
          p50: round(growth("savedMs", length)(rounds)),
          interval: interval(rounds, growth("savedMs", length), chance),
        })),
      },
    }),
    within(0, {
      id: "length.rows",
      what: "rows written in D1 by a reply at 1,500 answers, to 10",
      value: round((writes[1_500] ?? Number.NaN) / (writes[10] ?? Number.NaN)),
      unit: "×",
      details: {
        d1RowsWritten: writes,
        d1RowsRead: typical(of(({ meter }) => meter.d1RowsRead)),
        d1Statements: typical(of(({ meter }) => meter.d1Statements)),
        d1Trips: typical(of(({ meter }) => meter.d1Trips)),
      },
    }),
  ];
}
