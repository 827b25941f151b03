import { beforeAll, expect, test } from "vitest";
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

test("LR4: no results before an assessment", async () => {
  const learner = await newTestLearner();
  await learner.device();
  expect((await get(learner, "/competencies/results")).body).toMatchObject({
    unlocked: false,
    overall: null,
    strengths: [],
    reassessmentDue: false,
  });
});
