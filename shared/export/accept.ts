import type { EventContext } from "../engine/apply.ts";
import type { Decision } from "../engine/decision.ts";
import type { LogEvent } from "../engine/events.ts";
import type { StemBlock } from "../content/block.ts";
import { rowIdIn, targetOf } from "../engine/rowIds.ts";
import { settle } from "../engine/settle.ts";
import type { LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { planMerge, type MergePlan } from "./merge.ts";
import type { Mine } from "./takenIn.ts";
import type { ExportFile } from "./schema.ts";

/** An export file comes in as one operation (decision 30): a backup, or another thread of the same person. */
export interface ImportOperation {
  readonly t: "import";
  readonly opId: string;
  readonly file: ExportFile;
  readonly mine: Mine;
  readonly as: "imported" | "merged";
}

/** Every value has passed the validators of a reply; turn order and rate do not count here (SPEC IM1 to IM6). */
export function acceptImport(
  stem: Stem,
  state: LearnerState,
  op: ImportOperation,
  context: EventContext,
): Decision {
  const plan = planMerge(stem, state, op.mine, op.file, context.at);
  const events = eventsOf(state, plan, op.opId);
  if (events.length === 0) return { ok: true, events: [], state, rev: null };
  const end: LogEvent = { kind: op.as, counts: countsOf(plan) };
  const decision = settle(stem, state, state, [...events, end], context, null);
  if (!decision.ok) return decision;
  const revisions = plan.revisions.map(({ of, rev, value, at }) => ({
    key: of,
    rev,
    value,
    at,
    device: null,
  }));
  return { ...decision, revisions };
}

export const countsOf = (plan: MergePlan): Record<string, number> => ({
  modules: plan.modules.filter(({ winner }) => winner === "theirs").length,
  answers: plan.answers.length,
  cleared: plan.cleared.length,
  instances: plan.instances.length,
  duplicates: plan.duplicates,
  skills: plan.skills.length,
  practices: plan.practices.length,
  notes: plan.notes.length,
  refused: plan.refused.length,
  unknown: plan.unknown.length,
});

function eventsOf(state: LearnerState, plan: MergePlan, opId: string): LogEvent[] {
  return [
    ...plan.skills.map((skill): LogEvent => ({ kind: "skill", ...skill, status: "pending" })),
    ...plan.answers.map((one) => answerEvent(state, one, opId)),
    ...plan.cleared.map((blockId): LogEvent => {
      const own = state.answers.get(blockId);
      const rev = (own?.rev ?? 0) + 1;
      const onlyMe = own?.onlyMe ?? false;
      return { kind: "answer_edited", opId, blockId, rev, value: null, skipped: true, onlyMe };
    }),
    ...plan.instances.map(({ id, tool, value, rev, hashes, createdAt, updatedAt }): LogEvent => {
      const own = state.instances.get(id);
      const what = {
        tool,
        instanceId: id,
        rev: own === undefined ? rev : own.rev + 1,
        createdAt: own?.createdAt ?? createdAt,
        respondedAt: updatedAt,
        ...(hashes === null ? {} : { hashes: { ...hashes } }),
      };
      return value === null ? { kind: "tool_deleted", ...what } : { kind: "tool_saved", ...what, value };
    }),
    ...plan.practices.map(({ practice, day, done, note, created_at, updated_at }): LogEvent => ({
      kind: "practice",
      practice,
      day,
      done,
      ...(note === null || note === undefined ? {} : { note }),
      createdAt: created_at,
      respondedAt: updated_at,
    })),
    ...plan.notes.flatMap(({ id, from, text, block_key, sent_at, seen }): LogEvent[] => [
      {
        kind: "note",
        noteId: id,
        from,
        text,
        ...(block_key === null ? {} : { blockId: block_key }),
        respondedAt: sent_at,
      },
      ...(seen ? [{ kind: "note_seen", noteId: id } as const] : []),
    ]),
    ...(plan.settings === null ? [] : [{ kind: "settings", settings: plan.settings } as const]),
    ...[...plan.completed].map(([moduleId, completedAt]): LogEvent => ({
      kind: "module_completed",
      moduleId,
      completedAt,
    })),
  ];
}

function answerEvent(
  state: LearnerState,
  { block, response }: MergePlan["answers"][number],
  opId: string,
): LogEvent {
  const own = state.answers.get(block.id);
  const { value, skipped, only_me: onlyMe, rev, responded_at, created_at, erased = false, hashes } = response;
  return {
    kind: own === undefined ? "answer" : "answer_edited",
    opId,
    blockId: block.id,
    rev: own === undefined ? rev : Math.max(own.rev, rev) + 1,
    value,
    skipped,
    onlyMe,
    ...(erased ? { erased } : {}),
    respondedAt: responded_at,
    createdAt: created_at ?? responded_at,
    ...rowIdOf(state, block, response.row),
    ...(hashes === null || hashes === undefined ? {} : { hashes: { ...hashes } }),
  };
}

function rowIdOf({ userId }: LearnerState, block: StemBlock, row: string | undefined): { rowId?: string } {
  const target = targetOf(block);
  if (row === undefined || target === null || !("from" in target.row)) return {};
  return { rowId: rowIdIn(target.table, userId, row, target.row.from) };
}
