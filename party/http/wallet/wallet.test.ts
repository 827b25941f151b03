import { beforeAll, expect, test } from "vitest";
import type { Wallet } from "../../../shared/export/wallet.ts";
import { fetchWorker, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, newTestLearner, type TestLearner } from "../../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

const make = (learner: TestLearner) => post("/api/wallet", {}, { Cookie: learner.cookie });
const get = (learner: TestLearner) => fetchWorker("/api/wallet", { headers: { Cookie: learner.cookie } });
const verify = async (wallet: unknown) =>
  (await post("/api/wallet/verify", { wallet })).json<Record<string, unknown>>();

test("WA1, WA2: made, kept, told to every device, and verified by anybody", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  expect((await get(learner)).status).toBe(404);
  await answerUpTo(learner, client, "1.2.1.note");
  const response = await make(learner);
  expect(response.status).toBe(201);
  const wallet = await response.json<Wallet>();
  expect(Object.keys(wallet.attestation.modules)).toEqual(["1.0", "1.1"]);
  expect(wallet.attestation.subject).toBe(learner.userId);
  expect(await verify(wallet)).toEqual({ valid: true, reason: null, attestation: wallet.attestation });
  const forged = { ...wallet, attestation: { ...wallet.attestation, workbook_complete: true } };
  expect(await verify(forged)).toEqual({ valid: false, reason: "signature", attestation: null });
  const swapped = {
    ...wallet,
    snapshot: { ...(wallet.snapshot as object), exported_at: "2020-01-01T00:00:00.000Z" },
  };
  expect(await verify(swapped)).toMatchObject({ valid: false, reason: "snapshot" });
  await client.ping();
  expect(client.events.filter((event) => event.kind === "wallet")).toMatchObject([
    { exportedAt: wallet.attestation.exported_at },
  ]);
  await learner.heal();
  expect(await (await get(learner)).json()).toEqual(wallet);
  await expectD1ToBeTheLog(learner);
  // It holds what is erased: it goes with it.
  await fetchWorker("/api/answers/1.1.2.word", {
    method: "DELETE",
    headers: { Cookie: learner.cookie, Origin: origin, "Content-Type": "application/json" },
  });
  await learner.heal();
  expect(await rowsIn("user_wallet", learner.userId)).toEqual([]);
});

test("WA2: while something is not saved, there is none", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await learner.heal();
  learner.seams.d1.now = "before";
  await client.reply("1.0.0.mood", 3);
  expect((await make(learner)).status).toBe(503);
  expect((await get(learner)).status).toBe(503);
  learner.seams.heal();
  expect((await make(learner)).status).toBe(201);
});
