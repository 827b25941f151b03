import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What people with a cheap phone and a bad signal have: Lighthouse's "slow 4G". */
export const slow4g = { roundTripMs: 150, downBytesPerMs: 1_600 / 8, upBytesPerMs: 750 / 8 } as const;

export interface Line {
  /** The server's address at this end. */
  readonly url: string;
  slow(on: boolean): void;
  stop(): Promise<void>;
}

/** So small that connections share the line as packets do. */
const packetBytes = 1_400;

/** One direction, shared by every connection: packets leave one after another, and each is a while on its way. */
class Direction {
  readonly #bytesPerMs: number;
  #freeAt = 0;

  constructor(bytesPerMs: number) {
    this.#bytesPerMs = bytesPerMs;
  }

  /** @returns milliseconds until it is there */
  take(bytes: number): number {
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + bytes / this.#bytesPerMs;
    return this.#freeAt - now + slow4g.roundTripMs / 2;
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A slow line before a server, for whatever a page opens through it: documents, sockets, its service worker's
 * requests, all of which the browser's own throttling does not slow.
 */
export async function openLine(origin: string): Promise<Line> {
  const { port } = new URL(origin);
  const [up, down] = [new Direction(slow4g.upBytesPerMs), new Direction(slow4g.downBytesPerMs)];
  const sockets = new Set<Socket>();
  let isSlow = false;

  function carry(from: Socket, to: Socket, direction: Direction): void {
    let way = isSlow ? sleep(slow4g.roundTripMs / 2) : Promise.resolve();
    from.on("data", (data: Buffer) => {
      for (let at = 0; at < data.length; at += packetBytes) {
        const packet = data.subarray(at, at + packetBytes);
        const ms = isSlow ? direction.take(packet.length) : 0;
        const there = ms === 0 ? Promise.resolve() : sleep(ms);
        way = way.then(() => there).then(() => void to.write(packet));
      }
    });
    from.on("end", () => void (way = way.then(() => void to.end())));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      void way.then(() => to.destroy());
    });
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: "127.0.0.1", port: Number(port), allowHalfOpen: true });
    for (const one of [near, far]) sockets.add(one.setNoDelay(true));
    carry(near, far, up);
    carry(far, near, down);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    slow: (on) => void (isSlow = on),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
