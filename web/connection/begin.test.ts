import { expect, test } from "vitest";
import { createWorld, firstOf } from "./testing/world.ts";
import { workbook } from "./testing/workbook.ts";

test("Begin shows the first question at once, and an answer made before the session exists is adopted", async () => {
  const stem = workbook(1, ["1.1", "1.2"]);
  const world = createWorld(stem);
  world.server.rules.session = false;
  const tab = world.browser("a", firstOf(stem)).openTab();
  await world.flow();
  expect(tab.client.view().phase).toBe("landing");
  expect(world.server.asked.filter((one) => one.method === "POST")).toEqual([]);

  world.server.rules.network = false;
  tab.client.begin();
  expect(tab.client.view().phase).toBe("thread");
  expect(tab.client.view().waiting?.id).toBe("1.1.1.first");
  expect([...tab.client.view().fresh]).toEqual(["1.1.1.start", "1.1.1.why", "1.1.1.first"]);
  tab.client.reply("1.1.1.first", "before there is a session");
  await world.run(1000);
  expect(tab.client.view().state?.answers.get("1.1.1.first")?.value).toBe("before there is a session");
  expect(tab.client.view().atEnd).toBe(false);

  world.server.rules.network = true;
  await world.run(3000);
  expect(world.server.state().answers.get("1.1.1.first")?.value).toBe("before there is a session");
  expect(tab.client.view().waiting?.id).toBe("1.1.1.second");
  expect(
    new Set(world.server.asked.filter((one) => one.method === "POST").map((one) => one.idempotencyKey)).size,
  ).toBe(1);
});
