import { expect, test } from "vitest";
import { rowOf } from "../../engine/testing/values.ts";
import { prefilledRows } from "./prefill.ts";
import { listConfig } from "./tool.ts";

test("RC13: a list begins with new rows that have the earlier ones' fields, where they fit", () => {
  const config = listConfig.parse({
    target: "user_list_items",
    list: "Sections",
    max: 2,
    fields: [
      { name: "text", label: "Section", type: "text", required: true, maxLength: 6 },
      { name: "since", label: "Since", type: "month" },
      { name: "kind", label: "Kind", type: "select", options: [{ value: "job", text: "Paid work" }] },
    ],
  });
  let n = 0;
  const earlier = { id: rowOf("experience", 1), text: "Roofer at home", since: "2019", kind: "job" };
  const odd = { id: rowOf("experience", 2), text: "Nurse", since: "long ago", kind: "hobby" };
  expect(prefilledRows(config, [earlier, odd, odd], () => rowOf("item", (n += 1)))).toEqual([
    { id: rowOf("item", 1), text: "Roofer", since: "2019", kind: "job" },
    { id: rowOf("item", 2), text: "Nurse" },
  ]);
});
