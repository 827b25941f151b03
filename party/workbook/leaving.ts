import type { Reply } from "./asks/reply.ts";
import { close, type Connections } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import type { RoomHost } from "./host.ts";

const deadlineMs = 5_000;
const retryMs = 60_000;

const unavailable: Reply = {
  status: 503,
  body: { error: { code: "unavailable", message: "Try again in a moment" } },
};

/**
 * The end of an account (decision 36): sockets close, D1 forgets the learner, then the object does. Once it is
 * begun nothing is answered from here any more, and whatever dies, the alarm goes on with it until it is done.
 */
export class Leaving {
  readonly #host: RoomHost;
  readonly #connections: Connections;
  readonly #wakeBy: (at: number) => void;

  constructor(host: RoomHost, connections: Connections, wakeBy: (at: number) => void) {
    this.#host = host;
    this.#connections = connections;
    this.#wakeBy = wakeBy;
  }

  get begun(): boolean {
    return this.#host.journal.leaving();
  }

  /** What there is, by table, and what the object holds beside it. */
  async receipt(): Promise<Reply> {
    const { journal, store, userId } = this.#host;
    try {
      const tables = await withDeadline(store.counts(userId), deadlineMs);
      return { status: 200, body: { tables, object: { ...journal.counts(), bytes: journal.bytes() } } };
    } catch {
      return unavailable;
    }
  }

  /** @returns the receipt: 200 when everything is gone, 202 when D1 could not be told yet and is told later */
  async begin(): Promise<Reply> {
    const receipt = await this.receipt();
    if (receipt.status !== 200) return receipt;
    this.#host.journal.setLeaving();
    const done = await this.#finish();
    const body = { ...(receipt.body as object), pending: !done };
    return { status: done ? 200 : 202, body };
  }

  async retry(): Promise<void> {
    await this.#finish();
  }

  async #finish(): Promise<boolean> {
    const { store, userId, clock } = this.#host;
    for (const { connection } of this.#connections.all()) {
      close(connection, "unauthenticated", "this account is gone");
    }
    try {
      await withDeadline(store.deleteAccount(userId), deadlineMs);
      await this.#host.wipe();
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      console.warn(JSON.stringify({ code: "leaving_failed", error: name }));
      this.#wakeBy(clock.now() + retryMs);
      return false;
    }
  }
}
