import type { KnownFacilitator } from "./asks.ts";

/** A session's row as it begins. */
export interface OpenedSession {
  readonly id: string;
  readonly by: KnownFacilitator;
  readonly title: string;
  readonly modules: readonly string[];
  readonly mode: "self" | "guided";
  readonly waitingRoom: boolean;
  readonly codeKey: string;
  readonly codeUntil: string;
  readonly openedAt: string;
}

/** What a live object writes to D1: all that is the facilitators' (docs/decisions/0035). */
export interface LiveStore {
  /** @returns false where the code is another session's */
  open(session: OpenedSession): Promise<boolean>;
  code(liveId: string, codeKey: string, codeUntil: string): Promise<boolean>;
  facilitate(liveId: string, who: KnownFacilitator, now: string): Promise<void>;
  star(
    liveId: string,
    star: { participantId: string; blockId: string; by: string; at: string },
  ): Promise<void>;
  unstar(liveId: string, participantId: string, blockId: string | null): Promise<void>;
  ownNote(liveId: string, note: { id: string; by: string; text: string; at: string }): Promise<void>;
  /** @returns false where there is no such note of this session's */
  dropOwnNote(liveId: string, id: string): Promise<boolean>;
  /** The code is no good any more, and the report is kept until then. */
  end(liveId: string, endedAt: string, keepUntil: string): Promise<void>;
}
