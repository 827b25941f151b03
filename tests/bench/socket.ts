/** A frame and when it came, in milliseconds of `performance.now()`, before anything was done with it. */
export interface Arrival {
  readonly text: string;
  readonly at: number;
}

/** A WebSocket that is awaited: `next()` gives the frames one by one, in order. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #arrived: Arrival[] = [];
  #waiting: { take(arrival: Arrival): void; fail(error: Error): void } | null = null;
  #ended: Error | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const arrival = { text: String(data), at: performance.now() };
      if (this.#waiting === null) this.#arrived.push(arrival);
      else this.#waiting.take(arrival);
      this.#waiting = null;
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.#ended = new Error(`the socket was closed: ${code} ${reason}`);
      this.#waiting?.fail(this.#ended);
      this.#waiting = null;
    });
  }

  static open(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Socket> {
    const address = new URL(url);
    address.protocol = "ws:";
    return new Promise((resolve, reject) => {
      // Node's own WebSocket takes headers, of which the browser's types know nothing.
      const socket = new WebSocket(address, { headers } as unknown as string[]);
      const made = new Socket(socket);
      socket.addEventListener("open", () => resolve(made));
      socket.addEventListener("error", () => reject(new Error(`${address.pathname} does not open`)));
    });
  }

  /** @returns when it was sent */
  send(text: string): number {
    const at = performance.now();
    this.#socket.send(text);
    return at;
  }

  next(): Promise<Arrival> {
    const arrival = this.#arrived.shift();
    if (arrival !== undefined) return Promise.resolve(arrival);
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((take, fail) => {
      this.#waiting = { take, fail };
    });
  }

  close(): void {
    this.#socket.close(1000);
  }
}
