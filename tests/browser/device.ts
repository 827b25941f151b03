import type { WireBlock } from "../../shared/content/block.ts";
import type { OperationFrame } from "../../shared/protocol/client.ts";
import type { Event, ServerFrame } from "../../shared/protocol/server.ts";

/** An operation on its way: kept until it is acked or refused for good. */
interface Waiting {
  readonly frame: OperationFrame;
}

/**
 * A learner's device as somebody else might write it, from `protocol.md` alone: a socket that comes back, an
 * outbox that resends with the same `opId`, and what the server said.
 */
export class Device {
  readonly #url: string;
  readonly #cookie: string;
  readonly #id = crypto.randomUUID();
  readonly #outbox: Waiting[] = [];
  readonly #changed = new Set<() => void>();
  #socket: WebSocket | null = null;
  #path: string | null = null;
  #epoch: string | null = null;
  #lastSeq = 0;
  /** Operations that were acked, with the last number of their events. */
  readonly acked = new Map<string, number>();
  /** Operations that were refused for good, with the code and the path. */
  readonly refused = new Map<string, string>();
  /** Refusals that will pass, in the order in which they came. */
  readonly put: Extract<ServerFrame, { t: "nack" }>[] = [];
  /** What was last said of D1. */
  store: "ok" | "degraded" = "ok";
  /** Every event in the order in which it was told. */
  readonly told: Event[] = [];
  /** Everything up to here was told as saved. */
  savedSeq = 0;
  /** The whole snapshot has come. */
  complete = false;
  readonly answers = new Map<string, { rev: number; value: unknown; skipped: boolean }>();
  /** The placement that was sent last and that nobody has answered. */
  waiting: WireBlock | null = null;

  constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  get unsent(): number {
    return this.#outbox.length;
  }

  /** Connects, and tries again until the server is there. */
  async connect(): Promise<void> {
    for (;;) {
      const socket = await this.#open();
      if (socket === null) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      this.#socket = socket;
      socket.send(
        JSON.stringify({
          t: "hello",
          v: 1,
          deviceId: this.#id,
          epoch: this.#epoch,
          lastSeq: this.#lastSeq,
          zone: "UTC",
        }),
      );
      return;
    }
  }

  async #open(): Promise<WebSocket | null> {
    this.#path ??= await socketPathAt(this.#url, this.#cookie).catch(() => null);
    const path = this.#path;
    if (path === null) return null;
    return new Promise((resolve) => {
      const headers = { cookie: this.#cookie, origin: this.#url };
      // Node's own WebSocket takes headers, of which the browser's types know nothing.
      const socket = new WebSocket(`${this.#url.replace("http", "ws")}${path}`, {
        headers,
      } as unknown as string[]);
      socket.addEventListener("open", () => resolve(socket));
      socket.addEventListener("error", () => resolve(null));
      socket.addEventListener("message", ({ data }) => this.#hear(socket, String(data)));
      socket.addEventListener("close", () => {
        if (this.#socket === socket) this.#socket = null;
        this.#tell();
      });
    });
  }

  get connected(): boolean {
    return this.#socket !== null;
  }

  send(frame: OperationFrame): void {
    this.#outbox.push({ frame });
    this.#socket?.send(JSON.stringify(frame));
  }

  close(): void {
    this.#socket?.close();
  }

  /** Resolves when `is` holds, looked at after every frame; false when it does not within the time. */
  until(is: () => boolean, withinMs = 45_000): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (met: boolean) => {
        clearTimeout(timer);
        this.#changed.delete(look);
        resolve(met);
      };
      const look = () => (is() ? end(true) : undefined);
      const timer = setTimeout(() => end(is()), withinMs);
      this.#changed.add(look);
      look();
    });
  }

  #tell(): void {
    for (const look of Array.from(this.#changed)) look();
  }

  #hear(socket: WebSocket, text: string): void {
    if (socket !== this.#socket && this.#socket !== null) return;
    if (!text.startsWith("{")) return;
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.t === "welcome") {
      this.#epoch = frame.epoch;
      this.savedSeq = Math.max(this.savedSeq, frame.savedSeq);
      if (frame.mode === "snapshot") this.#lastSeq = frame.headSeq;
      for (const { frame: own } of this.#outbox) socket.send(JSON.stringify(own));
    } else if (frame.t === "snapshot") {
      frame.items.forEach((event) => this.#apply(event));
      this.complete = frame.part === frame.of;
    } else if (frame.t === "events") {
      frame.items.forEach((event) => this.#apply(event));
      this.#lastSeq = Math.max(this.#lastSeq, frame.to);
    } else if (frame.t === "saved") this.savedSeq = Math.max(this.savedSeq, frame.seq);
    else if (frame.t === "status") this.store = frame.store;
    else if (frame.t === "ack") {
      this.acked.set(frame.opId, frame.seq);
      this.#forget(frame.opId);
    } else if (frame.t === "nack" && frame.opId !== null) this.#refused(socket, frame.opId, frame);
    this.#tell();
  }

  #refused(socket: WebSocket, opId: string, nack: Extract<ServerFrame, { t: "nack" }>): void {
    if (!nack.retryable) {
      this.refused.set(opId, `${nack.code} ${nack.path ?? ""}: ${nack.message}`);
      return this.#forget(opId);
    }
    this.put.push(nack);
    // A lost socket sends it again by itself.
    setTimeout(() => {
      const waiting = this.#outbox.find(({ frame }) => frame.opId === opId);
      if (waiting !== undefined && this.#socket === socket) socket.send(JSON.stringify(waiting.frame));
    }, nack.retryAfterMs ?? 1000);
  }

  #forget(opId: string): void {
    const at = this.#outbox.findIndex(({ frame }) => frame.opId === opId);
    if (at >= 0) this.#outbox.splice(at, 1);
  }

  #apply(event: Event): void {
    this.told.push(event);
    if (event.kind === "block" && event.block.type !== "content" && !this.answers.has(event.block.id)) {
      this.waiting = event.block;
    }
    if (event.kind === "answer" || event.kind === "answer_edited") {
      const { blockId, rev, value, skipped } = event;
      if ((this.answers.get(blockId)?.rev ?? -1) <= rev) this.answers.set(blockId, { rev, value, skipped });
      if (this.waiting?.id === blockId) this.waiting = null;
    }
  }
}

/** Where this learner's socket is, which is the host's to say (protocol section 1). */
async function socketPathAt(url: string, cookie: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, { headers: { Cookie: cookie } });
  return ((await response.json()) as { socket: string }).socket;
}

/** A new learner on this server, by the cookie of their session. */
export async function newLearnerAt(url: string): Promise<{ userId: string; cookie: string; socket: string }> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url },
    body: "{}",
  });
  const { userId, socket } = (await response.json()) as { userId: string; socket: string };
  return { userId, socket, cookie: response.headers.get("Set-Cookie")?.split(";")[0] ?? "" };
}
