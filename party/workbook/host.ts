import type { StatusAnswer } from "../live/asks.ts";
import type { Status } from "../live/status.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connections.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal/journal.ts";
import type { Releases } from "./releases.ts";
import type { LearnerStore } from "./store.ts";

/** What a host gives a learner's object (`party/hosts/`). */
export interface RoomHost {
  readonly userId: string;
  readonly journal: Journal;
  readonly store: LearnerStore;
  readonly releases: Releases;
  readonly clock: Clock;
  readonly faults: Faults;
  /** The live objects of the sessions this learner is in (issue 6). */
  readonly live: {
    status(liveId: string, status: Status): Promise<StatusAnswer>;
    left(liveId: string, participantId: string): Promise<void>;
  };
  connections(): Iterable<Connection>;
  /** The one alarm of the object (design section 4). */
  setAlarm(at: number): void;
  /** Resolves when what was written is durable. */
  settled(): Promise<void>;
  /** Resolves when what was sent beside it has left as well: a turn of the event loop later. */
  left(): Promise<void>;
  /** Keeps the object alive until the work is done. */
  waitUntil(work: Promise<unknown>): void;
  /** Deletes everything that the object holds, for good. */
  wipe(): Promise<void>;
  /** Ends this instance, once what it has written is durable; the next event starts another from the log. */
  restart(reason: string): void;
}
