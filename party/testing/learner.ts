import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { onTestFinished } from "vitest";
import type { Share } from "../../shared/engine/state.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import type { Workbook } from "../hosts/durable-object/workbook.ts";
import { claimsHeader } from "../hosts/inside.ts";
import type { Claims } from "../workbook/connections.ts";
import { Learner } from "../workbook/learner.ts";
import { SqliteJournal } from "../workbook/journal/sqlite.ts";
import { begin, connect, fetchWorker } from "./client.ts";
import { Client } from "./raw-client.ts";
import { seamsOf, type Seams } from "./seams.ts";
import { allBlocks, release1, testSkills } from "./workbook-release.ts";

/* For tests only: one learner, their devices, and a hand on their object. */

export class TestLearner {
  readonly userId: string;
  readonly cookie: string;
  readonly clients: Client[] = [];

  constructor(userId: string, cookie: string) {
    this.userId = userId;
    this.cookie = cookie;
  }

  get seams(): Seams {
    return seamsOf(this.userId);
  }

  get stub(): DurableObjectStub<Workbook> {
    return env.WORKBOOK.get(env.WORKBOOK.idFromName(this.userId));
  }

  /** A socket that has not said hello. */
  async open(): Promise<Client> {
    const client = await connect(this.cookie);
    this.clients.push(client);
    return client;
  }

  /** A device that is up to date. */
  async device(): Promise<Client> {
    const client = await this.open();
    await client.ready();
    return client;
  }

  /** Straight to the object, with these claims, as only the worker could. */
  async socketWith(claims: Claims, query = ""): Promise<Client> {
    const headers = { Upgrade: "websocket", [claimsHeader]: JSON.stringify(claims) };
    const response = await this.stub.fetch(`https://object/ws?_pk=${crypto.randomUUID()}${query}`, {
      headers,
    });
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    const client = new Client(response.webSocket, crypto.randomUUID());
    this.clients.push(client);
    return client;
  }

  /** Somebody whom this learner lets watch: a coach, with whom they share since `sinceSeq`. */
  async observer(modules: string[], { sinceSeq = 0 } = {}): Promise<Client> {
    const participantId = `participant of ${this.userId.slice(0, 8)}`;
    await this.shares(participantId, modules, sinceSeq);
    return this.socketWith({
      role: "observer",
      userId: this.userId,
      participantId,
      sessionId: "Fay's",
      name: "Fay",
      modules: [],
      sinceSeq: 0,
      since: "",
    });
  }

  /** As if it had been shared in the past: in the log and in D1, behind the object's back. */
  async shares(id: string, modules: string[], sinceSeq: number): Promise<void> {
    const since = "2026-01-01T00:00:00.000Z";
    const until = "2999-01-01T00:00:00.000Z";
    const coach = { name: "Fay", domain: "example.org" };
    const share: Share = {
      tokenKey: "",
      modules,
      until,
      consentId: "coach-1",
      sinceSeq,
      since,
      coach,
      endedAt: null,
    };
    const value = JSON.stringify(share);
    // The log has begun.
    await fetchWorker("/api/progress", { headers: { Cookie: this.cookie } });
    const isNew = await this.journal((_journal, { storage }) => {
      const known = storage.sql
        .exec<{ value: string }>("SELECT value FROM facts WHERE kind = 'share' AND key = ?", id)
        .toArray();
      if (known[0]?.value === value) return false;
      storage.sql.exec("INSERT OR REPLACE INTO facts (kind, key, value) VALUES ('share', ?, ?)", id, value);
      return true;
    });
    if (!isNew) return;
    await env.DB.prepare(
      `INSERT OR REPLACE INTO "live_shares" ("id", "user_id", "token_key", "modules", "until", "consent_id",
        "since_seq", "since", "name", "domain") VALUES (?, ?, '', ?, ?, 'coach-1', ?, ?, ?, ?)`,
    )
      .bind(id, this.userId, JSON.stringify(modules), until, sinceSeq, since, coach.name, coach.domain)
      .run();
    await this.evict();
  }

  alarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  /** Alarms until nothing is unsaved; the store must be well. */
  async heal(): Promise<void> {
    this.seams.heal();
    for (let i = 0; i < 5; i += 1) {
      if ((await this.journal((journal) => journal.pending(0).length)) === 0) return;
      this.seams.advance(120_000);
      await this.alarm();
    }
    throw new Error("still unsaved after five alarms");
  }

  async evict(webSockets: "hibernate" | "close" = "hibernate"): Promise<void> {
    // One that sleeps already cannot be put to sleep.
    await runInDurableObject(this.stub, () => undefined);
    await evictDurableObject(this.stub, { webSockets });
  }

  /** The instance dies where it stands. */
  async crash(): Promise<void> {
    await runInDurableObject(this.stub, (_instance, state) => state.abort("a crash of the test")).catch(
      () => undefined,
    );
  }

  /** Looks into the object's log. What `look` returns must be plain data. */
  journal<T>(look: (journal: SqliteJournal, state: DurableObjectState) => T): Promise<T> {
    return runInDurableObject(this.stub, (_instance, state) => look(new SqliteJournal(state.storage), state));
  }

  /** The learner as the log alone makes them. */
  fromLog<T>(look: (learner: Learner) => T): Promise<T> {
    return this.journal((journal) => {
      const learner = Learner.resume(journal, this.seams.releases, this.userId);
      if (learner === null) throw new Error("the log is empty");
      return look(learner);
    });
  }

  /** Loses the object's whole storage: as if it had never been. */
  async forget(): Promise<void> {
    await runInDurableObject(this.stub, async (_instance, state) => {
      await state.storage.deleteAll();
      state.abort("forgotten");
    }).catch(() => undefined);
  }

  async leave(): Promise<void> {
    this.seams.heal();
    for (const client of this.clients) {
      try {
        client.socket.close(1000, "the test is over");
      } catch {
        // Closed already.
      }
    }
  }
}

export async function newTestLearner(): Promise<TestLearner> {
  const { userId, cookie } = await begin();
  const learner = new TestLearner(userId, cookie);
  onTestFinished(() => learner.leave());
  return learner;
}

export const envelope = (salt = "A"): object => ({
  v: 1,
  iv: salt.repeat(16).slice(0, 16),
  ciphertext: `${salt.repeat(40).slice(0, 40)}==`,
});

/** Ids of rows are unique in D1: every learner has their own. */
const rowOf = (userId: string, n: number) => uuid5("row of a test", userId, String(n));

/** A valid value for any placement of the test workbook. `salt` makes texts differ; ids stay. */
export function valueFor(userId: string, key: string, salt = "1"): unknown {
  const block = allBlocks.find((one) => one.id === key);
  if (block === undefined) throw new Error(`no block ${key}`);
  const row = (n: number) => rowOf(userId, n);
  switch (block.tool ?? block.inputType) {
    case "slider":
      return (salt.length % 7) + 1;
    case "checkbox":
      return salt.length % 2 === 0;
    case "select":
      return salt.length % 2 === 0 ? "a" : "b";
    case "list_builder":
      if (key === "1.1.1.things") {
        return {
          rows: [1, 2].map((n) => ({ id: row(n), title: `thing ${n} ${salt}`, experience_type: "job" })),
        };
      }
      return { rows: [{ id: row(3), text: block.private ? envelope("B") : `a line ${salt}` }] };
    case "skill_tagger":
      return {
        rows: testSkills
          .slice(0, 3)
          .map(({ id }, i) => ({ id, on: i < 2 ? [row(i + 1)] : [], mastery: null })),
        newSkills: [],
      };
    case "ranking_grid":
      return { rows: testSkills.slice(0, 3).map(({ id, name }) => ({ id, text: name })) };
    default:
      return block.private ? envelope() : `words ${salt}`;
  }
}

export const placements = release1.stem.filter((block) => block.type !== "content").map((block) => block.id);

/** Answers everything that waits, up to but not including `until`. */
export async function answerUpTo(learner: TestLearner, client: Client, until: string | null): Promise<void> {
  for (const key of placements) {
    if (key === until) return;
    const answer = await client.reply(key, valueFor(learner.userId, key));
    if (answer.t !== "ack") throw new Error(`${key}: ${JSON.stringify(answer)}`);
    await client.heard(answer.seq);
  }
}
