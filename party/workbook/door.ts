import { isOperation, parseClientFrame, type ClientFrame } from "../../shared/protocol/client.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import { close, type Claims, type Connection, type Connections } from "./connections.ts";
import { sendNack } from "./handlers/nack.ts";
import { FrameRate, OperationRate } from "./rate.ts";

const busyRetryMs = 500;

/** What observers may send; all else is `readonly`, before any handler runs (rule 8). */
const observersMay = new Set(["hello", "history", "presence"]);

const utf8 = new TextEncoder();

/** In UTF-8, of which a letter of a text takes three bytes at most: few are counted. */
const isLongerThan = (bytes: number, text: string): boolean =>
  text.length > bytes || (text.length * 3 > bytes && utf8.encode(text).length > bytes);

/**
 * What gets in: sockets by whose they are and how many there are, frames by speed, size, shape and role. What does
 * not is answered here and reaches no handler.
 */
export class Door {
  readonly #userId: string;
  readonly #clock: Clock;
  readonly #connections: Connections;
  readonly #queue: { readonly length: number };
  readonly #rate = new OperationRate();
  readonly #frames = new FrameRate();

  constructor(userId: string, clock: Clock, connections: Connections, queue: { readonly length: number }) {
    this.#userId = userId;
    this.#clock = clock;
    this.#connections = connections;
    this.#queue = queue;
  }

  /** @returns whether the socket may stay */
  admit(connection: Connection, claims: Claims): boolean {
    if (claims.userId !== this.#userId) {
      close(connection, "forbidden", "not yours");
      return false;
    }
    connection.setState({
      claims,
      connectedAt: this.#clock.now(),
      deviceId: null,
      helloed: false,
      zone: null,
      presence: "active",
      malformed: 0,
    });
    this.#evictOver(connection, claims.role);
    return true;
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

  /** @returns the frame, or null when it was refused */
  frameOf(connection: Connection, data: string | ArrayBuffer): ClientFrame | null {
    const { state } = connection;
    if (state === null) return null;
    const now = this.#clock.now();
    if (!this.#frames.allows(connection.id, now)) return closed(connection, "tooFast", "too many frames");
    if (typeof data !== "string") return malformed(connection, null, "", "Frames are text");
    if (isLongerThan(limits.frameBytes, data)) {
      return closed(connection, "tooLarge", "a frame is at most 256 KiB");
    }
    const parsed = parseClientFrame(data);
    const isObserver = state.claims.role === "observer";
    if (isObserver && !(parsed.ok && observersMay.has(parsed.frame.t))) {
      console.warn(JSON.stringify({ code: "live_refused", what: "frame of an observer" }));
    }
    if (!parsed.ok) return malformed(connection, parsed.opId, parsed.path, parsed.message);
    const { frame } = parsed;
    if (isObserver && !observersMay.has(frame.t)) {
      const opId = isOperation(frame) ? frame.opId : null;
      sendNack(connection, opId, { code: "readonly", message: "You can watch here, not write" });
      return null;
    }
    return isOperation(frame) && !this.#takes(connection, frame.opId, now) ? null : frame;
  }

  #takes(connection: Connection, opId: string, now: number): boolean {
    const waitMs = this.#rate.take(now);
    if (waitMs > 0) {
      sendNack(connection, opId, { code: "rate", message: "A little slower, please" }, waitMs);
      return false;
    }
    if (this.#queue.length < limits.queuedOps) return true;
    sendNack(connection, opId, { code: "busy", message: "One moment" }, busyRetryMs);
    return false;
  }

  left(connection: Connection): void {
    this.#frames.forget(connection.id);
  }
}

function closed(connection: Connection, code: Parameters<typeof close>[1], reason: string): null {
  close(connection, code, reason);
  return null;
}

/** Three frames that do not parse end the connection (protocol, close codes). */
function malformed(connection: Connection, opId: string | null, path: string, message: string): null {
  const { state } = connection;
  const count = (state?.malformed ?? 0) + 1;
  if (state !== null) connection.setState({ ...state, malformed: count });
  sendNack(connection, opId, { code: "invalid", message, path });
  if (count >= limits.malformedFrames) close(connection, "malformed", "frames that cannot be read");
  return null;
}
