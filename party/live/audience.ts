import { cockpitFrame, type CockpitFrame, type Member } from "../../shared/protocol/live.ts";
import { closeCodes } from "../../shared/protocol/codes.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Cockpit, LiveHost } from "./host.ts";

/**
 * The facilitators' sockets, read anew each time. Every frame is parsed out of its schema before it leaves: what has
 * no field there cannot leak.
 */
export class Audience {
  readonly #host: LiveHost;
  /** The rows as they were last sent, by participant. */
  #sent = new Map<string, string>();

  constructor(host: LiveHost) {
    this.#host = host;
  }

  get isEmpty(): boolean {
    return [...this.#host.cockpits()].length === 0;
  }

  send(frame: CockpitFrame, only?: Cockpit): void {
    const text = JSON.stringify(cockpitFrame.parse(frame));
    for (const cockpit of only === undefined ? this.#host.cockpits() : [only]) cockpit.send(text);
  }

  /** What has changed of the roster since it was last sent. */
  rows(members: readonly Member[]): void {
    const now = new Map(members.map((row) => [row.participantId, JSON.stringify(row)]));
    const changed = members.filter(
      ({ participantId }) => this.#sent.get(participantId) !== now.get(participantId),
    );
    const gone = [...this.#sent.keys()].filter((id) => !now.has(id));
    this.#sent = now;
    if (changed.length > 0 || gone.length > 0) this.send({ t: "rows", members: changed, gone });
  }

  /** One row, where it has changed. Whatever the change means for the others comes with the next look at the clock. */
  row(member: Member): void {
    const text = JSON.stringify(member);
    if (this.#sent.get(member.participantId) === text) return;
    this.#sent.set(member.participantId, text);
    this.send({ t: "rows", members: [member], gone: [] });
  }

  /** A newcomer has been sent the whole roster: the others are not sent it again. */
  greeted(members: readonly Member[]): void {
    if (this.#sent.size > 0) return;
    this.#sent = new Map(members.map((row) => [row.participantId, JSON.stringify(row)]));
  }

  /** A cockpit acts over HTTP: whatever its socket sends is refused, and the third ends it. */
  stray(cockpit: Cockpit): void {
    const strays = cockpit.strays + 1;
    cockpit.setStrays(strays);
    console.warn(JSON.stringify({ code: "live_refused", what: "frame", strays }));
    this.send({ t: "nack", code: "readonly", message: "You can watch here, not write" }, cockpit);
    if (strays >= limits.malformedFrames) cockpit.close(closeCodes.malformed, "a cockpit only watches");
  }

  close(
    code: keyof typeof closeCodes,
    reason: string,
    which: (cockpit: Cockpit) => boolean = () => true,
  ): void {
    for (const cockpit of this.#host.cockpits()) if (which(cockpit)) cockpit.close(closeCodes[code], reason);
  }
}
