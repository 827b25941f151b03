import { exports } from "cloudflare:workers";
import type { ClientFrame } from "../../shared/protocol/client.ts";
import type { Event, ServerFrame, ServerFrameOf } from "../../shared/protocol/server.ts";

/* For tests only: a raw client of the public protocol, and nothing else. */

export const origin = "https://dreamtree.test";

export const fetchWorker = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new Request(`${origin}${path}`, init));

/** As the page sends it: same origin, JSON. */
export const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetchWorker(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Origin: origin, "Content-Type": "application/json", ...headers },
  });

export const cookieIn = (response: Response): string =>
  (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";

/** An address of its own, so that what is counted per network is not counted against other tests. */
export const fromElsewhere = (): Record<string, string> => ({
  "CF-Connecting-IP": [...crypto.getRandomValues(new Uint8Array(4))].join("."),
});

/** Every cookie that a response sets, as a browser would send them back. */
export const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0] ?? "")
    .join("; ");

/** Begins as the tap on Begin does. */
export async function begin(): Promise<{ userId: string; cookie: string }> {
  const response = await post("/api/session", {});
  if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
  const { userId } = await response.json<{ userId: string }>();
  return { userId, cookie: cookieIn(response) };
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

const patienceMs = 8_000;

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
    socket.accept();
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
    await this.closed().catch(() => undefined);
  }
}

export type UpgradeHeaders = Record<string, string>;

export const upgrade = (path: string, headers: UpgradeHeaders): Promise<Response> =>
  fetchWorker(path, { headers: { Upgrade: "websocket", ...headers } });

export async function connect(cookie: string, more: UpgradeHeaders = {}, path = "/ws"): Promise<Client> {
  const response = await upgrade(path, { Origin: origin, Cookie: cookie, ...more });
  if (response.webSocket === null) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  return new Client(response.webSocket, crypto.randomUUID());
}
