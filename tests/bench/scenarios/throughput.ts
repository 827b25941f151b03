import { Controlled } from "../controlled.ts";
import { atLeast, atMost, type Figure } from "../figure.ts";
import { Learner } from "../learner.ts";
import { readMeter, type Run } from "../run.ts";
import { median, round } from "../statistics.ts";

const learnersAtOnce = 200;
const repliesEach = 15;
/** A reply and its answer, about the middle of what is measured. */
const sizes = { replyBytes: 400, answerBytes: 3_000 };

/** 200 learners, each sending the next reply on the ack of the last one, until D1 has all of them. */
export async function throughput({ server, size, chance }: Run): Promise<Figure[]> {
  const rounds: { replies: number; inserts: number; batches: number; slowestFlushMs: number }[] = [];
  for (let i = 0; i < size.throughputRounds; i += 1) {
    const learners: Learner[] = [];
    const controls: Controlled[] = [];
    for (let k = 0; k < learnersAtOnce; k += 1) {
      learners.push(await Learner.begin(server.dreamtree, chance));
      controls.push(await Controlled.open(server.control, "d1", `throughput-${i}-${k}`));
    }
    for (const learner of learners) await learner.saved();
    const ours = async () => {
      await readMeter(server.dreamtree);
      const replies = await perSecond(learners, async (learner) => {
        for (let n = 0; n < repliesEach; n += 1) await learner.reply({ untilSaved: false });
        await learner.saved();
      });
      const { d1Batches, slowestFlushMs } = await readMeter(server.dreamtree);
      return { replies, batches: d1Batches / (learnersAtOnce * repliesEach), slowestFlushMs };
    };
    const theirs = () =>
      perSecond(controls, async (control) => {
        for (let n = 0; n < repliesEach; n += 1) await control.insert(sizes);
      });
    if (i % 2 === 0) {
      const inserts = await theirs();
      rounds.push({ ...(await ours()), inserts });
    } else {
      rounds.push({ ...(await ours()), inserts: await theirs() });
    }
    for (const one of learners) one.disconnect();
    for (const one of controls) one.close();
  }
  const details = { learners: learnersAtOnce, repliesEach, rounds: rounds.map((one) => ({ ...one, ratio: round(one.replies / one.inserts) })) };
  return [
    atLeast(0.8, {
      id: "throughput",
      what: "replies saved a second by 200 learners, to the inserts of the SQLite + D1 control",
      value: round(median(rounds.map(({ replies, inserts }) => replies / inserts))),
      unit: "×",
      details,
    }),
    atMost(1, {
      id: "d1.batchesTogether",
      what: "D1 batches per reply, when replies come fast",
      value: round(median(rounds.map(({ batches }) => batches)), 3),
      unit: "batches",
      details: {},
    }),
  ];
}

async function perSecond<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<number> {
  const start = performance.now();
  await Promise.all(all.map(work));
  return Math.round((all.length * repliesEach * 1000) / (performance.now() - start));
}
