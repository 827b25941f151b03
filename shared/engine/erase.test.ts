import { expect, test } from "vitest";
import { position } from "./position.ts";
import { projectAll } from "./project/project.ts";
import { World } from "./testing/history.ts";
import { block, releaseOf } from "./testing/small.ts";
import { rowOf } from "./testing/values.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const keys = ["1.1.1.a", "1.1.1.b", "1.1.1.c"];
const begun = () =>
  new World(
    releaseOf(
      [block("list_builder", "1.1.1.a"), block("textarea", "1.1.1.b"), block("textarea", "1.1.1.c")],
      {
        tools: [
          {
            id: 1,
            name: "list_builder",
            label: "",
            description: "",
            instructions: "",
            icon: "",
            unlocksAt: null,
          },
        ],
      },
    ),
  );
const erase = (on: World, blockId: string) => on.run({ t: "erase", opId, blockId }, "phone");
const kinds = ({ decision }: ReturnType<World["run"]>) =>
  decision.ok ? decision.events.map((event) => event.kind) : decision.nack.code;
const list = { rows: [{ id: rowOf("item", 1), text: "one" }] };

test("ER1: erased counts as answered, moves nothing, and is given anew by edit", () => {
  const on = begun();
  expect(kinds(erase(on, "1.1.1.a"))).toBe("not_found");
  on.run({ t: "reply", opId, blockId: "1.1.1.a", value: list });
  const before = position(on.stem, on.state)?.id;
  expect(kinds(erase(on, "1.1.1.a"))).toEqual(["answer_edited", "erased"]);
  expect(on.state.answers.get("1.1.1.a")).toMatchObject({
    rev: 2,
    value: null,
    erased: true,
    skipped: false,
    hashes: null,
  });
  expect(position(on.stem, on.state)?.id).toBe(before);
  expect(projectAll(on.stem, on.state).rows().get("user_lists")).toBeUndefined();
  const late = on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 1, value: list });
  expect(kinds(late)).toBe("conflict");
  expect(kinds(on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 2, value: list }))).toEqual([
    "answer_edited",
  ]);
  expect(on.state.answers.get("1.1.1.a")).toMatchObject({ rev: 3, erased: false });
});

test("ER1: a skip has nothing to erase; what was cleared has its history", () => {
  const on = begun();
  on.run({ t: "skip", opId, blockId: "1.1.1.a" });
  expect(kinds(erase(on, "1.1.1.a"))).toBe("not_found");
  on.run({ t: "reply", opId, blockId: "1.1.1.b", value: "words" });
  on.run({ t: "edit", opId, blockId: "1.1.1.b", baseRev: 1, value: null });
  expect(kinds(erase(on, "1.1.1.b"))).toEqual(["answer_edited", "erased", "progress"]);
});

test("ER1: a retired answer can be erased", () => {
  const on = begun();
  for (const blockId of keys.slice(0, 2))
    on.run({ t: "reply", opId, blockId, value: blockId.endsWith("a") ? list : "words" });
  const left = releaseOf([block("list_builder", "1.1.1.a"), block("textarea", "1.1.1.c")], {
    version: 2,
    retired: [block("textarea", "1.1.1.b", { stemId: 2 })],
  });
  on.switchTo(left);
  expect(kinds(erase(on, "1.1.1.b"))).toEqual(["answer_edited", "erased"]);
});

test("ER2: an instance is gone, and comes back by nothing", () => {
  const on = begun();
  on.run({ t: "reply", opId, blockId: "1.1.1.a", value: list });
  const instanceId = rowOf("item", 9);
  const tool = { opId, tool: "list_builder" as const, instanceId };
  expect(kinds(on.run({ t: "erase", ...tool }))).toBe("not_found");
  on.run({ t: "tool", ...tool, baseRev: 0, value: list });
  expect(kinds(on.run({ t: "erase", ...tool, tool: "idea_tree" }))).toBe("not_found");
  expect(kinds(on.run({ t: "erase", ...tool }))).toEqual(["tool_deleted", "erased"]);
  expect(on.state.instances.size).toBe(0);
  expect(kinds(on.run({ t: "tool", ...tool, baseRev: 2, value: list }))).toBe("not_found");
});
