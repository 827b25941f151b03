import { moduleIdOf } from "../../../shared/content/where.ts";
import { hasPassed, position } from "../../../shared/engine/position.ts";
import type { Stay } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { Settled } from "../../../shared/live/tally.ts";
import type { Presence } from "../../../shared/live/attention.ts";
import type { Status } from "../../live/status.ts";
import type { Connections } from "../connections.ts";
import type { Journal } from "../journal/journal.ts";
import type { Learner } from "../learner.ts";
import { positionOf } from "../wire.ts";

/** What has happened since the last status that arrived. */
export interface Since {
  readonly took: Readonly<Record<string, number>>;
  readonly edits: number;
  readonly typed: boolean;
  readonly savedAt: string | null;
}

/** What a status says beside the learner's own state. */
export interface Beside extends Since {
  readonly hand: boolean;
}

/** How a learner stands in a session: where they are, how far, whether they are here. Nothing they wrote. */
export function statusOf(
  learner: Learner,
  journal: Journal,
  connections: Connections,
  [participantId, { modules }]: readonly [string, Stay],
  { took, edits, typed, savedAt, hand }: Beside,
): Status {
  const { stem, state } = learner;
  const { inside, last } = partOf(stem, modules);
  const settled: Record<string, Settled> = {};
  for (const [id, answer] of state.answers) {
    if (inside.has(id)) settled[id] = answer.skipped && !answer.erased ? "skipped" : "answered";
  }
  const waiting = position(stem, state);
  const here = waiting !== null && modules.includes(moduleIdOf(waiting)) ? waiting : null;
  const sockets = connections.owners().flatMap(({ state: own }) => (own.helloed ? [own] : []));
  const draft = here === null ? null : journal.drafts.of(here.id);
  return {
    participantId,
    position: positionOf(here),
    private: here?.private === true,
    arrivedAt: learner.arrivedAt,
    settled,
    done: here === null && hasPassed(stem, state.frontier, last),
    presence: presenceOf(sockets.map(({ presence }) => presence)),
    typed,
    hand,
    unsent: draft !== null && draft.value !== null,
    savedAt,
    took: Object.fromEntries(Object.entries(took).filter(([key]) => stem.byKey.has(key))),
    edits,
  };
}

interface Part {
  /** The session's questions. */
  readonly inside: ReadonlySet<string>;
  /** Where the last of them stands in the stem; −1 where there is none. */
  readonly last: number;
}
/** A status is made with every answer, and these never change. */
const parts = new WeakMap<Stem, Map<string, Part>>();

function partOf(stem: Stem, modules: readonly string[]): Part {
  const known = parts.get(stem) ?? new Map<string, Part>();
  parts.set(stem, known);
  const key = modules.join();
  const found = known.get(key);
  if (found !== undefined) return found;
  const own = stem.placements.filter((block) => modules.includes(moduleIdOf(block)));
  const made = {
    inside: new Set(own.map(({ id }) => id)),
    last: Math.max(-1, ...own.map(({ id }) => stem.indexOf.get(id) ?? -1)),
  };
  known.set(key, made);
  return made;
}

/** Of several devices the liveliest counts; whoever types is active, and that is all anybody hears of it. */
function presenceOf(sockets: readonly ("active" | "idle" | "away" | "typing")[]): Presence {
  if (sockets.length === 0) return "offline";
  if (sockets.some((one) => one === "active" || one === "typing")) return "active";
  return sockets.includes("idle") ? "idle" : "away";
}
