import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { onTestFinished } from "vitest";
import type { Live } from "../hosts/durable-object/live.ts";
import type { CockpitFrame, CockpitFrameOf, Member } from "../../shared/protocol/live.ts";
import { newAccount, type Account } from "./account.ts";
import { connect, fromElsewhere, post, fetchWorker, origin } from "./client.ts";
import type { Client } from "./raw-client.ts";
import { newTestLearner, type TestLearner } from "./learner.ts";
import { seamsOf, type Seams } from "./seams.ts";

/* For tests only: a room, whoever runs it, and whoever is in it. */

/** Somebody with an account whose address is confirmed. */
export async function newFacilitator(): Promise<Account> {
  const account = await newAccount();
  await env.DB.prepare(`UPDATE "emails" SET "verified_at" = ? WHERE "user_id" = ?`)
    .bind("2026-01-01T00:00:00.000Z", account.userId)
    .run();
  return account;
}

export class CockpitClient {
  readonly client: Client;
  #taken = 0;

  constructor(client: Client) {
    this.client = client;
  }

  get frames(): CockpitFrame[] {
    return this.client.frames as unknown as CockpitFrame[];
  }

  /** The next frame of this kind after the one that was taken last. */
  next<T extends CockpitFrame["t"]>(
    t: T,
    like: (frame: CockpitFrameOf<T>) => boolean = () => true,
  ): Promise<CockpitFrameOf<T>> {
    return this.client.until(`a frame ${t}`, () => {
      for (let i = this.#taken; i < this.frames.length; i += 1) {
        const frame = this.frames[i] as CockpitFrameOf<T> | undefined;
        if (frame?.t !== t || !like(frame)) continue;
        this.#taken = i + 1;
        return frame;
      }
      return undefined;
    });
  }

  get members(): Member[] {
    return rosterOf(this.frames);
  }

  /** Until the roster, as all frames so far make it, is so. */
  roster(is: (members: Member[]) => boolean): Promise<Member[]> {
    return this.client.until("a roster", () => {
      const members = rosterOf(this.frames);
      return is(members) ? members : undefined;
    });
  }

  member(alias: string, is: (member: Member) => boolean = () => true): Promise<Member> {
    return this.client.until(`${alias} on the roster`, () =>
      rosterOf(this.frames).find((one) => one.alias === alias && is(one)),
    );
  }
}

/** The roster after these frames, as a cockpit keeps it. */
function rosterOf(frames: readonly CockpitFrame[]): Member[] {
  const all = new Map<string, Member>();
  for (const frame of frames) {
    if (frame.t === "live_welcome") all.clear();
    if (frame.t !== "live_welcome" && frame.t !== "rows") continue;
    for (const one of frame.members) all.set(one.participantId, one);
    if (frame.t === "rows") for (const id of frame.gone) all.delete(id);
  }
  return [...all.values()];
}

export class TestRoom {
  readonly liveId: string;
  readonly code: string;
  readonly facilitator: Account;

  constructor(liveId: string, code: string, facilitator: Account) {
    this.liveId = liveId;
    this.code = code;
    this.facilitator = facilitator;
  }

  get seams(): Seams {
    return seamsOf(this.liveId);
  }

  get stub(): DurableObjectStub<Live> {
    return env.LIVE.get(env.LIVE.idFromName(this.liveId));
  }

  async cockpit({ cookie }: Pick<Account, "cookie"> = this.facilitator): Promise<CockpitClient> {
    const client = await connect(cookie, {}, `/ws/live/${this.liveId}`);
    onTestFinished(() => client.close());
    return new CockpitClient(client);
  }

  /** As a facilitator. */
  act(path: string, body: object = {}, { cookie }: Pick<Account, "cookie"> = this.facilitator) {
    const headers = { Cookie: cookie, "Idempotency-Key": crypto.randomUUID() };
    return post(`/api/live/${this.liveId}/${path}`, body, headers);
  }

  read(path: string, { cookie }: Pick<Account, "cookie"> = this.facilitator) {
    return fetchWorker(`/api/live/${this.liveId}/${path}`, { headers: { Cookie: cookie, Origin: origin } });
  }

  alarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  async hibernate(): Promise<void> {
    // One that sleeps already cannot be put to sleep.
    await runInDurableObject(this.stub, () => undefined);
    await evictDurableObject(this.stub, { webSockets: "hibernate" });
  }

  /** The object loses everything it had. */
  async forget(): Promise<void> {
    await runInDurableObject(this.stub, async (_instance, state) => {
      await state.storage.deleteAll();
      state.abort("forgotten");
    }).catch(() => undefined);
  }

  /** Moves the room's time and everybody's. */
  advance(ms: number, ...learners: readonly TestLearner[]): void {
    for (const { seams } of [this, ...learners]) seams.advance(ms);
  }
}

export async function openRoom(
  more: { modules?: string[]; waitingRoom?: boolean; mode?: string } = {},
  facilitator?: Account,
): Promise<TestRoom> {
  const by = facilitator ?? (await newFacilitator());
  const body = { title: "Thursday group", modules: ["1.0", "1.1"], mode: "self", name: "Maria", ...more };
  const response = await post("/api/live", body, {
    Cookie: by.cookie,
    "Idempotency-Key": crypto.randomUUID(),
  });
  if (response.status !== 201) throw new Error(`no room: ${response.status} ${await response.text()}`);
  const { liveId, code } = await response.json<{ liveId: string; code: string }>();
  const room = new TestRoom(liveId, code, by);
  // The worker's clock is the real one, and codes run out by both.
  room.seams.advance(-86_400_000);
  return room;
}

export const look = (code: string) => post("/api/live/look", { code }, fromElsewhere());

export interface Participant {
  readonly learner: TestLearner;
  readonly client: Client;
  readonly participantId: string;
}

export async function join(
  room: TestRoom,
  alias: string,
  present?: TestLearner,
): Promise<Participant & { pending: boolean }> {
  const learner = present ?? (await newTestLearner());
  const client = await learner.device();
  const looked = await (await look(room.code)).json<{ consent: { id: string } }>();
  const response = await joining(room, learner, alias, looked.consent.id);
  if (response.status !== 200) throw new Error(`not joined: ${response.status} ${await response.text()}`);
  const { participantId, pending } = await response.json<{ participantId: string; pending: boolean }>();
  return { learner, client, participantId, pending };
}

export const joining = (room: TestRoom, learner: TestLearner, alias: string, consent: string) =>
  post(
    "/api/live/join",
    { code: room.code, alias, consent },
    { Cookie: learner.cookie, "Idempotency-Key": crypto.randomUUID(), ...fromElsewhere() },
  );

/** As a learner, over HTTP. */
export const asLearner = ({ learner }: Pick<Participant, "learner">, path: string, body: object = {}) =>
  post(path, body, { Cookie: learner.cookie, "Idempotency-Key": crypto.randomUUID() });
