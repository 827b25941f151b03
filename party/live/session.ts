import type { CockpitSession, Star } from "../../shared/protocol/live.ts";
import type { Facilitator, Pace } from "../../shared/protocol/room.ts";
import type { KnownFacilitator } from "./asks.ts";

/** What a live object keeps of its session. */
export interface KeptSession {
  readonly title: string;
  readonly modules: readonly string[];
  readonly mode: "self" | "guided";
  readonly waitingRoom: boolean;
  /** Whoever opened it stands first. */
  readonly facilitators: readonly KnownFacilitator[];
  readonly openedAt: string;
  /** The accounts of learners who were taken out, or turned away. */
  readonly removed?: readonly string[];
  /** The invitations of co-facilitators that were used, and by whom. */
  readonly invited?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly codeUntil: string;
  readonly link: string;
  readonly pace: Pace | null;
  readonly stars: readonly Star[];
  /** When a facilitator was last here, milliseconds since 1970. */
  readonly attendedAt: number;
  readonly endedAt: string | null;
  readonly keptUntil: string | null;
  /** What has not been told yet of the end, or of a removal: D1, and learners' objects. */
  readonly owesStore: boolean;
  readonly owes: readonly Owed[];
}

export interface Owed {
  readonly participantId: string;
  readonly userId: string;
  readonly stage: "removed" | "ended";
}

/** Who may see, as learners' objects are told it. */
export const seeing = ({ facilitators }: KeptSession) => ({
  facilitators: facilitators.map(named),
  accounts: facilitators.map(({ userId }) => userId),
});

const named = ({ name, domain }: KnownFacilitator): Facilitator => ({ name, domain });

export function cockpitSessionOf(
  liveId: string,
  session: KeptSession,
  contentVersion: number,
  now: string,
): CockpitSession {
  const { title, modules, mode, waitingRoom, openedAt, code, link, codeUntil } = session;
  const isGood = codeUntil > now;
  return {
    liveId,
    title,
    modules: [...modules],
    mode,
    facilitators: session.facilitators.map(named),
    waitingRoom,
    openedAt,
    code: isGood ? code : null,
    link: isGood ? link : null,
    expiresAt: isGood ? codeUntil : null,
    contentVersion,
  };
}
