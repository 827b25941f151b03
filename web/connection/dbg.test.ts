import { test } from "vitest";
import { createWorld, firstOf } from "/work/main/web/connection/testing/world.ts";
import { workbook } from "/work/main/web/connection/testing/workbook.ts";
test("x", async () => {
  const stem = workbook(1, ["1.1", "1.2"]);
  const world = createWorld(stem);
  world.server.rules.session = false;
  const b = world.browser("a", firstOf(stem));
  const tab = b.openTab();
  await world.flow();
  tab.client.begin();
  tab.client.reply("1.1.1.first", "before there is a session");
  for (let i = 0; i < 6; i++) {
    await world.run(500);
    const v = tab.client.view();
    console.log(
      i,
      v.phase,
      v.connection,
      v.waiting?.id,
      [...v.sending],
      [...b.entries.keys()],
      world.server.wires.size,
      world.server
        .log()
        .map((e) => e.kind + " " + (e.block?.id ?? e.blockId ?? ""))
        .join(),
      world.server.asked.map((a) => a.method + a.path).join(),
    );
  }
});
