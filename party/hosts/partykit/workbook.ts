import type * as Party from "partykit/server";
import { learnerStore } from "../../db/learner-store.ts";
import { systemClock } from "../../workbook/clock.ts";
import type { Connection, ConnectionState } from "../../workbook/connections.ts";
import { noFaults } from "../../workbook/faults.ts";
import { WriteThroughJournal } from "../../workbook/journal/through.ts";
import { Room } from "../../workbook/room.ts";
import { answered, claimsOf, guarded, liveFor, logError } from "../inside.ts";
import { releases } from "../releases.ts";
import { readD1Access, remoteD1 } from "./d1.ts";
import { reach, rememberFrom } from "./reach.ts";
import { StorageShelf } from "./shelf.ts";

type RoomConnection = Party.Connection<ConnectionState>;

/**
 * A learner's room on PartyKit: its sockets around a `Room` whose journal writes through to D1. It does not hibernate,
 * and has no database of its own. Everything here is wiring; what happens is in `party/workbook/`.
 */
export class WorkbookRoom {
  readonly #party: Party.Room;
  #shelf: StorageShelf | null = null;
  #alarm: number | null = null;
  #room: Room | null = null;

  constructor(party: Party.Room) {
    this.#party = party;
  }

  async onStart(): Promise<void> {
    const { storage } = this.#party;
    this.#shelf = await StorageShelf.open(storage);
    this.#alarm = await storage.getAlarm();
  }

  /**
   * @param userId as the worker's claims say it: `room.id` cannot be asked in an alarm, nor after one has woken the room
   * @returns null where this is another's room
   */
  #roomOf(userId: string): Room | null {
    rememberFrom(this.#party);
    const shelf = this.#shelf;
    if (shelf === null) throw new Error("not started");
    if (shelf.get("user") === null) shelf.set("user", userId);
    if (shelf.get("user") !== userId) return null;
    this.#room ??= this.#made(userId, shelf);
    return this.#room;
  }

  #made(userId: string, shelf: StorageShelf): Room {
    const { storage, env } = this.#party;
    const store = learnerStore(remoteD1(readD1Access(env)));
    const room = new Room({
      userId,
      journal: new WriteThroughJournal({ userId, store, shelf, active: (version) => room.heard(version) }),
      store,
      releases,
      clock: systemClock,
      faults: noFaults,
      live: liveFor(reach),
      connections: () => this.#open(),
      setAlarm: (at) => void storage.setAlarm(at),
      settled: () => storage.sync(),
      left: () => storage.sync(),
      waitUntil: (work) => void work.catch((error: unknown) => logError("work", error)),
      wipe: () => this.#wipe(),
      restart: () => void (this.#room = null),
    });
    room.wake(this.#alarm);
    return room;
  }

  /** What comes after finds an empty log. */
  async #wipe(): Promise<void> {
    const { storage } = this.#party;
    await storage.deleteAlarm();
    await storage.deleteAll();
    this.#room = null;
    this.#shelf = await StorageShelf.open(storage);
  }

  #open(): Connection[] {
    const all = [...this.#party.getConnections<ConnectionState>()];
    return all.filter(({ readyState }) => readyState === WebSocket.OPEN).map(adapt);
  }

  // PartyKit sends what these throw to the client, or says nothing at all: nothing may leave them.
  onConnect(connection: RoomConnection, { request }: Party.ConnectionContext): void {
    guarded("connect", () => {
      const claims = claimsOf(request);
      const room = claims === null ? null : this.#roomOf(claims.userId);
      if (claims === null || room === null) return connection.close(4403, "not yours");
      room.connect(adapt(connection), claims);
    });
  }

  async onMessage(
    message: string | ArrayBuffer | ArrayBufferView,
    connection: RoomConnection,
  ): Promise<void> {
    // Cloudflare's platform answers these by itself; PartyKit gives no way to say so.
    if (message === "ping") return guarded("pong", () => connection.send("pong"));
    try {
      const text = typeof message === "string" ? message : new ArrayBuffer(0);
      await this.#room?.message(adapt(connection), text);
    } catch (error) {
      logError("message", error);
      // The client cannot know whether its operation was committed: a new socket resends it with the same id.
      guarded("close", () => connection.close(1011, "try again"));
    }
  }

  onClose(connection: RoomConnection): void {
    // This runtime leaves the other side's closing unanswered, and a browser waits for the answer.
    guarded("answer to a close", () => connection.close(1000, "bye"));
    guarded("close", () => this.#room?.disconnected(adapt(connection)));
  }

  onError(connection: RoomConnection, error: unknown): void {
    logError("socket", error);
    this.onClose(connection);
  }

  async onAlarm(): Promise<void> {
    const userId = this.#shelf?.get("user") ?? null;
    if (userId !== null) await this.#roomOf(userId)?.alarm();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const claims = claimsOf(request);
    const room = claims === null ? null : this.#roomOf(claims.userId);
    if (claims === null || room === null) return new Response(null, { status: 403 });
    return answered(() => room, claims.userId, request);
  }
}

const adapt = (connection: RoomConnection): Connection => ({
  id: connection.id,
  get state() {
    return connection.state as ConnectionState | null;
  },
  setState: (state) => void connection.setState(state),
  send: (text) => guarded("send", () => connection.send(text)),
  close: (code, reason) => guarded("close", () => connection.close(code, reason)),
});
