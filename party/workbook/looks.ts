import type { LearnerState } from "../../shared/engine/state.ts";
import type { OwnOperation } from "../../shared/engine/own.ts";
import { isoTime } from "./clock.ts";
import type { Claims } from "./connections.ts";

/** Whoever comes back within this time is still having the same look. */
const sameLookMs = 10 * 60_000;

type Observer = Extract<Claims, { role: "observer" }>;
type Looked = Extract<OwnOperation, { t: "looked" }>;

/** An observer has said hello: a look begins, or the last one goes on; null where it is open already. */
export function lookBegins(state: LearnerState, claims: Observer, nowMs: number): Looked | null {
  const { name: who, modules } = claims;
  const same = [...state.looks].findLast(
    ([, look]) => look.what === "thread" && look.who === who && look.modules.join() === modules.join(),
  );
  const opId = crypto.randomUUID();
  const isRecent =
    same !== undefined && (same[1].until === null || nowMs - Date.parse(same[1].until) < sameLookMs);
  if (!isRecent) {
    return {
      t: "looked",
      opId,
      lookId: crypto.randomUUID(),
      who,
      what: "thread",
      modules,
      since: isoTime(nowMs),
      until: null,
    };
  }
  const [lookId, look] = same;
  return look.until === null
    ? null
    : { t: "looked", opId, lookId, who, what: "thread", modules, since: look.since, until: null };
}

/** The last socket of an observer has gone. */
export function lookEnds(state: LearnerState, claims: Observer, nowMs: number): Looked | null {
  const { name: who, modules } = claims;
  const open = [...state.looks].findLast(
    ([, look]) =>
      look.what === "thread" &&
      look.who === who &&
      look.until === null &&
      look.modules.join() === modules.join(),
  );
  if (open === undefined) return null;
  const [lookId, { since }] = open;
  const opId = crypto.randomUUID();
  return { t: "looked", opId, lookId, who, what: "thread", modules, since, until: isoTime(nowMs) };
}
