import { beforeAll, expect, test } from "vitest";
import { seedTestWorkbook } from "../testing/content.ts";
import { asLearner, join, openRoom } from "../testing/live.ts";

beforeAll(seedTestWorkbook);

test("LI5: a hand stays up while the phone sleeps and its object with it, and goes down where the learner takes it down", async () => {
  const room = await openRoom();
  const cockpit = await room.cockpit();
  const heron = await join(room, "Heron");
  heron.client.send({ t: "hand", raised: true });
  await cockpit.member("Heron", ({ hand }) => hand);
  const before = cockpit.frames.length;

  await heron.client.close();
  await heron.client.closed();
  await heron.learner.evict();
  const phone = await heron.learner.device();
  const told = phone.frames.flatMap((frame) => (frame.t === "snapshot" ? [frame.state?.live?.session] : []));
  expect(told).toMatchObject([{ hand: true }]);
  await phone.reply("1.0.0.mood", 3);
  await cockpit.member("Heron", ({ answered }) => answered === 1);
  // The room never saw it otherwise, so that whoever waits keeps their place.
  const since = cockpit.frames.slice(before);
  const hands = since.flatMap((frame) => (frame.t === "rows" ? frame.members.map(({ hand }) => hand) : []));
  expect(new Set(hands)).toEqual(new Set([true]));

  const laptop = await heron.learner.device();
  laptop.send({ t: "hand", raised: false });
  await cockpit.member("Heron", ({ hand }) => !hand);
  await phone.next("live", ({ session }) => session?.hand === false);

  // Up, and left: whoever comes back has it down.
  phone.send({ t: "hand", raised: true });
  await cockpit.member("Heron", ({ hand }) => hand);
  await asLearner(heron, `/api/live/${room.liveId}/leave`);
  await cockpit.roster((members) => members.length === 0);
  await join(room, "Heron", heron.learner);
  expect((await cockpit.member("Heron")).hand).toBe(false);
});
