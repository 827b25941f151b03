import type { Star } from "../../shared/protocol/live.ts";
import type { Audience } from "./audience.ts";
import type { LiveHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import type { Seat } from "./seats.ts";
import { seeing } from "./session.ts";
import { matrixAfter, waitingOf } from "./view.ts";

/** Who hears of what: the facilitators by their sockets, the learners by their objects. */
export class Telling {
  readonly #host: LiveHost;
  readonly #kept: Kept;
  readonly #audience: Audience;

  /** The advice as it was last sent. */
  #paceSent = "null";

  constructor(host: LiveHost, kept: Kept, audience: Audience) {
    this.#host = host;
    this.#kept = kept;
    this.#audience = audience;
  }

  rows(): void {
    if (this.#audience.isEmpty) return;
    this.#audience.rows(this.#kept.members());
    this.#reached();
  }

  waiting(): void {
    this.#audience.send({ t: "waiting", members: waitingOf(this.#kept.seats) });
  }

  session(): void {
    const { session } = this.#kept;
    if (session !== null) this.#audience.send({ t: "session", session: this.#kept.cockpitSession(session) });
  }

  pace(): void {
    const pace = this.#kept.pace();
    this.#paceSent = JSON.stringify(pace);
    this.#audience.send({ t: "pace", pace });
  }

  /** How many have come to where the facilitator points. */
  #reached(): void {
    if (JSON.stringify(this.#kept.pace()) !== this.#paceSent) this.pace();
  }

  stars(stars: readonly Star[]): void {
    this.#kept.update({ stars });
    this.#audience.send({ t: "stars", stars: [...stars] });
  }

  /** One learner is further, or came for the first time. */
  progress(before: Seat, after: Seat): void {
    if (this.#audience.isEmpty) return;
    if (before.stage === "waiting") this.waiting();
    const row = this.#kept.member(after.participantId);
    if (row !== null) this.#audience.row(row);
    const { seats, questions } = this.#kept;
    const changed =
      before.status === null ? this.#kept.matrix() : matrixAfter(seats, questions, before, after);
    if (changed !== null) this.#audience.send({ t: "matrix", ...changed });
    this.#reached();
  }

  /** Somebody is not in the room any more; nothing of theirs stays on anybody's screen. */
  gone({ participantId, stage }: Seat): void {
    if (stage === "waiting") return this.waiting();
    const all = this.#kept.session?.stars ?? [];
    const stars = all.filter((star) => star.participantId !== participantId);
    if (stars.length < all.length) {
      this.stars(stars);
      const { store, liveId } = this.#host;
      this.#host.waitUntil(store.unstar(liveId, participantId, null).catch(() => undefined));
    }
    this.rows();
    this.#audience.send({ t: "matrix", ...this.#kept.matrix() });
  }

  /**
   * Who may see, and the pace. Nobody waits for it: whoever is not reached hears it with the answer to their next status.
   * @param left what to do with whoever is not in the room: that they had left was lost on its way
   */
  learners(left: (participantId: string) => void): void {
    const { session, seats } = this.#kept;
    if (session === null) return;
    const { liveId } = this.#host;
    const told = { liveId, ...seeing(session), pace: this.#kept.pace() };
    for (const { userId, participantId } of seats) {
      const telling = this.#host.learner(userId, { ask: "live_told", ...told }).then(
        ({ status }) => (status === 404 || status === 401 ? left(participantId) : undefined),
        () => undefined,
      );
      this.#host.waitUntil(telling);
    }
  }
}
