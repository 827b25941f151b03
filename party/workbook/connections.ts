import type { ServerFrame } from "../../shared/protocol/server.ts";
import { closeCodes } from "../../shared/protocol/codes.ts";
import { limits } from "../../shared/protocol/limits.ts";

/** What the worker says of a connection; only the worker can reach the object (platform 1.6). */
export type Claims =
  | { role: "owner"; userId: string; sessionId: string; label: string; anonymous: boolean }
  | {
      role: "observer";
      userId: string;
      participantId: string;
      /** The login session of whoever watches: it ends, and so do they. */
      sessionId: string;
      name: string;
      modules: string[];
      sinceSeq: number;
      /** Answers from before then are not shared, whatever brings them (SPEC LI3). ISO 8601. */
      since: string;
    };

/** Bytes that whoever sends this may have kept (decision 10). */
export function roomFor(claims: Claims | null): number {
  return claims?.role === "owner" && claims.anonymous ? limits.anonymousBytes : limits.learnerBytes;
}

/** What an object remembers of a connection through hibernation. Written at connect; role and claims never change. */
export interface ConnectionState {
  readonly claims: Claims;
  readonly connectedAt: number;
  readonly deviceId: string | null;
  readonly helloed: boolean;
  /** The time zone its hello named: kept with the socket alone (decision 15). */
  readonly zone: string | null;
  readonly presence: "active" | "idle" | "away" | "typing";
  /** Frames that did not parse: the third closes 4400. */
  readonly malformed: number;
}

/** A socket as the host gives it. */
export interface Connection {
  readonly id: string;
  readonly state: ConnectionState | null;
  setState(state: ConnectionState): void;
  send(text: string): void;
  close(code: number, reason: string): void;
}

export const send = (connection: Connection, frame: ServerFrame): void =>
  connection.send(JSON.stringify(frame));

/** A reason is at most 123 bytes (protocol section 2). */
export function close(connection: Connection, code: keyof typeof closeCodes, reason: string): void {
  const bytes = new TextEncoder().encode(reason).slice(0, limits.closeReasonBytes);
  connection.close(
    closeCodes[code],
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replace(/\uFFFD+$/, ""),
  );
}

/** The sockets of one learner's object, read anew each time: a counter would not survive hibernation. */
export class Connections {
  readonly #list: () => Iterable<Connection>;

  constructor(list: () => Iterable<Connection>) {
    this.#list = list;
  }

  all(): { connection: Connection; state: ConnectionState }[] {
    return [...this.#list()].flatMap((connection) =>
      connection.state === null ? [] : [{ connection, state: connection.state }],
    );
  }

  owners(): { connection: Connection; state: ConnectionState }[] {
    return this.all().filter(({ state }) => state.claims.role === "owner");
  }

  observers(): { connection: Connection; state: ConnectionState }[] {
    return this.all().filter(({ state }) => state.claims.role === "observer");
  }

  /** To every owner device that has said hello, but for one. */
  toOwners(frame: ServerFrame, except?: string): void {
    const text = JSON.stringify(frame);
    for (const { connection, state } of this.owners()) {
      if (state.helloed && connection.id !== except) connection.send(text);
    }
  }
}
