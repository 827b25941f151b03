import { atMost, type Figure } from "../figure.ts";
import { Learner, type Turn } from "../learner.ts";
import { sleep, steer, type Run } from "../run.ts";
import { interval, quantile, round, spread } from "../statistics.ts";

const slowMs = 300;
/** A late flush begins in the middle between two replies, so that it never stands in the way of one. */
const everyMs = slowMs / 12.5;
/** More than replies that wait for slow D1 at once: no flush takes two of them. */
const learnersEach = 40;

/** Replies at an even pace, in turn by a learner whose D1 is quick and by one whose D1 is 300 ms late. */
export async function slowD1({ server, size, chance }: Run): Promise<Figure[]> {
  const arms = { quick: [] as Learner[], slow: [] as Learner[] };
  for (const [arm, learners] of Object.entries(arms)) {
    for (let i = 0; i < learnersEach; i += 1) {
      const learner = await Learner.begin(server.dreamtree, chance);
      await learner.saved();
      if (arm === "slow") await steer(server.dreamtree, "slow", learner.userId, `?ms=${slowMs}`);
      learners.push(learner);
    }
  }
  const pairs: { quick: Turn; slow: Turn }[] = [];
  let next = performance.now();
  const paced = async (learner: Learner | undefined) => {
    if (learner === undefined) throw new Error("no learner is left");
    next = Math.max(next + everyMs, performance.now());
    await sleep(next - performance.now());
    return learner.reply({ untilSaved: false });
  };
  for (let i = 0; i < size.slowTurns; i += 1) {
    const at = i % learnersEach;
    const quickFirst = i % 2 === 0;
    const first = await paced((quickFirst ? arms.quick : arms.slow)[at]);
    const second = await paced((quickFirst ? arms.slow : arms.quick)[at]);
    pairs.push(quickFirst ? { quick: first, slow: second } : { quick: second, slow: first });
  }
  for (const learner of [...arms.quick, ...arms.slow]) {
    await learner.saved();
    learner.close();
  }
  // The first replies of an object find it cold.
  const warm = pairs.slice(learnersEach);
  const acks = (arm: "quick" | "slow", some: typeof pairs) => some.map((pair) => pair[arm].ackMs);
  const change = (some: readonly (typeof pairs)[number][]) =>
    100 * (quantile(acks("slow", [...some]), 0.95) / quantile(acks("quick", [...some]), 0.95) - 1);
  return [
    atMost(10, {
      id: "slow.ackP95",
      what: `change of the ack's p95 with D1 ${slowMs} ms later`,
      value: round(change(warm), 1),
      unit: "%",
      details: {
        n: warm.length,
        interval: interval(warm, change, chance),
        quickMs: spread(acks("quick", warm)),
        slowMs: spread(acks("slow", warm)),
      },
    }),
  ];
}
