import { expect, test } from "vitest";
import { standalone } from "../../shared/engine/sealing.ts";
import { toolsHere } from "../../shared/tools/registry.ts";
import { createOpener } from "./opener.ts";

const userId = "00000000-0000-4000-8000-00000000000a";
const id = "00000000-0000-4000-8000-000000000001";
const who = { userId, rowIds: new Map() };
const envelope = () => ({ v: 1, iv: "AAAAAAAAAAAAAAAA", ciphertext: `${"A".repeat(127)}=` });

test("without a key the four ratings are there, and only their notes are locked", async () => {
  await toolsHere();
  const opener = createOpener(
    userId,
    () => [],
    () => undefined,
  );
  const rated = { work: 5, play: null, love: 8, health: 3 };
  expect(opener.answer(who, standalone("life_dashboard", id), { ...rated, notes: envelope() })).toEqual({
    value: { ...rated, notes: "" },
    closed: "locked",
  });
});

test("what says nothing without its sealed words is locked as a whole", async () => {
  await toolsHere();
  const opener = createOpener(
    userId,
    () => [],
    () => undefined,
  );
  const reframe = { id, situation: envelope(), next_step: envelope(), what_learned: "" };
  expect(opener.answer(who, standalone("failure_reframer", id), reframe)).toEqual({
    value: null,
    closed: "locked",
  });
});
