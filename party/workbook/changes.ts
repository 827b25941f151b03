import { moduleIdOf } from "../../shared/content/where.ts";
import { isAnswerEvent, isInstanceEvent, type LogEvent } from "../../shared/engine/events.ts";
import {
  instanceRow,
  ledgerRow,
  ledgerText,
  moduleRow,
  practiceRow,
  projectAnswer,
  projectInstance,
} from "../../shared/engine/project/project.ts";
import type { Projection, Row, RowChange } from "../../shared/engine/project/rows.ts";
import { sharedChanges } from "../../shared/engine/sharing.ts";
import { practiceKey, type LearnerState, type Note } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { settingsRow } from "./settings.ts";
import type { Revision } from "./journal/journal.ts";

const blockOf = (stem: Stem, key: string) => stem.byKey.get(key) ?? stem.retired.get(key);

/**
 * What an operation's events mean in D1's tables: ledger, projection, modules, skills, completion. Only what
 * the operation touched, so that a reply writes the same number of rows in a long thread as in a short one.
 */
export function rowChanges(
  stem: Stem,
  state: LearnerState,
  projection: Projection,
  events: readonly LogEvent[],
  at: string,
  tookMs: number | null,
): RowChange[] {
  const keys = new Set(
    events.flatMap((event) => (isAnswerEvent(event) || event.kind === "visibility" ? [event.blockId] : [])),
  );
  const modules = new Set(
    [...keys].flatMap((key) => {
      const block = blockOf(stem, key);
      return block === undefined ? [] : [moduleIdOf(block)];
    }),
  );
  for (const event of events) if (event.kind === "module_completed") modules.add(event.moduleId);
  return [
    ...events.flatMap((event) => (event.kind === "skill" ? [skillRow(event, at)] : [])),
    ...[...keys].flatMap((key): RowChange[] => {
      const row = ledgerRow(stem, state, key);
      return row === null ? [] : [{ op: "put", table: "user_responses", id: String(row["id"]), row }];
    }),
    ...[...keys].flatMap((key) => projectAnswer(stem, state, projection, key)),
    ...(events.some((event) => event.kind === "content") ? readAgain(stem, state, projection) : []),
    ...events.flatMap((event) => thingChanges(stem, state, projection, event, at)),
    ...[...modules].flatMap((id): RowChange[] => {
      const row = moduleRow(stem, state, id);
      return row === null ? [] : [{ op: "put", table: "user_modules", id, row }];
    }),
    ...sharedChanges(stem, state, events, at, tookMs),
    ...(events.some((event) => event.kind === "workbook_completed")
      ? [
          {
            op: "set",
            table: "users",
            id: state.userId,
            set: { workbook_complete: 1, updated_at: at },
          } as const,
        ]
      : []),
  ];
}

/** Another release may read an answer in another way, and knows other practices (SPEC PJ14). */
const readAgain = (stem: Stem, state: LearnerState, projection: Projection): RowChange[] => [
  ...[...state.answers.keys()].flatMap((key) => projectAnswer(stem, state, projection, key)),
  ...[...state.instances.keys()].flatMap((id) => projectInstance(stem, state, projection, id)),
];

/** What stands outside the thread: instances, practices, settings, notes. */
function thingChanges(
  stem: Stem,
  state: LearnerState,
  projection: Projection,
  event: LogEvent,
  at: string,
): RowChange[] {
  if (isInstanceEvent(event)) {
    const id = event.instanceId;
    const instance = state.instances.get(id);
    const row = instance === undefined ? null : instanceRow(stem, id, instance);
    return [
      ...(instance === undefined ? [{ op: "del", table: "user_tool_instances", id } as const] : []),
      ...(row === null ? [] : [{ op: "put", table: "user_tool_instances", id, row } as const]),
      ...projectInstance(stem, state, projection, id),
    ];
  }
  if (event.kind === "practice") {
    const key = practiceKey(event.practice, event.day);
    const entry = state.practices.get(key);
    const row = entry === undefined ? null : practiceRow(stem, entry);
    return row === null ? [] : [{ op: "put", table: "user_practice_log", id: key, row }];
  }
  // The last snapshot may hold what is erased: another is made when it is asked for (decision 32).
  if (event.kind === "erased") {
    return [
      { op: "del", table: "user_wallet", id: state.userId },
      { op: "forget", table: "user_sealed", id: event.blockId ?? event.instanceId ?? "" },
    ];
  }
  if (event.kind === "settings") {
    const set = settingsRow(event.settings);
    return [{ op: "set", table: "user_settings", id: state.userId, set }];
  }
  if (event.kind === "note" || event.kind === "note_seen") {
    const note = state.notes.get(event.noteId);
    if (note === undefined) return [];
    const row = noteRow(event.noteId, note, event.kind === "note_seen" ? at : null);
    return [{ op: "put", table: "user_notes", id: event.noteId, row }];
  }
  return [];
}

const noteRow = (id: string, { from, text, blockId, at }: Note, seenAt: string | null): Row => ({
  id,
  sender: from,
  text,
  block_key: blockId,
  sent_at: at,
  seen_at: seenAt,
});

function skillRow(event: Extract<LogEvent, { kind: "skill" }>, at: string): RowChange {
  const { id, name, category, status } = event;
  const row = { id, name, category, is_custom: 1, review_status: status, created_at: at };
  return { op: "put", table: "skills", id, row };
}

const revisionId = (userId: string, key: string, rev: number) => uuid5("revision", userId, key, String(rev));

/** Kept earlier values, and the ones that go for them (decision 10). */
export function revisionChanges(
  stem: Stem,
  userId: string,
  revisions: readonly Revision[],
  forget: readonly { key: string; rev: number }[],
): RowChange[] {
  return [
    ...forget.map(({ key, rev }): RowChange => ({
      op: "del",
      table: "user_revisions",
      id: revisionId(userId, key, rev),
    })),
    ...revisions.map(({ key, rev, value, device, at }): RowChange => {
      const block = blockOf(stem, key);
      const id = revisionId(userId, key, rev);
      const of =
        block === undefined
          ? { stem_id: null, instance_id: key, value: value === null ? null : JSON.stringify(value) }
          : { stem_id: block.stemId, instance_id: null, value: ledgerText(value) };
      return { op: "put", table: "user_revisions", id, row: { id, ...of, rev, device, at } };
    }),
  ];
}
