import { DurableObject } from "cloudflare:workers";
import { database } from "../../db/client.ts";
import { liveStore } from "../../db/live-store.ts";
import { liveAsk } from "../../live/asks.ts";
import type { Cockpit, CockpitClaims } from "../../live/host.ts";
import { LiveRoom } from "../../live/room.ts";
import type { LiveStore } from "../../live/store.ts";
import type { Ask } from "../../workbook/asks.ts";
import { systemClock, type Clock } from "../../workbook/clock.ts";
import type { Releases } from "../../workbook/releases.ts";
import { askWorkbook, claimsOf, guarded, logError } from "../inside.ts";
import { releases as shipped } from "../releases.ts";
import type { Env } from "./env.ts";
import { reachOf } from "./reach.ts";

/** What a cockpit's socket remembers through hibernation. */
interface Attachment {
  readonly id: string;
  readonly claims: CockpitClaims;
  readonly strays: number;
}

/**
 * A live session's Durable Object on Cloudflare: sockets, storage and an alarm around a `LiveRoom`. Everything here
 * is wiring; what happens is in `party/live/`.
 */
export class Live extends DurableObject<Env> {
  /** Tests put their own in before the first event. */
  clock: Clock = systemClock;
  store: LiveStore = liveStore(database(this.env.DB));
  releases: Releases = shipped;
  learner = (userId: string, question: Ask): Promise<{ status: number; body: unknown }> =>
    askWorkbook(reachOf(this.env), userId, question);
  #room: LiveRoom | null = null;
  /** Read anew after every change: each answer of forty people asks for them several times. */
  #sockets: readonly WebSocket[] | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // Answered by the platform without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  room(): LiveRoom {
    this.#room ??= new LiveRoom({
      liveId: this.ctx.id.name ?? "",
      keep: {
        all: () => this.ctx.storage.kv.list(),
        put: (key, value) => this.ctx.storage.kv.put(key, value),
        delete: (key) => void this.ctx.storage.kv.delete(key),
      },
      store: this.store,
      releases: { at: (version) => this.releases.at(version), newest: () => this.releases.newest() },
      clock: { now: () => this.clock.now() },
      cockpits: () => this.#open(),
      learner: (userId, question) => this.learner(userId, question),
      setAlarm: (at) => void this.ctx.storage.setAlarm(at),
      waitUntil: (work) => this.ctx.waitUntil(work),
      wipe: () => this.#wipe(),
    });
    return this.#room;
  }

  async #wipe(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#room = null;
  }

  #open(): Cockpit[] {
    this.#sockets ??= this.ctx.getWebSockets();
    return this.#sockets.filter((socket) => socket.readyState === WebSocket.OPEN).map(adapt);
  }

  override async fetch(request: Request): Promise<Response> {
    try {
      if (request.headers.get("Upgrade")?.toLowerCase() === "websocket") return this.#accept(request);
      const { status, body } = await this.room().ask(liveAsk.parse(await request.json()));
      return Response.json(body, { status });
    } catch (error) {
      logError("request", error);
      return Response.json(
        { error: { code: "unavailable", message: "Try again in a moment" } },
        { status: 503 },
      );
    }
  }

  #accept(request: Request): Response {
    const claims = claimsOf<CockpitClaims>(request);
    if (claims === null) return new Response(null, { status: 403 });
    const pair = new WebSocketPair();
    this.ctx.acceptWebSocket(pair[1]);
    this.#sockets = null;
    pair[1].serializeAttachment({ id: crypto.randomUUID(), claims, strays: 0 } satisfies Attachment);
    guarded("connect", () => this.room().connect(adapt(pair[1])));
    return new Response(null, { status: 101, webSocket: pair[0] });
  }

  override webSocketMessage(socket: WebSocket): void {
    guarded("message", () => this.room().message(adapt(socket)));
  }

  override webSocketClose(socket: WebSocket): void {
    this.#sockets = null;
    // The runtime leaves the other side's closing unanswered, and a browser waits for the answer.
    guarded("answer to a close", () => socket.close(1000, "bye"));
    guarded("close", () => this.room().disconnected());
  }

  override webSocketError(_socket: WebSocket, error: unknown): void {
    this.#sockets = null;
    logError("socket", error);
  }

  override async alarm(): Promise<void> {
    await this.room().alarm();
  }
}

function adapt(socket: WebSocket): Cockpit {
  const attachment = () => socket.deserializeAttachment() as Attachment | null;
  return {
    get id() {
      return attachment()?.id ?? "";
    },
    get claims() {
      return attachment()?.claims ?? null;
    },
    get strays() {
      return attachment()?.strays ?? 0;
    },
    setStrays(many) {
      const present = attachment();
      if (present !== null) socket.serializeAttachment({ ...present, strays: many } satisfies Attachment);
    },
    send: (text) => guarded("send", () => socket.send(text)),
    close: (code, reason) => guarded("close", () => socket.close(code, reason)),
  };
}
