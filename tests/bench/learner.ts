import type { WireBlock } from "../../shared/content/block.ts";
import type { Event, ServerFrame } from "../../shared/protocol/server.ts";
import { Answers } from "./answers.ts";
import type { Random } from "./random.ts";
import { Socket } from "./socket.ts";

/** One reply, in milliseconds from its sending. */
export interface Turn {
  /** The `ack` was here. */
  readonly ackMs: number;
  /** The next blocks were here too. */
  readonly turnMs: number;
  /** D1 had it; null where nobody waited for that. */
  readonly savedMs: number | null;
  readonly replyBytes: number;
  /** `ack` and the events together. */
  readonly answerBytes: number;
}

let learners = 0;

/** A learner with a session of their own, who answers whatever the conversation waits for. */
export class Learner {
  readonly #origin: URL;
  readonly #answers: Answers;
  readonly #deviceId: string;
  #cookie = "";
  #socket: Socket | null = null;
  #savedSeq = 0;
  userId = "";
  waiting: WireBlock | null = null;
  headSeq = 0;

  private constructor(origin: URL, chance: Random) {
    this.#origin = origin;
    this.#answers = new Answers(chance);
    this.#deviceId = crypto.randomUUID();
  }

  /** Through the door: a session, its cookie, a socket, and the first turn. */
  static async begin(origin: URL, chance: Random): Promise<Learner> {
    const learner = new Learner(origin, chance);
    learners += 1;
    const response = await fetch(new URL("/api/session", origin), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: origin.origin,
        // Each from an address of their own: a counter of one source would grow long.
        "CF-Connecting-IP": `10.${(learners >> 16) & 255}.${(learners >> 8) & 255}.${learners & 255}`,
      },
      body: "{}",
    });
    if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
    const { userId } = (await response.json()) as { userId: string };
    learner.userId = userId;
    learner.#cookie = (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
    await learner.connect();
    return learner;
  }

  /** As the page does it. @throws what the server refuses */
  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.#origin), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: this.#origin.origin,
        Cookie: this.#cookie,
        "Idempotency-Key": crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Another socket of theirs: a cockpit's. */
  socketTo(path: string): Promise<Socket> {
    return Socket.open(new URL(path, this.#origin), { Cookie: this.#cookie, Origin: this.#origin.origin });
  }

  get #open(): Socket {
    if (this.#socket === null) throw new Error("there is no socket");
    return this.#socket;
  }

  /** Opens a socket as a device that knows nothing. @returns when the waiting block was here, in ms from the start */
  async connect(): Promise<{ firstBlockMs: number; bytes: number }> {
    const start = performance.now();
    const headers = { Cookie: this.#cookie, Origin: this.#origin.origin };
    this.#socket = await Socket.open(new URL("/ws", this.#origin), headers);
    this.#open.send(
      JSON.stringify({ t: "hello", v: 1, deviceId: this.#deviceId, epoch: null, lastSeq: 0, zone: "UTC" }),
    );
    let position: string | null = null;
    for (let bytes = 0; ;) {
      const { text, at } = await this.#open.next();
      bytes += text.length;
      const frame = JSON.parse(text) as ServerFrame;
      if (frame.t === "welcome") {
        position = frame.position?.blockId ?? null;
        this.headSeq = frame.headSeq;
        this.#savedSeq = frame.savedSeq;
      }
      if (frame.t !== "snapshot") continue;
      this.#take(frame.items);
      if (frame.part < frame.of) continue;
      if (this.waiting?.id !== position) throw new Error(`the snapshot has no block ${position}`);
      return { firstBlockMs: at - start, bytes };
    }
  }

  close(): void {
    this.#open.close();
    this.#socket = null;
  }

  #take(events: readonly Event[]): void {
    for (const event of events) {
      this.headSeq = Math.max(this.headSeq, event.seq);
      if (event.kind === "answer" && event.blockId === this.waiting?.id) this.waiting = null;
      if (event.kind === "block" && event.block.type !== "content") this.waiting = event.block;
    }
  }

  #frame(blockId: string, value: unknown): string {
    return JSON.stringify({ t: "reply", opId: crypto.randomUUID(), blockId, value });
  }

  /** Answers the waiting block. */
  async reply(options: { untilSaved: boolean }): Promise<Turn> {
    const block = this.waiting;
    if (block === null) throw new Error("the workbook is at its end");
    const frame = this.#frame(block.id, this.#answers.to(block));
    const socket = this.#open;
    const sent = socket.send(frame);
    let ackMs = Number.NaN;
    let turnMs = Number.NaN;
    let savedMs: number | null = null;
    let answerBytes = 0;
    while (Number.isNaN(turnMs) || (options.untilSaved && savedMs === null)) {
      const { text, at } = await socket.next();
      const message = JSON.parse(text) as ServerFrame;
      switch (message.t) {
        case "ack":
          ackMs = at - sent;
          answerBytes += text.length;
          break;
        case "events":
          if (Number.isNaN(ackMs)) break;
          turnMs = at - sent;
          answerBytes += text.length;
          this.#take(message.items);
          break;
        case "saved":
          this.#savedSeq = message.seq;
          if (!Number.isNaN(turnMs) && message.seq >= this.headSeq) savedMs = at - sent;
          break;
        case "nack":
          throw new Error(`${block.id}: ${message.code}, ${message.message} (${message.path ?? ""})`);
        default:
          break;
      }
    }
    return { ackMs, turnMs, savedMs, replyBytes: frame.length, answerBytes };
  }

  /** Until D1 has everything. @returns when that was */
  async saved(): Promise<number> {
    while (this.#savedSeq < this.headSeq) {
      const { text, at } = await this.#open.next();
      const message = JSON.parse(text) as ServerFrame;
      if (message.t !== "saved") continue;
      this.#savedSeq = message.seq;
      if (this.#savedSeq >= this.headSeq) return at;
    }
    return performance.now();
  }

  /** Answers text questions one after another, eight at a time in the air, to have a long thread soon. */
  async answerMany(blockIds: readonly string[], inTheAir = 8): Promise<void> {
    const socket = this.#open;
    let [sent, acked] = [0, 0];
    while (acked < blockIds.length) {
      for (; sent < blockIds.length && sent - acked < inTheAir; sent += 1) {
        socket.send(this.#frame(blockIds[sent] ?? "", "A short line, so that a long thread has room."));
      }
      const message = JSON.parse((await socket.next()).text) as ServerFrame;
      if (message.t === "nack") throw new Error(`${message.code}: ${message.message}`);
      if (message.t === "ack") acked += 1;
      if (message.t === "events") this.#take(message.items);
      if (message.t === "saved") this.#savedSeq = message.seq;
    }
    // The last ack's events are still to come.
    while (this.waiting === null || blockIds.includes(this.waiting.id)) {
      const message = JSON.parse((await socket.next()).text) as ServerFrame;
      if (message.t === "events") this.#take(message.items);
      if (message.t === "saved") this.#savedSeq = message.seq;
    }
    await this.saved();
  }
}
