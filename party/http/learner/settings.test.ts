import { beforeAll, expect, test } from "vitest";
import { fetchWorker, origin } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner, type TestLearner } from "../../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

async function patch(learner: TestLearner, body: object, headers: Record<string, string> = {}) {
  const response = await fetchWorker("/api/settings", {
    method: "PATCH",
    body: JSON.stringify(body),
    headers: { Origin: origin, "Content-Type": "application/json", Cookie: learner.cookie, ...headers },
  });
  return { status: response.status, body: await response.json<Record<string, Record<string, unknown>>>() };
}

test("LR5: settings reach every device and D1, and stand after a crash and in a rebuilt log", async () => {
  const learner = await newTestLearner();
  const [phone, laptop] = [await learner.device(), await learner.device()];
  const all = {
    background_color: "sage",
    text_color: "brown",
    font: "mono",
    locale: "de-AT",
    enter_sends: "never",
  };
  expect(await patch(learner, all)).toMatchObject({ status: 200, body: { settings: all } });
  await phone.ping();
  await laptop.ping();
  for (const device of [phone, laptop]) {
    expect(device.events.filter((event) => event.kind === "settings")).toMatchObject([{ settings: all }]);
  }
  // The same again is no operation.
  await patch(learner, { font: "mono" });
  await laptop.ping();
  expect(laptop.events.filter((event) => event.kind === "settings")).toHaveLength(1);
  await learner.crash();
  const again = await learner.device();
  expect(again.all("snapshot")[0]?.state?.settings).toMatchObject(all);
  await learner.heal();
  await expectD1ToBeTheLog(learner);
  await learner.forget();
  const anew = await learner.device();
  expect(anew.all("snapshot")[0]?.state?.settings).toMatchObject(all);
});

test("LR5: a zone is kept only for a reminder or when it is pinned", async () => {
  const learner = await newTestLearner();
  const zone = { "X-Time-Zone": "Asia/Tokyo" };
  const kept = async (body: object) => (await patch(learner, body, zone)).body["settings"]?.["time_zone"];
  expect(await kept({ font: "serif" })).toBeNull();
  expect(await kept({ reminders: true })).toBe("Asia/Tokyo");
  expect(await kept({ reminders: false })).toBeNull();
  expect(await kept({ time_zone: "Europe/Berlin" })).toBe("Europe/Berlin");
  expect(await kept({ reminders: true })).toBe("Europe/Berlin");
  expect(await kept({ time_zone: null })).toBeNull();
  await learner.heal();
  expect(await rowsIn("user_settings", learner.userId)).toMatchObject([
    { reminders: 1, time_zone: null, font: "serif" },
  ]);
});

test.each<[string, object]>([
  ["text_color", { background_color: "charcoal", text_color: "black" }],
  ["background_color", { background_color: "black" }],
  ["text_color", { text_color: "cream" }],
  ["font", { font: "Comic Sans" }],
  ["locale", { locale: "not a language" }],
  ["time_zone", { time_zone: "Foo/Bar" }],
  ["personality_type", { personality_type: "INFP" }],
  ["body", []],
])("LR5: %s is refused, and nothing changes", async (field, body) => {
  const learner = await newTestLearner();
  await learner.device();
  const answer = await patch(learner, body);
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body["error"]?.["fields"] as object)).toEqual([field]);
  expect(await learner.fromLog((one) => one.n)).toBe(1);
});
