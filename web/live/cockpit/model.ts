import type {
  Cell,
  CockpitFrame,
  CockpitSession,
  Member,
  Star,
  Tally,
  Waiting,
} from "../../../shared/protocol/live.ts";
import type { Pace } from "../../../shared/protocol/room.ts";

/** A room as its facilitator's screen has it. */
export interface Cockpit {
  readonly session: CockpitSession;
  readonly members: ReadonlyMap<string, Member>;
  readonly waiting: readonly Waiting[];
  /** By exercise. */
  readonly matrix: Readonly<Record<string, Tally>>;
  /** By question. */
  readonly prompts: Readonly<Record<string, Tally>>;
  /** By participant, then by exercise. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  readonly pace: Pace | null;
  readonly stars: readonly Star[];
  readonly ended: { readonly endedAt: string; readonly keptUntil: string } | null;
}

/** The room after a frame; nothing before the first `live_welcome`, which every new socket begins with. */
export function folded(room: Cockpit | null, frame: CockpitFrame): Cockpit | null {
  if (frame.t === "live_welcome") {
    const { session, members, waiting, matrix, prompts, cells, pace, stars } = frame;
    return { session, members: byId(members), waiting, matrix, prompts, cells, pace, stars, ended: null };
  }
  if (room === null) return null;
  switch (frame.t) {
    case "rows": {
      const members = new Map([...room.members, ...byId(frame.members)]);
      for (const id of frame.gone) members.delete(id);
      return { ...room, members };
    }
    case "waiting":
      return { ...room, waiting: frame.members };
    case "matrix":
      return {
        ...room,
        matrix: { ...room.matrix, ...frame.matrix },
        prompts: { ...room.prompts, ...frame.prompts },
        cells: withCells(room.cells, frame.cells),
      };
    case "pace":
      return { ...room, pace: frame.pace };
    case "stars":
      return { ...room, stars: frame.stars };
    case "session":
      return { ...room, session: frame.session };
    case "ended":
      return { ...room, ended: { endedAt: frame.endedAt, keptUntil: frame.keptUntil } };
    case "nack":
      return room;
  }
}

const byId = (members: readonly Member[]) => new Map(members.map((one) => [one.participantId, one]));

function withCells(before: Cockpit["cells"], changed: Cockpit["cells"]): Cockpit["cells"] {
  const after = { ...before };
  for (const [id, cells] of Object.entries(changed)) after[id] = { ...before[id], ...cells };
  return after;
}

export type Order = "name" | "place" | "time";

/** Whoever needs somebody, the first first. */
export const needing = ({ members }: Cockpit): Member[] =>
  [...members.values()]
    .filter(({ needs }) => needs !== null)
    .toSorted((a, b) => b.weight - a.weight || byName(a, b));

/** Everybody else, as the facilitator wants them sorted. */
export function others({ members }: Cockpit, order: Order): Member[] {
  const rest = [...members.values()].filter(({ needs }) => needs === null);
  if (order === "place") return rest.toSorted((a, b) => placeOf(a) - placeOf(b) || byName(a, b));
  if (order === "time") return rest.toSorted((a, b) => a.since.localeCompare(b.since) || byName(a, b));
  return rest.toSorted(byName);
}

const byName = (a: Member, b: Member) => a.alias.localeCompare(b.alias, "en");
const placeOf = ({ position, done }: Member) => (done ? Infinity : (position?.sequence ?? -1));

/** "1.3.2" of a member's place; null outside the session's modules. */
export const exerciseOf = ({ position }: Member): string | null =>
  position === null ? null : `${position.part}.${position.module}.${position.exercise}`;

/** The exercise that most of the room is in; null while nobody is in any. */
export function busiest({ members }: Cockpit): string | null {
  const counts = new Map<string, number>();
  for (const member of members.values()) {
    const id = exerciseOf(member);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return (
    [...counts].toSorted(
      (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en", { numeric: true }),
    )[0]?.[0] ?? null
  );
}

export const isHere = ({ presence }: Member): boolean => presence !== "offline";
