import { progress } from "../../shared/engine/completion.ts";
import { addDays } from "../../shared/engine/days.ts";
import { position } from "../../shared/engine/position.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Event } from "../../shared/protocol/server.ts";
import type { Journal } from "./journal/journal.ts";
import type { Learner } from "./learner.ts";
import { answerEventOf, eventsOf, instanceEventOf, wireBlockOf } from "./wire.ts";

/**
 * The log compacted (protocol, `snapshot`): the newest answer of every settled placement, the last fifty
 * delivered blocks and the waiting one, the latest progress, completions and unlocks; in order of `seq`.
 */
export function snapshotItems(learner: Learner, journal: Journal, now: string): Event[] {
  const { stem, state, headSeq } = learner;
  const answers = [...state.answers].map(([blockId, answer]) => {
    const seq = journal.lastSeqOf(answer.opN) ?? headSeq;
    return answerEventOf(blockId, answer, "", seq);
  });
  const instances = [...state.instances].flatMap(([id, instance]) =>
    instance.value === null
      ? []
      : [instanceEventOf(id, instance, journal.lastSeqOf(instance.opN) ?? headSeq)],
  );
  const done: Event[] = [
    ...[...state.completedExercises].map((exerciseId): Event => ({
      kind: "exercise_completed",
      exerciseId,
      seq: headSeq,
      at: now,
    })),
    ...[...state.completedModules].map(([moduleId, at]): Event => ({
      kind: "module_completed",
      moduleId,
      seq: headSeq,
      at,
    })),
    ...[...state.unlocked].flatMap((name): Event[] => {
      const tool = [...stem.tools.keys()].find((one) => one === name);
      return tool === undefined ? [] : [{ kind: "unlocked", tool, seq: headSeq, at: now }];
    }),
    ...[...state.ownSkills.values()].map((skill): Event => ({
      kind: "skill",
      ...skill,
      seq: headSeq,
      at: now,
    })),
    ...(state.workbookComplete ? [{ kind: "workbook_completed", seq: headSeq, at: now } as const] : []),
    { kind: "progress", ...progress(stem, state), seq: headSeq, at: now },
  ];
  return [
    ...answers,
    ...instances,
    ...deliveredBlocks(learner, journal, now),
    ...done,
    ...kept(learner, now),
  ].sort((a, b) => a.seq - b.seq);
}

/** The practices of forty days, and the notes that were not put away. */
function kept({ state, headSeq }: Learner, now: string): Event[] {
  const since = addDays(now.slice(0, 10), -limits.practiceDays - 1);
  const practices = [...state.practices.values()].filter(({ day }) => day >= since);
  return [
    ...practices.map(({ practice, day, done, note, updatedAt }): Event => ({
      kind: "practice",
      practice,
      day,
      done,
      ...(note === null ? {} : { note }),
      seq: headSeq,
      at: updatedAt,
    })),
    ...[...state.notes]
      .filter(([, note]) => !note.seen)
      .map(([noteId, { from, text, blockId, at }]): Event => ({
        kind: "note",
        noteId,
        from,
        text,
        ...(blockId === null ? {} : { blockId }),
        seq: headSeq,
        at,
      })),
  ];
}

function deliveredBlocks(learner: Learner, journal: Journal, now: string): Event[] {
  const { stem, state, headSeq } = learner;
  const found = new Map<string, Event>();
  for (const op of journal.before(Number.MAX_SAFE_INTEGER)) {
    if (op.events === null || found.size >= limits.snapshotBlocks) break;
    for (const event of eventsOf(stem, state, op).toReversed()) {
      if (event.kind === "block" && found.size < limits.snapshotBlocks) found.set(event.block.id, event);
    }
  }
  // A log that came from D1 has no events: what was sent last is what stands last before the frontier.
  for (const block of stem.blocks.slice(0, state.delivered + 1).toReversed()) {
    if (found.size >= limits.snapshotBlocks) break;
    if (found.has(block.id)) continue;
    found.set(block.id, { kind: "block", block: wireBlockOf(stem, state, block), seq: headSeq, at: now });
  }
  const waiting = position(stem, state);
  if (waiting !== null && !found.has(waiting.id)) {
    found.set(waiting.id, { kind: "block", block: wireBlockOf(stem, state, waiting), seq: headSeq, at: now });
  }
  return [...found.values()].toSorted((a, b) => a.seq - b.seq || sequenceOf(a) - sequenceOf(b));
}

const sequenceOf = (event: Event): number => (event.kind === "block" ? event.block.sequence : 0);

/** Parts that stay under a frame; an event alone is never larger than one. */
export function parted(items: readonly Event[], bytes: number): Event[][] {
  const parts: Event[][] = [[]];
  let size = 0;
  for (const item of items) {
    const own = JSON.stringify(item).length * 2;
    if (size + own > bytes && (parts.at(-1)?.length ?? 0) > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(item);
    size += own;
  }
  return parts;
}

const fewEvents = 50;

/** Events in frames that are not too large; together the frames cover `first` to `last`. */
export function inRanges(items: readonly Event[], first: number, last: number) {
  let from = first;
  // A reply's few events are not measured: they are told in one frame.
  const parts = items.length <= fewEvents ? [items] : parted(items, limits.snapshotPartBytes);
  return parts.map((part, i) => {
    const more = i < parts.length - 1;
    const to = more ? (part.at(-1)?.seq ?? last) : last;
    const range = { from, to };
    from = to + 1;
    return { range, part, more };
  });
}
