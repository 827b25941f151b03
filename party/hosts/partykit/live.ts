import type * as Party from "partykit/server";
import { database } from "../../db/client.ts";
import { liveStore } from "../../db/live-store.ts";
import { liveAsk } from "../../live/asks.ts";
import type { Cockpit, CockpitClaims } from "../../live/host.ts";
import { LiveRoom } from "../../live/room.ts";
import { systemClock } from "../../workbook/clock.ts";
import { askWorkbook, claimsOf, guarded, logError } from "../inside.ts";
import { releases } from "../releases.ts";
import { closed } from "./closed.ts";
import { readD1Access, remoteD1 } from "./d1.ts";
import { reach, rememberFrom } from "./reach.ts";
import { asked, safely } from "./worker.ts";

type CockpitState = { readonly claims: CockpitClaims; readonly strays: number };
type CockpitConnection = Party.Connection<CockpitState>;

const keptAt = "live/";

/**
 * A live session's room on PartyKit. A cockpit and a thread that is watched come to its address alike; the thread's
 * socket is the learner's own room's (`http/socket/routes.ts`), so that no learner's id stands in an address.
 */
export default class Live {
  static onBeforeConnect(request: Party.Request, lobby: Party.Lobby, context: Party.ExecutionContext) {
    return safely("connect", () => asked(request, lobby, context));
  }

  static onBeforeRequest = closed;

  readonly #party: Party.Room;
  #liveId: string | null = null;
  #room: LiveRoom | null = null;

  constructor(party: Party.Room) {
    this.#party = party;
  }

  async onStart(): Promise<void> {
    const { storage } = this.#party;
    this.#liveId = (await storage.get<string>("id")) ?? null;
    if (this.#liveId !== null) await this.#made(this.#liveId);
  }

  /** In an alarm, and after one has woken the room, it cannot be asked who it is: it is kept. */
  async #roomNow(): Promise<LiveRoom> {
    rememberFrom(this.#party);
    if (this.#liveId === null) {
      this.#liveId = this.#party.id;
      void this.#party.storage.put("id", this.#liveId);
    }
    return this.#room ?? this.#made(this.#liveId);
  }

  async #made(liveId: string): Promise<LiveRoom> {
    const { storage, env } = this.#party;
    const kept = await storage.list<unknown>({ prefix: keptAt });
    this.#room ??= new LiveRoom({
      liveId,
      keep: {
        all: () => [...kept].map(([key, value]) => [key.slice(keptAt.length), value] as const),
        put: (key, value) => void storage.put(`${keptAt}${key}`, value),
        delete: (key) => void storage.delete(`${keptAt}${key}`),
      },
      store: liveStore(database(remoteD1(readD1Access(env)))),
      releases,
      clock: systemClock,
      cockpits: () => this.#open(),
      learner: (userId, question) => askWorkbook(reach, userId, question),
      setAlarm: (at) => void storage.setAlarm(at),
      waitUntil: (work) => void work.catch((error: unknown) => logError("work", error)),
      wipe: () => this.#wipe(),
    });
    return this.#room;
  }

  async #wipe(): Promise<void> {
    const { storage } = this.#party;
    await storage.deleteAlarm();
    await storage.deleteAll();
    this.#room = null;
    this.#liveId = null;
  }

  #open(): Cockpit[] {
    const all = [...this.#party.getConnections<CockpitState>()];
    return all.filter(({ readyState }) => readyState === WebSocket.OPEN).map(adapt);
  }

  // PartyKit sends what these throw to the client, or says nothing at all: nothing may leave them.
  async onConnect(connection: CockpitConnection, { request }: Party.ConnectionContext): Promise<void> {
    try {
      const claims = claimsOf<CockpitClaims>(request);
      if (claims === null) return connection.close(4403, "not yours");
      const room = await this.#roomNow();
      connection.setState({ claims, strays: 0 });
      room.connect(adapt(connection));
    } catch (error) {
      logError("connect", error);
      guarded("close", () => connection.close(1013, "try again soon"));
    }
  }

  onMessage(message: string | ArrayBuffer | ArrayBufferView, connection: CockpitConnection): void {
    if (message === "ping") return guarded("pong", () => connection.send("pong"));
    guarded("message", () => this.#room?.message(adapt(connection)));
  }

  onClose(connection: CockpitConnection): void {
    // This runtime leaves the other side's closing unanswered, and a browser waits for the answer.
    guarded("answer to a close", () => connection.close(1000, "bye"));
    guarded("close", () => this.#room?.disconnected());
  }

  async onAlarm(): Promise<void> {
    await this.#room?.alarm();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    try {
      const room = await this.#roomNow();
      const { status, body } = await room.ask(liveAsk.parse(await request.json()));
      return Response.json(body, { status });
    } catch (error) {
      logError("request", error);
      const told = { error: { code: "unavailable", message: "Try again in a moment" } };
      return Response.json(told, { status: 503 });
    }
  }
}

const adapt = (connection: CockpitConnection): Cockpit => ({
  id: connection.id,
  get claims() {
    return (connection.state as CockpitState | null)?.claims ?? null;
  },
  get strays() {
    return connection.state?.strays ?? 0;
  },
  setStrays(many) {
    const present = connection.state as CockpitState | null;
    if (present !== null) connection.setState({ ...present, strays: many });
  },
  send: (text) => guarded("send", () => connection.send(text)),
  close: (code, reason) => guarded("close", () => connection.close(code, reason)),
});
