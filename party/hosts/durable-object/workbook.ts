import { Server, type Connection as PartyConnection, type ConnectionContext } from "partyserver";
import { learnerStore } from "../../db/learner-store.ts";
import { systemClock, type Clock } from "../../workbook/clock.ts";
import type { Connection, ConnectionState } from "../../workbook/connections.ts";
import { noFaults, type Faults } from "../../workbook/faults.ts";
import { SqliteJournal } from "../../workbook/journal/sqlite.ts";
import type { RoomHost } from "../../workbook/host.ts";
import { Room } from "../../workbook/room.ts";
import type { LearnerStore } from "../../workbook/store.ts";
import type { Releases } from "../../workbook/releases.ts";
import { answered, claimsOf, guarded, liveFor, logError } from "../inside.ts";
import { releases as shipped } from "../releases.ts";
import type { Env } from "./env.ts";
import { reachOf } from "./reach.ts";

/**
 * A learner's Durable Object on Cloudflare: partyserver's sockets around a `Room`. Everything here is wiring;
 * what happens is in `party/workbook/`.
 */
export class Workbook extends Server<Env> {
  static override options = { hibernate: true };

  /** Tests put their own in before the first event. */
  faults: Faults = noFaults;
  clock: Clock = systemClock;
  store: LearnerStore = learnerStore(this.env.DB);
  releases: Releases = shipped;
  live: RoomHost["live"] = liveFor(reachOf(this.env));
  #room: Room | null = null;
  readonly #adapted = new WeakMap<WebSocket, Connection>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // Answered by the platform without waking the object; partyserver never sets it (platform 1.4).
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  room(): Room {
    this.#room ??= new Room({
      userId: this.name,
      journal: new SqliteJournal(this.ctx.storage),
      store: {
        load: (userId) => this.store.load(userId),
        flush: (batch) => this.store.flush(batch),
        active: () => this.store.active(),
        foreign: (userId, rows) => this.store.foreign(userId, rows),
        counts: (userId) => this.store.counts(userId),
        deleteAccount: (userId) => this.store.deleteAccount(userId),
        alert: (userId, alert) => this.store.alert(userId, alert),
      },
      releases: { at: (version) => this.releases.at(version), newest: () => this.releases.newest() },
      clock: { now: () => this.clock.now() },
      faults: {
        beforeCommit: () => this.faults.beforeCommit(),
        afterCommit: () => this.faults.afterCommit(),
        beforeFlush: () => this.faults.beforeFlush(),
        afterD1: () => this.faults.afterD1(),
      },
      live: {
        status: (liveId, status) => this.live.status(liveId, status),
        left: (liveId, participantId) => this.live.left(liveId, participantId),
      },
      connections: () => this.#open(),
      setAlarm: (at) => void this.ctx.storage.setAlarm(at),
      settled: () => this.ctx.storage.sync(),
      left: () => this.#left(),
      waitUntil: (work) => this.ctx.waitUntil(work),
      wipe: () => this.#wipe(),
      // An abort throws away what is not on disk yet.
      restart: (reason) => void this.ctx.storage.sync().then(() => this.ctx.abort(reason)),
    });
    return this.#room;
  }

  /**
   * The commit is durable, and a turn of the event loop has passed in which what was sent beside it begins to leave.
   * The runtime gives none but a timer's, of about 1 ms: it runs while the commit is written, not after it.
   */
  async #left(): Promise<void> {
    await Promise.all([this.ctx.storage.sync(), new Promise<void>((resolve) => setImmediate(resolve))]);
  }

  /** No abort: the answer that tells of it is still to leave. What comes after finds an empty log. */
  async #wipe(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#room = null;
  }

  /** The open sockets. partyserver reads what each is from its attachment, every time: once is enough. */
  #open(): Connection[] {
    const open = this.ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
    if (open.some((socket) => !this.#adapted.has(socket))) {
      for (const connection of this.getConnections<ConnectionState>()) this.#connectionOf(connection);
    }
    return open.flatMap((socket) => this.#adapted.get(socket) ?? []);
  }

  #connectionOf(connection: PartyConnection): Connection {
    const known = this.#adapted.get(connection);
    if (known !== undefined) return known;
    const adapted = adapt(connection as PartyConnection<ConnectionState>);
    this.#adapted.set(connection, adapted);
    return adapted;
  }

  /** The same once more: a socket that was adapted is partyserver's, and this instance has started. */
  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    return this.#adapted.has(socket)
      ? this.onMessage(socket as PartyConnection, message)
      : super.webSocketMessage(socket, message);
  }

  override async onStart(): Promise<void> {
    this.room().wake(await this.ctx.storage.getAlarm());
  }

  override getConnectionTags(_connection: PartyConnection, { request }: ConnectionContext): string[] {
    const claims = claimsOf(request);
    return claims === null ? [] : [claims.role === "owner" ? "r:owner" : "r:observer"];
  }

  // partyserver sends what these throw to the client, and under hibernation it does not await `onMessage`
  // (platform 1.6): nothing may leave them.
  override onConnect(connection: PartyConnection, { request }: ConnectionContext): void {
    const claims = claimsOf(request);
    if (claims === null) return connection.close(4403, "not yours");
    guarded("connect", () => this.room().connect(this.#connectionOf(connection), claims));
  }

  override async onMessage(connection: PartyConnection, message: string | ArrayBuffer): Promise<void> {
    try {
      await this.room().message(this.#connectionOf(connection), message);
    } catch (error) {
      logError("message", error);
      // The client cannot know whether its operation was committed: a new socket resends it with the same id.
      connection.close(1011, "try again");
    }
  }

  override onClose(connection: PartyConnection): void {
    guarded("close", () => this.room().disconnected(this.#connectionOf(connection)));
  }

  override onError(_connection: PartyConnection, error: unknown): void {
    logError("socket", error);
  }

  override async onAlarm(): Promise<void> {
    await this.room().alarm();
  }

  override onRequest(request: Request): Promise<Response> {
    return answered(() => this.room(), this.name, request);
  }
}

const adapt = (connection: PartyConnection<ConnectionState>): Connection => ({
  id: connection.id,
  get state() {
    return connection.state as ConnectionState | null;
  },
  setState: (state) => void connection.setState(state),
  send: (text) => guarded("send", () => connection.send(text)),
  close: (code, reason) => guarded("close", () => connection.close(code, reason)),
});
