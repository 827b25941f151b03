import type { WireBlock } from "../../shared/content/block.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import { apply } from "../../shared/engine/apply.ts";
import type { LogEvent } from "../../shared/engine/events.ts";
import { practiceKey } from "../../shared/engine/state.ts";
import { withoutPlaces } from "../../shared/engine/told.ts";
import type { Event, ServerFrameOf } from "../../shared/protocol/server.ts";
import { emptyBase, type Base, type StemsFor } from "./base.ts";
import { rebase, type Stems } from "./stemView.ts";

type Welcome = ServerFrameOf<"welcome">;

/** The server's answer to `hello` (rule 6). Null when the delta is for another log. */
export function welcomed(base: Base, welcome: Welcome): Base | null {
  if (welcome.mode === "snapshot") return { ...base, incoming: { welcome, parts: 0, items: [] } };
  // Told to another tab, that has another log than this one.
  if (welcome.epoch !== base.epoch) return null;
  const atHead = { seq: welcome.headSeq, frontier: welcome.frontier };
  const next: Base = { ...base, incoming: null, contentVersion: welcome.contentVersion, atHead };
  return reachHead(savedUpTo({ ...next, savedSeq: 0 }, welcome.savedSeq), base.lastSeq);
}

/** @returns the new base, as it was until the last part is here; null when a part is missing: `hello` again */
export function snapshotPart(
  base: Base,
  frame: ServerFrameOf<"snapshot">,
  stemsFor: StemsFor,
  now: number,
): Base | null {
  if (base.incoming === null) return base;
  const { welcome, parts } = base.incoming;
  if (frame.part !== parts + 1) return frame.part <= parts ? base : null;
  const items = [...base.incoming.items, ...frame.items];
  const settings = frame.state?.settings ?? base.incoming.settings;
  const incoming = { welcome, parts: frame.part, items, ...(settings === undefined ? {} : { settings }) };
  if (frame.part < frame.of) return { ...base, incoming };
  const blank: Base = {
    ...emptyBase(base.userId),
    epoch: welcome.epoch,
    savedSeq: welcome.savedSeq,
    contentVersion: welcome.contentVersion,
    settings: settings ?? base.settings,
    live: base.live,
  };
  // No placement has this id: while a snapshot is folded, nothing moves the frontier but its own end.
  const start = { ...blank, state: { ...blank.state, frontier: "" } };
  const folded = fold(start, items, welcome.headSeq, stemsFor, now);
  const atHead = { seq: welcome.headSeq, frontier: welcome.frontier };
  const { position } = welcome;
  const asked =
    position === null ? folded.asked : { blockId: position.blockId, moduleId: moduleIdOf(position) };
  return reachHead({ ...folded, asked, atHead }, welcome.headSeq);
}

/** @returns null when events are missing before these: `hello` again */
export function eventsArrived(
  base: Base,
  frame: ServerFrameOf<"events">,
  stemsFor: StemsFor,
  now: number,
): Base | null {
  if (frame.to <= base.lastSeq) return base;
  if (frame.from > base.lastSeq + 1) return null;
  const items = frame.items.filter((event) => event.seq > base.lastSeq);
  return fold(base, items, frame.to, stemsFor, now);
}

export function savedUpTo(base: Base, seq: number): Base {
  if (seq <= base.savedSeq) return base;
  const unsaved = new Map([...base.unsaved].filter(([, one]) => one.seq > seq));
  return { ...base, savedSeq: seq, unsaved };
}

/** The same base in another stem: more content is loaded. */
export function refitted(base: Base, stemsFor: StemsFor): Base {
  const stems = stemsFor(base.wire, base.deliveredSequence, base.contentVersion ?? 0);
  if (stems === null) return base;
  const state = rebase(stems, base.state, base.deliveredSequence);
  const wire = [...base.wire].filter(([id]) => !stemsFor.loaded(id));
  if (state === base.state && wire.length === base.wire.size) return base;
  return { ...base, state, wire: wire.length === base.wire.size ? base.wire : new Map(wire) };
}

function fold(base: Base, items: readonly Event[], to: number, stemsFor: StemsFor, now: number): Base {
  const blocks = items.flatMap((event) => (event.kind === "block" ? [event.block] : []));
  const wire = withBlocks(
    base.wire,
    blocks.filter((block) => !stemsFor.loaded(block.id)),
  );
  const furthest = blocks.reduce((max, block) => Math.max(max, block.sequence), base.deliveredSequence);
  const stems = stemsFor(wire, furthest, base.contentVersion ?? 0);
  let next: Base = { ...base, wire };
  if (stems !== null) next = { ...next, state: rebase(stems, base.state, base.deliveredSequence) };
  for (const event of items) {
    if (next.atHead !== null && event.seq > next.atHead.seq) next = reachHead(next, event.seq);
    next = one(next, event, stems, now);
  }
  return reachHead({ ...next, lastSeq: to }, to);
}

function withBlocks(wire: ReadonlyMap<string, WireBlock>, blocks: readonly WireBlock[]) {
  if (blocks.length === 0) return wire;
  const grown = new Map(wire);
  for (const block of blocks) grown.set(block.id, block);
  return grown;
}

/** Where the server said the main line stands, once the fold has reached that event (SPEC HS4). */
function reachHead(base: Base, seq: number): Base {
  if (base.atHead === null || seq < base.atHead.seq) return base;
  const state = { ...base.state, frontier: base.atHead.frontier };
  return { ...base, state, atHead: null };
}

function one(base: Base, event: Event, stems: Stems | null, now: number): Base {
  const context = { at: event.at, n: 0, device: null, contentVersion: base.contentVersion ?? 0 };
  const log = asLogEvent(base, event);
  if (log === null || stems === null) return base;
  const state = apply(stems.engine, base.state, log, context);
  switch (event.kind) {
    case "answer":
    case "answer_edited":
    case "visibility": {
      const opId = "opId" in event ? event.opId : "";
      return unsavedAt({ ...base, state }, event.blockId, opId, event.seq, now);
    }
    case "tool_saved":
    case "tool_deleted":
      return unsavedAt({ ...base, state }, event.instanceId, "", event.seq, now);
    case "practice":
      return unsavedAt({ ...base, state }, practiceKey(event.practice, event.day), "", event.seq, now);
    case "block":
      return asked({ ...base, state }, event.block);
    case "settings":
      return { ...base, state, settings: event.settings };
    default:
      return { ...base, state };
  }
}

function unsavedAt(base: Base, about: string, opId: string, seq: number, since: number): Base {
  if (seq <= base.savedSeq) return base;
  return { ...base, unsaved: new Map(base.unsaved).set(about, { opId, seq, since }) };
}

/** A block of the main line moves its end; the placement at that end is where it waits. */
function asked(base: Base, block: WireBlock): Base {
  const recalls =
    block.recall === undefined ? base.recalls : new Map(base.recalls).set(block.id, block.recall);
  const late = block.sequence < base.deliveredSequence;
  const deliveredSequence = Math.max(base.deliveredSequence, block.sequence);
  if (block.type === "content") return { ...base, recalls, deliveredSequence };
  const frontier = late || base.state.answers.has(block.id) ? base.state.frontier : block.id;
  return {
    ...base,
    recalls,
    deliveredSequence,
    asked: { blockId: block.id, moduleId: moduleIdOf(block) },
    state: { ...base.state, frontier },
  };
}

/** Kinds this client knows; a later server's others change nothing here. */
const known: ReadonlySet<string> = new Set<Event["kind"]>([
  "block",
  "answer",
  "answer_edited",
  "visibility",
  "exercise_completed",
  "module_completed",
  "unlocked",
  "workbook_completed",
  "skill",
  "tool_saved",
  "tool_deleted",
  "practice",
  "settings",
  "note",
  "note_seen",
  "erased",
]);

function asLogEvent(base: Base, event: Event): LogEvent | null {
  if (!known.has(event.kind)) return null;
  if (event.kind === "practice") return { ...event, note: withoutPlaces(event.note) };
  if (event.kind !== "block")
    return "value" in event ? { ...event, value: withoutPlaces(event.value) } : event;
  const { block } = event;
  const rowId = block.config?.["rowId"];
  return {
    kind: "block",
    blockId: block.id,
    ...(typeof rowId === "string" ? { rowId } : {}),
    // The wire does not say it: a block before the end of the main line was asked late (decision 21).
    ...(block.sequence < base.deliveredSequence ? { late: true } : {}),
  };
}
