import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, sha256Hex } from "../../shared/ids/uuid5.ts";
import { allTables, nameOf } from "../db/sample-rows.ts";
import { fetchWorker, origin } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, TestLearner } from "../testing/learner.ts";
import { begin } from "../testing/client.ts";
import { expectD1ToBeTheLog } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

const erase = async (learner: TestLearner, path: string, headers: Record<string, string> = {}) =>
  fetchWorker(`/api${path}`, {
    method: "DELETE",
    headers: { Origin: origin, "Content-Type": "application/json", Cookie: learner.cookie, ...headers },
  });

/** Everything that is written anywhere: every table of D1, every table of the object. */
async function everythingWritten(learner: TestLearner): Promise<string> {
  const inD1 = await env.DB.batch(
    allTables.map((table) => env.DB.prepare(`SELECT * FROM "${nameOf(table)}"`)),
  );
  const inObject = await learner.journal((_journal, { storage }) =>
    storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray()
      .map(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
  );
  return JSON.stringify([inD1.map(({ results }) => results), inObject]);
}

describe("erasing for good (decision 36)", () => {
  test("ER4: with D1 away too, no byte of it is left in the log; in D1 as soon as it is back", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.headline");
    await client.reply("1.1.2.headline", "saved-secret");
    await learner.heal();
    learner.seams.d1.now = "before";
    learner.seams.advance(3_600_000);
    await client.edit("1.1.2.headline", 1, "unsaved-secret");
    client.send({ t: "draft", blockId: "1.1.2.headline", baseDraftRev: 0, value: "drafted-secret" });
    await client.ping();
    const response = await erase(learner, "/answers/1.1.2.headline");
    expect(response.status).toBe(200);
    const log = await learner.journal((_journal, { storage }) =>
      JSON.stringify(
        ["ops", "answers", "revisions", "drafts", "facts"].map((table) =>
          storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
        ),
      ),
    );
    expect(log).not.toContain("-secret");
    await learner.heal();
    expect(await everythingWritten(learner)).not.toContain("-secret");
    await expectD1ToBeTheLog(learner);
    // Every device hears of it, and what is asked again tells nothing.
    await client.ping();
    expect(client.events.filter((event) => event.kind === "erased")).toMatchObject([
      { blockId: "1.1.2.headline" },
    ]);
    const late = await learner.device();
    late.send({ t: "history", before: 1e6, limit: 100 });
    await late.next("page");
    expect(late.texts.join("")).not.toContain("-secret");
    await learner.forget();
    await learner.device();
    const stands = await learner.fromLog(({ state }) => state.answers.get("1.1.2.headline"));
    expect(stands).toMatchObject({ rev: 3, value: null, erased: true });
  });

  test("ER3: an operation whose value was erased is a dup when it comes again, lost acks and all", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.headline");
    await learner.heal();
    // D1 has it, and the object does not know.
    learner.seams.d1.next.push("lost");
    const opId = crypto.randomUUID();
    const sent = { t: "reply", opId, blockId: "1.1.2.headline", value: "a secret" };
    const first = await client.operate(sent);
    await erase(learner, "/answers/1.1.2.headline");
    expect(await client.operate(sent)).toEqual({ ...first, dup: true });
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    expect(await learner.journal((journal) => journal.fenced())).toBe(false);
    const { opId: _opId, ...payload } = sent;
    const written = await everythingWritten(learner);
    expect(written).not.toContain("a secret");
    expect(written).not.toContain(sha256Hex(canonicalJson(payload)));
  });

  test("ER1, ER2: what is not there is not found; the same request again does nothing more", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.reply("1.0.0.mood", 3);
    expect((await erase(learner, "/answers/1.0.0.ready")).status).toBe(404);
    expect((await erase(learner, "/answers/no.such.block")).status).toBe(404);
    expect((await erase(learner, `/tools/list_builder/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await erase(learner, `/tools/nothing/${crypto.randomUUID()}`)).status).toBe(404);
    const key = { "Idempotency-Key": crypto.randomUUID() };
    for (let i = 0; i < 2; i += 1)
      expect((await erase(learner, "/answers/1.0.0.mood", key)).status).toBe(200);
    const n = await learner.fromLog((one) => one.n);
    expect(n).toBe(3);
  });

  const steps = fc.array(
    fc.constantFrom(
      "edit",
      "again",
      "save",
      "change",
      "delete",
      "draft",
      "crash",
      "forget",
      "down",
      "lost",
      "up",
      "hour",
    ),
    { minLength: 3, maxLength: 14, size: "max" },
  );
  test(
    "ER3, ER4: whatever came before, after erasing no byte of a value is anywhere",
    { timeout: 600_000 },
    async () => {
      const numRuns = Number(env.FC_RUNS || 8);
      const seed = Number(env.FC_SEED || Date.now() % 2 ** 31);
      console.log(`erase: seed ${seed}, ${numRuns} runs`);
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const { userId, cookie } = await begin();
          const learner = new TestLearner(userId, cookie);
          const instanceId = crypto.randomUUID();
          let n = 0;
          // Of this learner alone: what a run that failed has left is not what the next one looks for.
          const secret = `bytes-to-erase-${userId}`;
          const word = () => `${secret}-${(n += 1)}`;
          const list = () => ({ rows: [{ id: crypto.randomUUID(), text: word() }] });
          let client = await learner.device();
          await answerUpTo(learner, client, "1.1.2.headline");
          await client.reply("1.1.2.headline", word());
          const rev = () => learner.fromLog(({ state }) => state.answers.get("1.1.2.headline")?.rev ?? 0);
          const instance = () => learner.fromLog(({ state }) => state.instances.get(instanceId)?.rev ?? 0);
          const save = async (value: unknown) =>
            client.operate({ t: "tool", tool: "list_builder", instanceId, baseRev: await instance(), value });
          for (const step of all) {
            if (step === "edit" || step === "again") await client.edit("1.1.2.headline", await rev(), word());
            if (step === "save" || step === "change") await save(list());
            if (step === "delete" && (await instance()) > 0) await save(null);
            if (step === "draft") client.send({ t: "draft", instanceId, baseDraftRev: 0, value: word() });
            if (step === "down") learner.seams.d1.now = "before";
            if (step === "lost") learner.seams.d1.next.push("lost");
            if (step === "up") await learner.heal();
            if (step === "hour") learner.seams.advance(3_600_000);
            if (step === "forget") {
              await learner.heal();
              // What was to go wrong with a write must not go wrong with the read that follows.
              learner.seams.d1.next.length = 0;
            }
            if (step === "crash") await learner.crash();
            if (step === "forget") await learner.forget();
            if (step === "crash" || step === "forget") client = await learner.device();
          }
          expect((await erase(learner, "/answers/1.1.2.headline")).status).toBe(200);
          const there = (await instance()) > 0;
          const gone = await erase(learner, `/tools/list_builder/${instanceId}`);
          expect(gone.status).toBe(there ? 200 : 404);
          if (!there) await learner.journal((journal) => journal.drafts.clear(instanceId));
          await learner.heal();
          await learner.heal();
          expect(await everythingWritten(learner)).not.toContain(secret);
          await expectD1ToBeTheLog(learner);
          await learner.leave();
        }),
        { numRuns, seed },
      );
    },
  );
});
