import { beforeAll, expect, test } from "vitest";
import { testCompetencies } from "../../../shared/engine/testing/reference.ts";
import { competencyAnswer } from "../../../shared/protocol/competencies.ts";
import { fetchWorker } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, envelope, newTestLearner, type TestLearner } from "../../testing/learner.ts";

beforeAll(seedTestWorkbook);

const get = async (learner: TestLearner, path: string, headers: Record<string, string> = {}) => {
  const response = await fetchWorker(`/api${path}`, { headers: { Cookie: learner.cookie, ...headers } });
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
};

test("LR1: a tool's instances, from the thread and outside, with D1 away", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.1.tag");
  learner.seams.d1.now = "before";
  const instanceId = crypto.randomUUID();
  const value = { rows: [{ id: crypto.randomUUID(), text: "outside" }] };
  await client.operate({ t: "tool", tool: "list_builder", instanceId, baseRev: 0, value });
  const { status, body } = await get(learner, "/tools/list_builder");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    tool: { name: "list_builder", unlocked: true },
    config: { target: "user_list_items" },
    private: false,
    instances: [
      { blockId: "1.1.1.things", origin: "1.1.1", rev: 1 },
      { instanceId, origin: null, rev: 1, value },
    ],
  });
  await client.operate({ t: "tool", tool: "list_builder", instanceId, baseRev: 1, value: null });
  expect((await get(learner, "/tools/list_builder")).body["instances"]).toHaveLength(1);
  expect((await get(learner, "/tools/idea_tree")).status).toBe(404);
  expect((await get(learner, "/tools/__proto__")).status).toBe(404);
  expect((await get(learner, "/tools/competency_assessment")).body).toMatchObject({
    tool: { unlocked: false },
    instances: [],
  });
});

test("LR2: the request's zone decides which day it is", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.2.word");
  // The evening of a day in UTC, the next morning in Tokyo.
  learner.seams.hold();
  const now = learner.seams.now();
  const evening = Math.ceil(now / 86_400_000) * 86_400_000 - 3_600_000;
  learner.seams.advance(evening - now);
  const day = new Date(evening).toISOString().slice(0, 10);
  await client.operate({ t: "practice", practice: "quiet-minutes", day, done: true });
  const ids = async (zone: string) => {
    const { body } = await get(learner, "/daily-dos", { "X-Time-Zone": zone });
    return (body["items"] as { id: string }[]).map((one) => one.id);
  };
  expect(await ids("Asia/Tokyo")).toContain("quiet-minutes");
  expect(await ids("UTC")).not.toContain("quiet-minutes");
  expect(await ids("Foo/Bar")).not.toContain("quiet-minutes");
  expect((await ids("UTC"))[0]).toBe("resume-workbook");
});

test("LR3: everything that was produced, envelopes with their place", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.2.1.plan");
  const { body } = await get(learner, "/profile");
  expect(body).toMatchObject({
    settings: { background_color: "cream", reminders: false },
    tables: {
      user_profile: { headline: "words 1" },
      user_values: { life_values: { at: ["user_values", "life_values", learner.userId], env: envelope() } },
    },
  });
  const tables = body["tables"] as Record<string, { id: string; skill_id: string; content: unknown }[]>;
  expect(tables["user_experiences"]).toHaveLength(2);
  const [item] = tables["user_list_items"] ?? [];
  expect(item?.content).toEqual({ at: ["user_list_items", "content", item?.id], env: envelope("B") });
  const names = body["skills"] as Record<string, string>;
  expect(tables["user_skills"]?.map((row) => names[row.skill_id])).toContain("listening");
});

test("LR4: no results before an assessment, and not the order of the levels; both after it", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.reply("1.0.0.mood", 3);
  const before = await get(learner, "/competencies/results");
  expect(before.body).toMatchObject({
    unlocked: false,
    overall: null,
    strengths: [],
    reassessmentDue: false,
  });
  const meant = competencyAnswer.parse(before.body);
  expect(meant.competencies.map(({ modules }) => modules)).toEqual(
    testCompetencies.map(({ modules }) => modules),
  );
  expect(JSON.stringify(before.body)).not.toContain("level 1");

  // 2.5.1 is not in the small workbook.
  await learner.journal((_journal, state) =>
    state.storage.sql.exec(`INSERT INTO facts (kind, key, value) VALUES ('exercise', '2.5.1', 'then')`),
  );
  await learner.crash();
  const again = await learner.device();
  const scores = Object.fromEntries(testCompetencies.map((one) => [one.id, one.levels[3]?.value]));
  const tool = { t: "tool", tool: "competency_assessment", instanceId: crypto.randomUUID() };
  await again.operate({ ...tool, baseRev: 0, value: { scores } });
  const results = competencyAnswer.parse((await get(learner, "/competencies/results")).body);
  expect(results).toMatchObject({ even: true, jobContext: { average: 4, level: 4 } });
  expect(results.competencies.map((one) => one.levels)).toEqual(
    testCompetencies.map(({ levels }) => levels.map(({ text, jobContext }) => ({ text, jobContext }))),
  );
  expect(results.history.map((one) => Object.values(one.scores))).toEqual([Array(15).fill(4)]);
});

test("LR8: what an answer and an instance said before, sealed fields with their places", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.1.tag");
  const instanceId = crypto.randomUUID();
  const list = (text: string) => ({ rows: [{ id: crypto.randomUUID(), text }] });
  const [first, second] = [list("first"), list("second")];
  const save = (baseRev: number, value: unknown) =>
    client.operate({ t: "tool", tool: "list_builder", instanceId, baseRev, value });
  await save(0, first);
  await save(1, second);
  const of = async (key: string) => (await get(learner, `/revisions/${key}`)).body["revisions"];
  expect(await of(instanceId)).toMatchObject([{ rev: 1, value: first }]);
  learner.seams.advance(11 * 60_000);
  await save(2, null);
  expect(await of(instanceId)).toMatchObject([
    { rev: 2, value: second },
    { rev: 1, value: first },
  ]);
  expect(await of("1.1.1.things")).toEqual([]);
  const other = await newTestLearner();
  expect((await get(other, `/revisions/${instanceId}`)).body["revisions"]).toEqual([]);
});
