import type { NackCode } from "../protocol/codes.ts";
import type { LogEvent } from "./events.ts";
import type { RowChange } from "./project/rows.ts";
import type { LearnerState } from "./state.ts";

/** What stands where a `conflict` is: an answer, or an instance outside the thread. */
export interface Standing {
  readonly rev: number;
  readonly value: unknown;
  readonly skipped: boolean;
  readonly onlyMe: boolean;
  readonly respondedAt: string;
  readonly device: string | null;
}

export interface Nack {
  readonly code: NackCode;
  readonly message: string;
  readonly path?: string;
  readonly current?: Standing;
}
export type Decision =
  | {
      ok: true;
      events: readonly LogEvent[];
      state: LearnerState;
      rev: number | null;
      /** Row changes that no event tells: envelopes that are put by (decision 34). */
      rows?: readonly RowChange[];
      /** Earlier values that come with it (decision 30). */
      revisions?: readonly {
        readonly key: string;
        readonly rev: number;
        readonly value: unknown;
        readonly device: null;
        readonly at: string;
      }[];
      /** Unsent work that goes with it. */
      drops?: "sealed drafts";
    }
  | { ok: false; nack: Nack };

export const refuse = (code: NackCode, message: string, more: Partial<Nack> = {}): Decision => ({
  ok: false,
  nack: { code, message, ...more },
});
