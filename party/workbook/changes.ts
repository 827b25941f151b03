import { moduleIdOf } from "../../shared/content/block.ts";
import { isAnswerEvent, type LogEvent } from "../../shared/engine/events.ts";
import { ledgerRow, moduleRow, projectAnswer } from "../../shared/engine/project/project.ts";
import type { Projection, RowChange } from "../../shared/engine/project/rows.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
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
    ...[...modules].map((id): RowChange => ({
      op: "put",
      table: "user_modules",
      id,
      row: moduleRow(state, id, at),
    })),
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

function skillRow(event: Extract<LogEvent, { kind: "skill" }>, at: string): RowChange {
  const { id, name, category, status } = event;
  const row = { id, name, category, is_custom: 1, review_status: status, created_at: at };
  return { op: "put", table: "skills", id, row };
}

const revisionId = (userId: string, blockId: string, rev: number) =>
  uuid5("revision", userId, blockId, String(rev));

/** A kept earlier value, and the ones that go for it (decision 10). */
export function revisionChanges(
  stem: Stem,
  userId: string,
  revision: Revision | null,
  forget: readonly { blockId: string; rev: number }[],
): RowChange[] {
  const gone = forget.map(({ blockId, rev }): RowChange => ({
    op: "del",
    table: "user_revisions",
    id: revisionId(userId, blockId, rev),
  }));
  const block = revision === null ? undefined : blockOf(stem, revision.blockId);
  if (revision === null || block === undefined) return gone;
  const { blockId, rev, value, device, at } = revision;
  const text = value === null ? null : typeof value === "string" ? value : JSON.stringify(value);
  const id = revisionId(userId, blockId, rev);
  const row = { id, stem_id: block.stemId, instance_id: null, rev, value: text, device, at };
  return [...gone, { op: "put", table: "user_revisions", id, row }];
}
