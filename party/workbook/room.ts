import type { Stem } from "../../shared/engine/stem.ts";
import {
  isOperation,
  parseClientFrame,
  type ClientFrame,
  type OperationFrame,
} from "../../shared/protocol/client.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { Alarm } from "./alarm.ts";
import { Alerts } from "./alerts.ts";
import { answerAsk, type Ask } from "./asks.ts";
import {
  close,
  Connections,
  send,
  type Claims,
  type Connection,
  type ConnectionState,
} from "./connections.ts";
import { Flusher } from "./flusher.ts";
import { keepDraft } from "./handlers/draft.ts";
import { greet } from "./handlers/hello.ts";
import { sendHistory } from "./handlers/history.ts";
import { sendNack } from "./handlers/nack.ts";
import { tell, tellPresence } from "./handlers/tell.ts";
import type { RoomHost } from "./host.ts";
import { Learner, type Committed } from "./learner.ts";
import { loadFromD1 } from "./load.ts";
import { Queue } from "./queue.ts";
import { FrameRate, OperationRate } from "./rate.ts";

/** An acked operation reaches D1 within this time even if the object dies right after the ack. */
const safetyNetMs = 5_000;
const busyRetryMs = 500;
/** Hellos ask D1 for the active release at most this often. */
const askEveryMs = 10_000;

/** What observers may send; all else is `readonly`, before any handler runs (rule 8). */
const observersMay = new Set(["hello", "history", "presence"]);

/**
 * A learner's conversation: the sockets of every device, one queue of operations, and the flush to D1. Knows
 * nothing of the host it runs on.
 */
export class Room {
  readonly #host: RoomHost;
  readonly #queue = new Queue();
  readonly #rate = new OperationRate();
  readonly #frames = new FrameRate();
  readonly #connections: Connections;
  readonly #flusher: Flusher;
  readonly #alarm: Alarm;
  readonly #alerts: Alerts;
  #learner: Learner | null = null;
  #savedSeq = 0;
  #activeVersion: number | null = null;
  #askedAt = 0;

  constructor(host: RoomHost) {
    this.#host = host;
    this.#connections = new Connections(() => host.connections());
    this.#alarm = new Alarm(host.clock, (at) => host.setAlarm(at));
    this.#alerts = new Alerts(host);
    const newestRev = (blockId: string) => this.#learner?.state.answers.get(blockId)?.rev ?? 0;
    this.#flusher = new Flusher(host.journal, host.store, host, newestRev, {
      saved: (seq) => this.#saved(seq),
      store: (store) => {
        this.#connections.toOwners({ t: "status", store });
        if (store === "degraded" && !host.journal.fenced()) this.#alert("store_degraded");
      },
      activeVersion: (version) => this.#isActive(version),
      fenced: () => this.#fenced(),
    });
  }

  connect(connection: Connection, claims: Claims): void {
    const now = this.#host.clock.now();
    if (claims.userId !== this.#host.userId) return close(connection, "forbidden", "not yours");
    connection.setState({
      claims,
      connectedAt: now,
      deviceId: null,
      helloed: false,
      presence: "active",
      malformed: 0,
    });
    this.#evictOver(connection, claims.role);
    this.#rearm();
  }

  /** One socket too many closes the oldest of its kind (protocol section 1). */
  #evictOver(newcomer: Connection, role: Claims["role"]): void {
    const same = role === "owner" ? this.#connections.owners() : this.#connections.observers();
    const max = role === "owner" ? limits.ownerSockets : limits.observers;
    const oldest = same
      .filter(({ connection }) => connection.id !== newcomer.id)
      .sort((a, b) => a.state.connectedAt - b.state.connectedAt);
    for (const { connection } of oldest.slice(0, Math.max(0, same.length - max))) {
      close(connection, "replaced", "opened elsewhere");
    }
  }

  async message(connection: Connection, data: string | ArrayBuffer): Promise<void> {
    const { state } = connection;
    if (state === null) return;
    const now = this.#host.clock.now();
    if (!this.#frames.allows(connection.id, now)) return close(connection, "tooFast", "too many frames");
    if (typeof data !== "string") return this.#malformed(connection, state, null, "", "Frames are text");
    if (data.length > limits.frameBytes || new TextEncoder().encode(data).length > limits.frameBytes) {
      return close(connection, "tooLarge", "a frame is at most 256 KiB");
    }
    const parsed = parseClientFrame(data);
    if (!parsed.ok) return this.#malformed(connection, state, parsed.opId, parsed.path, parsed.message);
    const { frame } = parsed;
    if (state.claims.role === "observer" && !observersMay.has(frame.t)) {
      const opId = isOperation(frame) ? frame.opId : null;
      return sendNack(connection, opId, { code: "readonly", message: "You can watch here, not write" });
    }
    if (isOperation(frame)) {
      const waitMs = this.#rate.take(now);
      if (waitMs > 0) {
        const nack = { code: "rate", message: "A little slower, please" } as const;
        return sendNack(connection, frame.opId, nack, waitMs);
      }
      if (this.#queue.length >= limits.queuedOps) {
        return sendNack(connection, frame.opId, { code: "busy", message: "One moment" }, busyRetryMs);
      }
    }
    await this.#queue.run(() => this.#handle(connection, frame));
  }

  /** Three frames that do not parse end the connection (protocol, close codes). */
  #malformed(
    connection: Connection,
    state: ConnectionState,
    opId: string | null,
    path: string,
    message: string,
  ): void {
    const malformed = state.malformed + 1;
    connection.setState({ ...state, malformed });
    sendNack(connection, opId, { code: "invalid", message, path });
    if (malformed >= limits.malformedFrames) close(connection, "malformed", "frames that cannot be read");
  }

  async #handle(connection: Connection, frame: ClientFrame): Promise<void> {
    if (frame.t === "hello" && frame.v < 1) return close(connection, "clientTooOld", "reload the page");
    if (frame.t === "hello" && frame.v > 1) return close(connection, "serverTooOld", "try again soon");
    if (frame.t !== "hello" && connection.state?.helloed !== true) {
      return close(connection, "noHello", "hello first");
    }
    const learner = await this.#loaded();
    const { state } = connection;
    if (state === null) return;
    if (learner === null) {
      send(connection, { t: "status", store: "degraded" });
      return close(connection, "tryLater", "the store cannot be reached");
    }
    const { journal, clock } = this.#host;
    switch (frame.t) {
      case "hello":
        this.#followRelease();
        connection.setState({ ...state, deviceId: frame.deviceId, helloed: true });
        greet(connection, state.claims, frame, {
          learner,
          journal,
          savedSeq: this.#savedSeq,
          store: this.#flusher.state,
          nowMs: clock.now(),
        });
        tellPresence(this.#connections);
        this.#askForRelease();
        return this.#flush();
      case "reply":
      case "skip":
      case "edit":
      case "visibility":
        return this.#operation(connection, learner, frame);
      case "draft":
        return keepDraft(connection, frame, {
          learner,
          journal,
          connections: this.#connections,
          nowMs: clock.now(),
        });
      case "history":
        return sendHistory(connection, state.claims, frame, { learner, journal });
      case "presence":
        if (state.presence === frame.state) return;
        connection.setState({ ...state, presence: frame.state });
        if (state.claims.role === "owner") tellPresence(this.#connections);
        return;
    }
  }

  #operation(connection: Connection, learner: Learner, frame: OperationFrame): void {
    const now = this.#host.clock.now();
    this.#host.faults.beforeCommit();
    const { claims, deviceId } = connection.state ?? { claims: null, deviceId: null };
    const anonymous = claims?.role === "owner" && claims.anonymous;
    const outcome = learner.run(frame, now, {
      device: deviceId,
      ...("at" in frame && frame.at !== undefined ? { claimedAt: frame.at } : {}),
      maxBytes: anonymous ? limits.anonymousBytes : limits.learnerBytes,
    });
    if (!outcome.ok) return sendNack(connection, frame.opId, outcome.nack);
    this.#host.faults.afterCommit();
    send(connection, { t: "ack", opId: frame.opId, seq: outcome.seq, rev: outcome.rev, dup: outcome.dup });
    if (outcome.committed !== null) this.#spread(learner, outcome.committed);
  }

  /** What follows a commit: every device hears of it, and D1 gets it. */
  #spread(learner: Learner, committed: Committed): void {
    tell(this.#connections, learner, committed);
    this.#alarm.by(this.#host.clock.now() + safetyNetMs);
    this.#flush();
  }

  /** From memory, from the object's own log, or from D1 when that is empty; null while D1 cannot be reached. */
  async #loaded(): Promise<Learner | null> {
    if (this.#learner !== null) return this.#learner;
    const { journal, releases, userId, store, clock } = this.#host;
    const resumed = Learner.resume(journal, releases, userId);
    if (resumed !== null) return this.#adopt(resumed);
    try {
      const loaded = await loadFromD1(userId, journal, store, releases, clock.now());
      if (loaded === null) return null;
      this.#activeVersion = loaded.activeVersion;
      this.#askedAt = clock.now();
      return this.#adopt(loaded.learner);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      console.warn(JSON.stringify({ code: "load_failed", error: name }));
      return null;
    }
  }

  #adopt(learner: Learner): Learner {
    this.#learner = learner;
    const unsaved = this.#host.journal.pending(0)[0];
    this.#savedSeq = unsaved === undefined ? learner.headSeq : unsaved.firstSeq - 1;
    if (learner.n === 0) {
      learner.run({ t: "open", opId: crypto.randomUUID() }, this.#host.clock.now());
    }
    const { releases } = this.#host;
    if (releases.at(learner.stem.version) === undefined) this.#switch(learner, releases.newest());
    return learner;
  }

  disconnected(connection: Connection): void {
    this.#frames.forget(connection.id);
    tellPresence(this.#connections);
  }

  /** Closes the sockets of a session that was signed out. */
  closeSession(sessionId: string): void {
    for (const { connection, state } of this.#connections.owners()) {
      if (state.claims.role === "owner" && state.claims.sessionId === sessionId) {
        close(connection, "unauthenticated", "signed out");
      }
    }
  }

  /** A learner-scoped read or write over HTTP, from the object's own state, D1 or not (protocol section 4). */
  async ask(question: Ask): Promise<{ status: number; body: unknown }> {
    let answer: { status: number; body: unknown } = {
      status: 503,
      body: { error: { code: "unavailable", message: "Try again in a moment" } },
    };
    await this.#queue.run(async () => {
      const learner = await this.#loaded();
      if (learner === null) return;
      const { status, body, committed } = answerAsk(learner, question, this.#host.clock.now());
      answer = { status, body };
      if (committed !== undefined) this.#spread(learner, committed);
    });
    return answer;
  }

  /** Idempotent: may come twice, late, or for nothing. */
  async alarm(): Promise<void> {
    this.#alarm.rang();
    const now = this.#host.clock.now();
    for (const { connection, state } of this.#connections.all()) {
      if (!state.helloed && now - state.connectedAt >= limits.helloWithinMs) {
        close(connection, "noHello", "no hello");
      }
    }
    const { journal, releases, userId } = this.#host;
    const learner = this.#learner ?? Learner.resume(journal, releases, userId);
    if (learner !== null) {
      if (this.#learner === null) this.#adopt(learner);
      await this.#flusher.flush({ userId, epoch: learner.epoch }, { retry: true });
    }
    this.#alerts.deliver();
    this.#rearm();
  }

  /** Everything that is due: a new instance does not know what its alarm was set for. */
  #rearm(): void {
    const now = this.#host.clock.now();
    for (const { state } of this.#connections.all()) {
      if (!state.helloed) this.#alarm.by(Math.max(now + 1_000, state.connectedAt + limits.helloWithinMs));
    }
    const { retryAt } = this.#flusher;
    if (retryAt !== null) this.#alarm.by(retryAt);
    else if (this.#host.journal.pending(0).length > 0) this.#alarm.by(now + safetyNetMs);
  }

  #flush(): void {
    const learner = this.#learner;
    if (learner === null) return;
    const stream = { userId: this.#host.userId, epoch: learner.epoch };
    const flushed = async () => {
      await this.#flusher.flush(stream);
      if (this.#flusher.retryAt !== null) this.#alarm.by(this.#flusher.retryAt);
    };
    this.#host.waitUntil(flushed());
  }

  #saved(seq: number): void {
    this.#savedSeq = seq;
    if (this.#host.journal.fenced()) this.#host.journal.setFenced(false);
    this.#connections.toOwners({ t: "saved", seq });
    this.#alerts.deliver();
  }

  #isActive(version: number): void {
    this.#activeVersion = version;
    this.#askedAt = this.#host.clock.now();
    this.#host.waitUntil(this.#queue.run(() => this.#followRelease()));
  }

  /** At a hello, without holding it up; a flush asks anyway. */
  #askForRelease(): void {
    const now = this.#host.clock.now();
    if (now - this.#askedAt < askEveryMs) return;
    this.#askedAt = now;
    const ask = async () => {
      const version = await this.#host.store.active().catch(() => null);
      if (version !== null) this.#isActive(version);
    };
    this.#host.waitUntil(ask());
  }

  /** Follows the active release between two operations, to a version that this worker carries (decision 28). */
  #followRelease(): void {
    const learner = this.#learner;
    if (learner === null || this.#activeVersion === null || this.#activeVersion === learner.stem.version)
      return;
    const to = this.#host.releases.at(this.#activeVersion);
    if (to !== undefined) this.#switch(learner, to);
  }

  #switch(learner: Learner, to: Stem): void {
    const outcome = learner.switchTo(to, crypto.randomUUID(), this.#host.clock.now());
    if (outcome.ok && outcome.committed !== null) this.#spread(learner, outcome.committed);
  }

  /** Another writer holds our numbers: start again from our own log; where D1 still disagrees, stay degraded. */
  #fenced(): void {
    if (this.#host.journal.fenced()) return;
    this.#host.journal.setFenced(true);
    this.#alert("fenced");
    this.#host.restart("fenced by another writer");
  }

  #alert(code: string): void {
    const pending = this.#learner === null ? 0 : this.#learner.headSeq - this.#savedSeq;
    this.#alerts.raise(code, { pending });
  }
}
