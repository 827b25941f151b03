import type { ControlKind } from "./worker/control.ts";
import { Socket } from "./socket.ts";

/** One object of the bare control. */
export class Controlled {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(origin: URL, kind: ControlKind, name: string): Promise<Controlled> {
    return new Controlled(await Socket.open(new URL(`/${kind}/${name}`, origin)));
  }

  /** Sends as many bytes as a reply has, gets as many as its answer has. @returns milliseconds */
  async insert({ replyBytes, answerBytes }: { replyBytes: number; answerBytes: number }): Promise<number> {
    const sent = this.#socket.send(`${answerBytes} `.padEnd(replyBytes, "r"));
    return (await this.#socket.next()).at - sent;
  }

  close(): void {
    this.#socket.close();
  }
}
