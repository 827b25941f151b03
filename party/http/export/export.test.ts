import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "../../../shared/ids/uuid5.ts";
import { exportFile } from "../../../shared/export/schema.ts";
import { importBytes } from "../../../shared/export/read.ts";
import { learnersTables, nameOf } from "../../db/sample-rows.ts";
import { newAccount } from "../../testing/account.ts";
import { fetchWorker, origin } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, envelope, newTestLearner, type TestLearner } from "../../testing/learner.ts";
import { everythingOf, expectD1ToBeTheLog, rowsIn, type D1Row } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

/** What an export leaves out, and why (decision 31, issue 5): keys, sessions, the log's own numbers, what is made again. */
const left = new Set([
  "auth",
  "auth_tokens",
  "emails",
  "sessions",
  "user_ops",
  "user_streams",
  "user_sealed",
  "user_wallet",
  "user_merges",
  "user_looks",
  "operator_alerts",
]);
const exportedTables = ["users", ...learnersTables.map(nameOf)].filter(
  (name) => !left.has(name) && !name.startsWith("live_"),
);

/** Columns of the operation that brought a row, and ids that are made of the learner's own. */
const ownColumns = new Set([
  "op_n",
  "device",
  "content_version",
  "id",
  "list_id",
  "assessment_id",
  "content_hash",
  "row_id",
  "created_by",
]);
const ownTimes: Record<string, string[]> = {
  users: ["created_at", "updated_at"],
  user_settings: ["created_at", "updated_at"],
  skills: ["created_at"],
  user_notes: ["seen_at"],
};

async function tablesOf(userId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of exportedTables) {
    const owner = table === "users" ? "id" : table === "skills" ? "created_by" : "user_id";
    const rows = await rowsIn(table, userId, owner);
    const plain = rows.map((row: D1Row) =>
      Object.fromEntries(
        Object.entries(row).filter(
          ([column]) => !ownColumns.has(column) && !(ownTimes[table] ?? []).includes(column),
        ),
      ),
    );
    found[table] = plain.map(canonicalJson).toSorted();
  }
  return found;
}

const exported = async (cookie: string) => {
  const response = await fetchWorker("/api/export", { headers: { Cookie: cookie } });
  expect(response.status).toBe(200);
  return response.json<Record<string, unknown>>();
};
const bring = (cookie: string, file: unknown, query = "", headers: Record<string, string> = {}) =>
  fetchWorker(`/api/import${query}`, {
    method: "POST",
    body: typeof file === "string" ? file : JSON.stringify(file),
    headers: {
      Origin: origin,
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
      Cookie: cookie,
      ...headers,
    },
  });

/** A learner who has something of everything. */
async function full(): Promise<TestLearner> {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.2.1.note");
  learner.seams.advance(3_600_000);
  await client.edit("1.1.2.word", 1, "another word", { onlyMe: true });
  const instanceId = crypto.randomUUID();
  const list = (text: string) => ({ rows: [{ id: crypto.randomUUID(), text }] });
  const save = (baseRev: number, value: unknown, id = instanceId) =>
    client.operate({ t: "tool", tool: "list_builder", instanceId: id, baseRev, value });
  await save(0, list("outside"));
  learner.seams.advance(3_600_000);
  await save(1, list("outside, changed"));
  const gone = crypto.randomUUID();
  await save(0, list("gone"), gone);
  await save(1, null, gone);
  const day = new Date(learner.seams.now()).toISOString().slice(0, 10);
  await client.operate({ t: "practice", practice: "weekly-review", day, done: true, note: envelope("P") });
  const headers = { Cookie: learner.cookie, Origin: origin, "Content-Type": "application/json" };
  const key = { "Idempotency-Key": crypto.randomUUID() };
  await fetchWorker("/api/skills", {
    method: "POST",
    body: '{"name":"Bee keeping"}',
    headers: { ...headers, ...key },
  });
  await fetchWorker("/api/settings", { method: "PATCH", body: '{"font":"mono"}', headers });
  await learner.heal();
  return learner;
}

describe("EX3: out, gone, and in again", () => {
  test("EX3: exported, deleted, imported into a new account: every exported table is as it was", async () => {
    const learner = await full();
    const before = await tablesOf(learner.userId);
    const file = await exported(learner.cookie);
    await fetchWorker("/api/account", {
      method: "DELETE",
      headers: { Cookie: learner.cookie, Origin: origin, "Content-Type": "application/json" },
    });
    const anew = await newTestLearner();
    // Later than what the file says: times ahead of now would be now.
    anew.seams.advance(86_400_000);
    const device = await anew.device();
    const response = await bring(anew.cookie, file);
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { plan: { refused: [], unknown: [] } },
    ]);
    await anew.heal();
    expect(await tablesOf(anew.userId)).toEqual(before);
    await expectD1ToBeTheLog(anew);
    await device.ping();
    expect(device.events.filter((event) => event.kind === "imported")).toHaveLength(1);
    // And once more, from D1 alone.
    await anew.forget();
    const again = await exported(anew.cookie);
    const same = (all: Record<string, unknown>) => {
      const { exported_at: _at, encryption: _keys, custom_skills: _skills, settings, ...rest } = all;
      return { ...rest, settings: { ...(settings as object), updated_at: null } };
    };
    expect(same(again)).toEqual(same(file));
  });

  test("EX2: what opens the sealed fields is in it; passwords, addresses and sessions are not", async () => {
    const { cookie, userId, email, password } = await newAccount();
    const file = await exported(cookie);
    expect(exportFile.safeParse(file).success).toBe(true);
    const { kdf, salt, wrapped } = password;
    expect(file["encryption"]).toEqual({ user_id: userId, kdf, salt, wrapped });
    const text = JSON.stringify(file);
    for (const secret of [email, password.auth, cookie.split("=")[1] ?? "", "dt1"])
      expect(text).not.toContain(secret);
  });

  test("IM1: a dry run says the same and does nothing; the same request again is one import", async () => {
    const learner = await full();
    const file = await exported(learner.cookie);
    const anew = await newTestLearner();
    await anew.device();
    await anew.heal();
    const rows = await everythingOf(anew.userId);
    const dry = await bring(anew.cookie, file, "?dryRun=true");
    const { ids, plan } = await dry.json<{
      ids: Record<string, string>;
      plan: { counts: { answers: number } };
    }>();
    expect(plan.counts.answers).toBe(12);
    expect(await everythingOf(anew.userId)).toBe(rows);
    // The first learner still has these rows: their ids are taken.
    expect(Object.keys(ids).length).toBeGreaterThan(2);
    const refused = await bring(anew.cookie, file);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: "conflict" }, ids });
    expect(await everythingOf(anew.userId)).toBe(rows);
    // The browser takes the new ones, seals under them, and sends it again.
    let text = JSON.stringify(file);
    for (const [old, fresh] of Object.entries(ids)) text = text.replaceAll(old, fresh);
    const key = { "Idempotency-Key": crypto.randomUUID() };
    for (let i = 0; i < 2; i += 1) expect((await bring(anew.cookie, text, "", key)).status).toBe(200);
    await anew.heal();
    await expectD1ToBeTheLog(anew);
    expect(await anew.fromLog((one) => one.n)).toBe(2);
    await learner.heal();
    await expectD1ToBeTheLog(learner);
  });

  test("IM6: somebody else's rows stay theirs, whatever a file names", async () => {
    const owner = await full();
    const before = await everythingOf(owner.userId);
    const file = JSON.stringify(await exported(owner.cookie));
    const thief = await newTestLearner();
    await thief.device();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    expect((await bring(thief.cookie, file, "", headers)).status).toBe(409);
    await thief.heal();
    expect(await everythingOf(owner.userId)).toBe(before);
    expect(await thief.journal((journal) => journal.pending(0).length)).toBe(0);
  });
});

describe("IM1: what is refused", () => {
  test.each<[string, number, string | object, Record<string, string>]>([
    ["too large", 413, "x".repeat(importBytes + 1), {}],
    ["too deep", 400, "[".repeat(100_000), {}],
    ["not JSON", 400, "{", {}],
    ["another version", 400, { version: "2.0", exported_at: "2026-01-01T00:00:00Z" }, {}],
    [
      "compressed",
      415,
      { version: "1.1", exported_at: "2026-01-01T00:00:00Z" },
      { "Content-Encoding": "gzip" },
    ],
    ["no key", 400, { version: "1.1", exported_at: "2026-01-01T00:00:00Z" }, { "Idempotency-Key": "no" }],
  ])("IM1: %s", async (_what, status, file, headers) => {
    const learner = await newTestLearner();
    await learner.device();
    expect((await bring(learner.cookie, file, "", headers)).status).toBe(status);
    expect(await learner.fromLog((one) => one.n)).toBe(1);
  });

  test("IM1: without D1 nothing is imported", async () => {
    const learner = await newTestLearner();
    await learner.device();
    await learner.heal();
    learner.seams.d1.now = "before";
    const file = {
      version: "1.1",
      exported_at: "2026-01-01T00:00:00Z",
      settings: { background_color: "sage", text_color: "brown", font: "mono" },
    };
    expect((await bring(learner.cookie, file)).status).toBe(503);
    expect(await learner.fromLog((one) => one.n)).toBe(1);
  });
});

test(
  "ST6: an import larger than a column and a batch is committed, flushed in parts, and read again",
  { timeout: 120_000 },
  async () => {
    const learner = await newTestLearner();
    await learner.device();
    const at = "2026-01-01T00:00:00.000Z";
    const text = "Words enough to fill a page. ".repeat(10).slice(0, 290);
    const instances = Array.from({ length: 60 }, () => ({
      id: crypto.randomUUID(),
      tool_type: "list_builder",
      content_json: { rows: Array.from({ length: 50 }, () => ({ id: crypto.randomUUID(), text })) },
      created_at: at,
      updated_at: at,
    }));
    const response = await bring(learner.cookie, {
      version: "1.1",
      exported_at: at,
      tool_instances: instances,
    });
    expect(response.status).toBe(200);
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    expect(await rowsIn("user_list_items", learner.userId)).toHaveLength(3000);
    await learner.crash();
    const device = await learner.device();
    device.send({ t: "history", before: 1e6, limit: 100 });
    const page = await device.next("page");
    expect(page.items.filter((event) => event.kind === "tool_saved")).toHaveLength(60);
    expect(
      (
        await env.DB.prepare(`SELECT count(*) AS n FROM "user_ops" WHERE "user_id" = ?`)
          .bind(learner.userId)
          .first<{ n: number }>()
      )?.n,
    ).toBe(2);
  },
);
