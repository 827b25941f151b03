import type { Database } from "../db/client.ts";
import type { Gates } from "../gate/gate.ts";
import type { Peppers } from "../keys/peppers.ts";
import type { LiveAsk } from "../live/asks.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { Ask } from "../workbook/asks.ts";
import type { Releases } from "../workbook/releases.ts";
import type { Variables } from "./environment.ts";

/** What a host gives the HTTP app: no feature below knows which host it runs on. */
export interface Services {
  readonly db: Database;
  readonly releases: Releases;
  readonly variables: Variables;
  readonly peppers: Peppers;
  readonly workbook: {
    /** Hands an authenticated upgrade to the learner's object. */
    upgrade(request: Request, userId: string, claims: string): Promise<Response>;
    ask(userId: string, question: Ask): Promise<{ status: number; body: unknown }>;
    /** Closes the sockets of one session (within a second): it has ended, 4401. */
    endSession(userId: string, sessionId: string): Promise<void>;
    /** The session goes on with another token: its sockets close 1012, and come again with that. */
    renewSession(userId: string, sessionId: string): Promise<void>;
  };
  readonly live: {
    /** Hands a facilitator's upgrade to the live object. */
    upgrade(request: Request, liveId: string, claims: string): Promise<Response>;
    ask(liveId: string, question: LiveAsk): Promise<{ status: number; body: unknown }>;
  };
  readonly gates: Gates;
  /** Where sockets are on this host, as routes: `:userId` where it takes the room from the address. */
  readonly sockets: {
    readonly owner: "/ws" | "/parties/main/:userId";
    readonly cockpit: "/ws/live/:liveId" | "/parties/live/:liveId";
    /** Where the host takes the room from the address: that of a session, and whom it is about, `?observe=`. */
    readonly observe: "/ws/observe/:participantId" | "/parties/live/:liveId";
  };
  /** Null where nobody carries letters: then what needs one says so plainly. */
  readonly mailer: Mailer | null;
  /** In development the letters that were sent, for `/outbox`. */
  readonly outbox: Outbox | null;
  /** What `legal.md` lacks, as a sentence; while it lacks something nobody is answered. */
  legalGap(): Promise<string | null>;
  page(request: Request): Promise<Response>;
}
