import type { Ask } from "../workbook/asks.ts";
import type { Clock } from "../workbook/clock.ts";
import type { Releases } from "../workbook/releases.ts";
import type { LiveStore } from "./store.ts";

/** What the worker says of a cockpit's socket. */
export interface CockpitClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/** A facilitator's socket as the host gives it. */
export interface Cockpit {
  readonly id: string;
  readonly claims: CockpitClaims | null;
  /** Frames that are none of a cockpit's: kept with the socket through hibernation. */
  readonly strays: number;
  setStrays(many: number): void;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** What a live object keeps of its own. */
export interface LiveKeep {
  all(): Iterable<readonly [key: string, value: unknown]>;
  put(key: string, value: unknown): void;
  delete(key: string): void;
}

/** What a host gives a live object (`party/hosts/`). */
export interface LiveHost {
  readonly liveId: string;
  readonly keep: LiveKeep;
  readonly store: LiveStore;
  readonly releases: Releases;
  readonly clock: Clock;
  cockpits(): Iterable<Cockpit>;
  /** Asks the object of a learner. */
  learner(userId: string, question: Ask): Promise<{ status: number; body: unknown }>;
  setAlarm(at: number): void;
  waitUntil(work: Promise<unknown>): void;
  wipe(): Promise<void>;
}
