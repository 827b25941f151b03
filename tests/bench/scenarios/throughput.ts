import { Controlled } from "../controlled.ts";
import { atLeast, type Figure } from "../figure.ts";
import { Learner } from "../learner.ts";
import { random } from "../random.ts";
import { readMeter, type Run } from "../run.ts";
import { median, round } from "../statistics.ts";

const learnersAtOnce = 200;
/** A reply and its answer, about the middle of what is measured. */
const sizes = { replyBytes: 400, answerBytes: 3_000 };

/** 200 learners, each sending the next reply on the ack of the last one, until D1 has all of them. */
export async function throughput({ server, size }: Run): Promise<Figure[]> {
  const repliesEach = size.throughputReplies;
  const learners = await many((i) => Learner.begin(server.dreamtree, random(i)));
  const controls = await many((i) => Controlled.open(server.control, "d1", `throughput-${i}`));
  for (const learner of learners) await learner.saved();
  const ours = async () => {
    await readMeter(server.dreamtree);
    const replies = await perSecond(learners, repliesEach, async (learner) => {
      for (let n = 0; n < repliesEach; n += 1) await learner.reply({ untilSaved: false });
      await learner.saved();
    });
    const { flushes, slowestFlushMs, lateFlushes } = await readMeter(server.dreamtree);
    return {
      replies,
      batchesPerReply: round(flushes / (learnersAtOnce * repliesEach), 3),
      slowestFlushMs,
      lateFlushes,
    };
  };
  const theirs = () =>
    perSecond(controls, repliesEach, async (control) => {
      for (let n = 0; n < repliesEach; n += 1) await control.insert(sizes);
    });
  const rounds: (Awaited<ReturnType<typeof ours>> & { inserts: number })[] = [];
  for (let i = 0; i < size.throughputRounds; i += 1) {
    if (i % 2 === 0) {
      const inserts = await theirs();
      rounds.push({ ...(await ours()), inserts });
    } else {
      rounds.push({ ...(await ours()), inserts: await theirs() });
    }
  }
  for (const one of [...learners, ...controls]) one.close();
  const details = {
    learners: learnersAtOnce,
    repliesEach,
    rounds: rounds.map((one) => ({ ...one, ratio: round(one.replies / one.inserts) })),
  };
  return [
    atLeast(0.8, {
      id: "throughput",
      what: "replies saved a second by 200 learners, to the inserts of the SQLite + D1 control",
      value: round(median(rounds.map(({ replies, inserts }) => replies / inserts))),
      unit: "×",
      details,
    }),
  ];
}

/** Ten at a time. */
async function many<T>(make: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < learnersAtOnce) {
    const from = made.length;
    made.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => make(from + i)))));
  }
  return made;
}

async function perSecond<T>(
  all: readonly T[],
  each: number,
  work: (one: T) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  await Promise.all(all.map(work));
  return Math.round((all.length * each * 1000) / (performance.now() - start));
}
