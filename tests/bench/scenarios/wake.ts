import { atMost, stated, type Figure } from "../figure.ts";
import { Learner } from "../learner.ts";
import { readMeter, sleep, steer, type Run } from "../run.ts";
import { round, spread } from "../statistics.ts";
import { questionKey } from "../synthetic.ts";

const answers = 500;

/** From opening the socket to the waiting block, with the object stopped, and with its log gone too. */
export async function wakes({ server, size, chance }: Run): Promise<Figure[]> {
  const worker = server.synthetic;
  const learner = await Learner.begin(worker, chance);
  await learner.saved();
  await readMeter(worker);
  await learner.answerMany(Array.from({ length: answers }, (_, i) => questionKey(i)));
  const built = await readMeter(worker);
  const figures: Figure[] = [
    atMost(1, {
      id: "d1.batchesFast",
      what: "D1 batches per reply, eight in the air",
      value: round(built.flushes / answers, 3),
      unit: "batches",
      details: { replies: answers, batches: built.flushes },
    }),
  ];
  const measured = { warm: [] as number[], stop: [] as number[], wipe: [] as number[] };
  const trips = { warm: 0, stop: 0, wipe: 0 };
  let bytes = 0;
  for (let i = 0; i < size.wakes; i += 1) {
    for (const how of ["warm", "stop", "wipe"] as const) {
      if (how === "warm") learner.close();
      else await steer(worker, how, learner.userId);
      await sleep(20);
      await readMeter(worker);
      const woken = await learner.connect();
      trips[how] = Math.max(trips[how], (await readMeter(worker)).d1Trips);
      measured[how].push(woken.firstBlockMs);
      bytes = woken.bytes;
      await learner.saved();
    }
  }
  learner.close();
  const details = { n: size.wakes, answers, snapshotBytes: bytes };
  figures.push(
    atMost(3, {
      id: "wake.trips",
      what: "trips to D1 from an empty object to the first block, 500 answers (the session's among them)",
      value: trips.wipe,
      unit: "trips",
      details: { ...details, ms: spread(measured.wipe), whenStopped: trips.stop, whenWarm: trips.warm },
    }),
    stated({
      id: "wake.empty",
      what: "the time of that, p50",
      value: round(spread(measured.wipe).p50),
      unit: "ms",
      details: spread(measured.wipe) as never,
    }),
    stated({
      id: "wake.stopped",
      what: "from a stopped object with its log, p50",
      value: round(spread(measured.stop).p50),
      unit: "ms",
      details: spread(measured.stop) as never,
    }),
    stated({
      id: "wake.warm",
      what: "from an object that is awake, p50",
      value: round(spread(measured.warm).p50),
      unit: "ms",
      details: spread(measured.warm) as never,
    }),
  );
  return figures;
}
