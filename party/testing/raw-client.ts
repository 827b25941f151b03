import type { ClientFrame } from "../../shared/protocol/client.ts";
import type { Event, ServerFrame, ServerFrameOf } from "../../shared/protocol/server.ts";

/* For tests only: a raw client of the public protocol, over any WebSocket. */

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** Long: machines are busy, and what waits for this has failed. */
const patienceMs = 20_000;

/** One socket. Frames are kept until somebody asks for them. */
export class Client {
  readonly deviceId: string;
  readonly socket: WebSocket;
  /** Everything that came, in order. */
  readonly frames: ServerFrame[] = [];
  readonly texts: string[] = [];
  #taken = 0;
  #closed: Closed | null = null;
  #listeners = new Set<() => void>();

  constructor(socket: WebSocket, deviceId: string) {
    this.socket = socket;
    this.deviceId = deviceId;
    socket.addEventListener("message", ({ data }) => {
      const message = String(data);
      this.texts.push(message);
      if (message !== "pong") this.frames.push(JSON.parse(message) as ServerFrame);
      this.#changed();
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.#closed = { code, reason };
      this.#changed();
    });
    socket.addEventListener("error", () => this.#changed());
    // In workerd a socket is to be accepted; elsewhere it is open.
    if ("accept" in socket) socket.accept();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Waits until `find` returns something; asked again whenever something happens. */
  async until<T>(what: string, find: () => T | undefined): Promise<T> {
    const found = find();
    if (found !== undefined) return found;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        const last = this.frames.slice(-6).map((frame) => JSON.stringify(frame).slice(0, 200));
        reject(
          new Error(
            `${what}: not within ${patienceMs} ms; closed ${JSON.stringify(this.#closed)}; last frames\n${last.join("\n")}`,
          ),
        );
      }, patienceMs);
      const listener = () => {
        const now = find();
        if (now === undefined) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(now);
      };
      this.#listeners.add(listener);
    });
  }

  send(frame: ClientFrame | object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The next frame of this kind after the one that was taken last; the ones between are passed over. */
  async next<T extends ServerFrame["t"]>(
    t: T,
    like: (frame: ServerFrameOf<T>) => boolean = () => true,
  ): Promise<ServerFrameOf<T>> {
    return this.until(`a frame ${t}`, () => {
      for (let i = this.#taken; i < this.frames.length; i += 1) {
        const frame = this.frames[i] as ServerFrameOf<T> | undefined;
        if (frame?.t !== t || !like(frame)) continue;
        this.#taken = i + 1;
        return frame;
      }
      return undefined;
    });
  }

  /** Passes over everything that has come so far. */
  skipAll(): void {
    this.#taken = this.frames.length;
  }

  all<T extends ServerFrame["t"]>(t: T): ServerFrameOf<T>[] {
    return this.frames.filter((frame): frame is ServerFrameOf<T> => frame.t === t);
  }

  get events(): Event[] {
    return this.all("events").flatMap((frame) => frame.items);
  }

  async closed(): Promise<Closed> {
    return this.until("a close", () => this.#closed ?? undefined);
  }

  get isClosed(): boolean {
    return this.#closed !== null;
  }

  /** Answered by the platform. Also shows that everything the server had sent before is here. */
  async ping(): Promise<void> {
    const before = this.texts.filter((one) => one === "pong").length;
    this.socket.send("ping");
    await this.until("pong", () =>
      this.texts.filter((one) => one === "pong").length > before ? true : undefined,
    );
  }

  async hello(
    known: { epoch?: string | null; lastSeq?: number; v?: number } = {},
  ): Promise<ServerFrameOf<"welcome">> {
    this.send({
      t: "hello",
      v: 1,
      deviceId: this.deviceId,
      epoch: null,
      lastSeq: 0,
      zone: "Europe/Berlin",
      ...known,
    });
    return this.next("welcome");
  }

  /** Hello, and everything that answers it. */
  async ready(): Promise<ServerFrameOf<"welcome">> {
    const welcome = await this.hello();
    await this.next("snapshot", (frame) => frame.part === frame.of);
    await this.next("presence");
    return welcome;
  }

  /** Sends an operation and waits for its answer. */
  async operate(
    frame: { t: string; opId?: string } & Record<string, unknown>,
  ): Promise<ServerFrameOf<"ack"> | ServerFrameOf<"nack">> {
    const opId = frame.opId ?? crypto.randomUUID();
    const from = this.frames.length;
    this.send({ ...frame, opId });
    return this.until(`an answer to ${frame.t}`, () =>
      this.frames
        .slice(from)
        .find(
          (one): one is ServerFrameOf<"ack"> | ServerFrameOf<"nack"> =>
            (one.t === "ack" || one.t === "nack") && one.opId === opId,
        ),
    );
  }

  reply(blockId: string, value: unknown, more: object = {}) {
    return this.operate({ t: "reply", blockId, value, ...more });
  }

  skip(blockId: string, scope?: string) {
    return this.operate({ t: "skip", blockId, ...(scope === undefined ? {} : { scope }) });
  }

  edit(blockId: string, baseRev: number, value: unknown, more: object = {}) {
    return this.operate({ t: "edit", blockId, baseRev, value, ...more });
  }

  /** Until the events up to `seq` are here. */
  async heard(seq: number): Promise<void> {
    await this.until(`events up to ${seq}`, () =>
      this.frames.some(
        (one) => (one.t === "events" && one.to >= seq) || (one.t === "welcome" && one.headSeq >= seq),
      )
        ? true
        : undefined,
    );
  }

  /** Until D1 has everything up to `seq`. */
  async saved(seq: number): Promise<void> {
    await this.until(`saved ${seq}`, () =>
      this.frames.some(
        (one) => (one.t === "saved" && one.seq >= seq) || (one.t === "welcome" && one.savedSeq >= seq),
      )
        ? true
        : undefined,
    );
  }

  async close(): Promise<void> {
    if (this.#closed !== null) return;
    try {
      this.socket.close(1000, "bye");
    } catch {
      // Gone already.
    }
    await this.closed();
  }
}
