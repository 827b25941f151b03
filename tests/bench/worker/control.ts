import { DurableObject } from "cloudflare:workers";

interface Env {
  readonly DB: D1Database;
  readonly CONTROL: DurableObjectNamespace<Control>;
}

/**
 * `/sqlite/<name>` and `/d1/<name>` open a socket to that object; `/relay/<name>` to one that passes on what it hears to
 * everybody at `/room/bench`.
 */
export type ControlKind = "sqlite" | "d1";
const roomName = "bench";

/**
 * The bare control: what a reply cannot do without. It inserts one row into its SQLite, and in the second
 * kind one row into D1, and answers with a frame of the size that the frame asks for.
 */
export class Control extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, value TEXT NOT NULL)");
  }

  override async fetch(request: Request): Promise<Response> {
    const [, kind, name] = new URL(request.url).pathname.split("/");
    if (kind === "heard") return this.#tellAll(await request.text());
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.serializeAttachment({ kind, name });
    return new Response(null, { status: 101, webSocket: client });
  }

  /** `<id> <bytes to tell> <anything>`, as another object has passed it on. */
  #tellAll(message: string): Response {
    this.ctx.storage.sql.exec("INSERT INTO rows (value) VALUES (?)", message);
    const [id = "", bytes = ""] = message.split(" ");
    for (const socket of this.ctx.getWebSockets())
      socket.send(`${id} `.padEnd(Number.parseInt(bytes, 10), "x"));
    return new Response();
  }

  /** A frame is `<bytes of the answer> <anything>`. */
  override async webSocketMessage(socket: WebSocket, message: string): Promise<void> {
    this.ctx.storage.sql.exec("INSERT INTO rows (value) VALUES (?)", message);
    const { kind, name } = socket.deserializeAttachment() as { kind: ControlKind | "relay"; name: string };
    if (kind === "relay") {
      const room = this.env.CONTROL.getByName(roomName);
      await (await room.fetch("https://object/heard", { method: "POST", body: message })).text();
      return;
    }
    if (kind === "d1") await this.#insert(name, message);
    socket.send("x".repeat(Number.parseInt(message, 10)));
  }

  async #insert(name: string, message: string): Promise<void> {
    // An object may have slept since the last one: a count of its own would begin again.
    const stemId = crypto.getRandomValues(new Uint32Array(1))[0];
    const at = new Date().toISOString();
    await this.env.DB.prepare(
      `INSERT INTO "control_responses" ("id", "user_id", "stem_id", "prompt_id", "exercise_id", "activity_id",
         "response_text", "op_n", "rev", "responded_at", "created_at", "updated_at")
       VALUES (?1, ?2, ?3, 1, '1.1.1', '1', ?4, ?3, 1, ?5, ?5, ?5)`,
    )
      .bind(crypto.randomUUID(), name, stemId, message, at)
      .run();
  }
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const [, , name = ""] = new URL(request.url).pathname.split("/");
    return env.CONTROL.getByName(name).fetch(request);
  },
} satisfies ExportedHandler<Env>;
