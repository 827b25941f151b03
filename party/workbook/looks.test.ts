import { beforeAll, expect, test } from "vitest";
import { fetchWorker } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { newTestLearner, type TestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

interface Look {
  who: string;
  modules: string[];
  since: string;
  until: string | null;
}
const audit = async (learner: TestLearner): Promise<Look[]> => {
  const response = await fetchWorker("/api/audit", { headers: { Cookie: learner.cookie } });
  return (await response.json<{ looks: Look[] }>()).looks;
};

/** Until that many looks are over: a closed socket is heard of a moment later. */
async function ended(learner: TestLearner, many: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await audit(learner)).filter((look) => look.until !== null).length === many) return;
  }
  throw new Error("the look does not end");
}

test("AU1: of two who watch together each look ends with its own socket", async () => {
  const learner = await newTestLearner();
  await learner.device();
  const fay = await learner.observer(["1.1"]);
  await fay.hello();
  const participantId = `participant of ${learner.userId.slice(0, 8)}`;
  const { userId } = learner;
  const claims = { role: "observer", userId, participantId, modules: [], sinceSeq: 0, since: "" } as const;
  const jo = await learner.socketWith({ ...claims, modules: [], sessionId: "Jo's", name: "Jo" });
  await jo.hello();
  await jo.ping();
  await fay.close();
  await ended(learner, 1);
  expect(await audit(learner)).toMatchObject([
    { who: "Jo", until: null },
    { who: "Fay", until: expect.any(String) },
  ]);
});

test("AU1: who watched, what and when; a look goes on over a lost socket, and another day is another", async () => {
  const learner = await newTestLearner();
  await learner.device();
  expect(await audit(learner)).toEqual([]);
  const watcher = await learner.observer(["1.1"]);
  await watcher.hello();
  await watcher.ping();
  const [look] = await audit(learner);
  expect(look).toMatchObject({ who: "Fay", modules: ["1.1"], until: null });
  await watcher.close();
  await ended(learner, 1);
  learner.seams.advance(60_000);
  const again = await learner.observer(["1.1"]);
  await again.hello();
  await again.ping();
  expect(await audit(learner)).toMatchObject([{ since: look?.since, until: null }]);
  await again.close();
  await ended(learner, 1);
  learner.seams.advance(3_600_000);
  const later = await learner.observer(["1.1", "1.2"]);
  await later.hello();
  await later.ping();
  expect(await audit(learner)).toMatchObject([{ modules: ["1.1", "1.2"] }, { modules: ["1.1"] }]);
  // Nobody who watches hears of it.
  for (const client of [watcher, again, later]) expect(client.all("events")).toEqual([]);
  await learner.heal();
  await expectD1ToBeTheLog(learner);
  expect(await rowsIn("user_looks", learner.userId)).toHaveLength(2);
  const before = await audit(learner);
  await learner.forget();
  expect(await audit(learner)).toEqual(before);
});
