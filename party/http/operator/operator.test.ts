import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { servicesOf } from "../../hosts/durable-object/services.ts";
import { newAccount } from "../../testing/account.ts";
import { origin } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner } from "../../testing/learner.ts";
import { httpApp } from "../app.ts";

beforeAll(seedTestWorkbook);

async function operator() {
  const account = await newAccount();
  await env.DB.prepare(`UPDATE "emails" SET "verified_at" = 'then' WHERE "user_id" = ?`)
    .bind(account.userId)
    .run();
  const app = httpApp(
    servicesOf({ ...env, OPERATORS: `somebody@example.org, ${account.email.toUpperCase()}` }),
  );
  const ask = async (path: string, body?: object, cookie = account.cookie) => {
    const context = createExecutionContext();
    const init = {
      headers: { Cookie: cookie, Origin: origin, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    };
    const response = await app.fetch(new Request(`${origin}/api/operator/${path}`, init), env, context);
    await waitOnExecutionContext(context);
    return { status: response.status, body: await response.json<Record<string, unknown>>() };
  };
  return { account, ask };
}

test("OT1: only a confirmed address of the configuration is an operator's", async () => {
  const { account, ask } = await operator();
  expect((await ask("skills")).status).toBe(200);
  const other = await newAccount();
  expect((await ask("skills", undefined, other.cookie)).status).toBe(404);
  expect((await ask("skills", undefined, "")).status).toBe(401);
  await env.DB.prepare(`UPDATE "emails" SET "verified_at" = NULL WHERE "user_id" = ?`)
    .bind(account.userId)
    .run();
  for (const path of ["skills", "alerts"]) expect((await ask(path)).status).toBe(404);
});

test("OT2: a custom skill is reviewed, and its maker hears of it", async () => {
  const { ask } = await operator();
  const learner = await newTestLearner();
  const client = await learner.device();
  const { workbook } = servicesOf(env);
  const add = { ask: "add_skill", opId: crypto.randomUUID(), name: "Dowsing", category: null } as const;
  const { id } = (await workbook.ask(learner.userId, add)).body as { id: string };
  await learner.heal();
  const listed = await ask("skills");
  expect(listed.body["skills"]).toContainEqual(
    expect.objectContaining({ id, name: "Dowsing", status: "pending" }),
  );
  expect(JSON.stringify(listed.body)).not.toContain(learner.userId);
  expect((await ask("skills", { id, status: "approved" })).status).toBe(200);
  await client.ping();
  expect(client.events.filter((event) => event.kind === "skill").at(-1)).toMatchObject({
    id,
    status: "approved",
  });
  expect((await ask("skills?status=approved")).body["skills"]).toContainEqual(
    expect.objectContaining({ id }),
  );
  expect((await ask("skills", { id: "nothing", status: "approved" })).status).toBe(404);
  expect((await ask("skills", { id, status: "famous" })).status).toBe(400);
});

test("OT3: alerts, stuck flushes, D1, the releases and the largest learners; never content", async () => {
  const { ask } = await operator();
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.reply("1.0.0.mood", 3);
  const id = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO "operator_alerts" ("id", "code", "user_id", "detail", "created_at") VALUES (?, 'store_degraded', ?, '{"pending":3}', '2999-01-01')`,
  )
    .bind(id, learner.userId)
    .run();
  const { body } = await ask("alerts");
  expect(body).toMatchObject({ activeRelease: 1, shippedRelease: expect.any(Number), d1: { ok: true } });
  expect(body["alerts"]).toContainEqual({
    id,
    code: "store_degraded",
    detail: { pending: 3 },
    at: "2999-01-01",
  });
  expect(body["stuckFlushes"]).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toContain(learner.userId);
  expect((await ask("alerts", { id })).status).toBe(200);
  expect((await ask("alerts", { id })).status).toBe(404);
  expect((await ask("alerts")).body["alerts"]).not.toContainEqual(expect.objectContaining({ id }));
});
