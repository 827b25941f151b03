import { accept } from "../../../shared/engine/accept.ts";
import { projectAll } from "../../../shared/engine/project/project.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import { countsOf, type ImportOperation } from "../../../shared/export/accept.ts";
import { withIds } from "../../../shared/export/ids.ts";
import { planMerge, type MergePlan } from "../../../shared/export/merge.ts";
import type { ExportFile } from "../../../shared/export/schema.ts";
import { uuid5 } from "../../../shared/ids/uuid5.ts";
import { limits } from "../../../shared/protocol/limits.ts";
import { isoTime } from "../clock.ts";
import { withDeadline } from "../deadline.ts";
import type { Learner } from "../learner.ts";
import { settingsChangedAt, settingsOf } from "../settings.ts";
import type { LearnerStore } from "../store.ts";
import { operated, type Reply } from "./reply.ts";

const deadlineMs = 5_000;

export interface ImportAsk {
  readonly opId: string;
  readonly file: ExportFile;
  readonly as: ImportOperation["as"];
  /** Only says what would happen. */
  readonly dryRun: boolean;
  /** An anonymous learner may hold less (decision 10). */
  readonly anonymous: boolean;
}

/**
 * `POST /api/import` (SPEC IM1): one operation, or with `dryRun` what it would be. D1 is asked whether rows of the
 * file are somebody else's: those get ids of their own, which the browser has to use when it seals.
 */
export async function importFile(
  learner: Learner,
  store: LearnerStore,
  ask: ImportAsk,
  nowMs: number,
): Promise<Reply> {
  const { opId, as, dryRun, anonymous } = ask;
  const size = JSON.stringify(ask.file).length;
  if (learner.bytes() + size > (anonymous ? limits.anonymousBytes : limits.learnerBytes)) {
    return error(413, "too_large", "There is no room left for this file here");
  }
  let ids: ReadonlyMap<string, string>;
  try {
    ids = await newIds(learner, store, ask, nowMs);
  } catch {
    return error(503, "unavailable", "Try again in a moment");
  }
  const file = withIds(ask.file, ids);
  const mine = mineOf(learner);
  const plan = planMerge(learner.stem, learner.state, mine, file, isoTime(nowMs));
  const body = { plan: planBody(plan), ids: Object.fromEntries(ids) };
  if (dryRun) return { status: 200, body };
  if (ids.size > 0) return { status: 409, body: { ...conflict, ids: Object.fromEntries(ids) } };
  const outcome = await learner.run({ t: "import", opId, file, mine, as }, nowMs);
  return operated(outcome, () => ({ status: 200, body }));
}

const conflict = {
  error: { code: "conflict", message: "Some ids of this file are taken; use the ones that come with this" },
};
const error = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});

export const mineOf = (learner: Learner) => ({
  settings: settingsOf(learner.settings),
  settingsUpdatedAt: settingsChangedAt(learner.settings),
});

/** Old id → new id, for ids of rows that are somebody else's. */
export async function newIds(
  learner: Learner,
  store: LearnerStore,
  { opId, file, as }: Pick<ImportAsk, "opId" | "file" | "as">,
  nowMs: number,
): Promise<Map<string, string>> {
  const { stem, state } = learner;
  const context = { at: isoTime(nowMs), n: learner.n + 1, device: null, contentVersion: stem.version };
  const decision = accept(stem, state, { t: "import", opId, file, mine: mineOf(learner), as }, context);
  if (!decision.ok || decision.events.length === 0) return new Map();
  const rows = newRows(learner, decision.state);
  const foreign = await withDeadline(store.foreign(state.userId, rows), deadlineMs);
  return new Map(foreign.map((id) => [id, uuid5("import", state.userId, id)]));
}

/** The rows that would be made, by table. */
function newRows(learner: Learner, after: LearnerState): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const before = learner.rows();
  for (const [table, rows] of projectAll(learner.stem, after).rows()) {
    const known = new Set((before.get(table) ?? []).map((row) => row["id"]));
    const ids = rows.flatMap(({ id }) => (typeof id === "string" && !known.has(id) ? [id] : []));
    if (ids.length > 0) found.set(table, ids);
  }
  const { instances, notes } = learner.state;
  found.set(
    "user_tool_instances",
    [...after.instances.keys()].filter((id) => !instances.has(id)),
  );
  found.set(
    "user_notes",
    [...after.notes.keys()].filter((id) => !notes.has(id)),
  );
  return found;
}

/** What a person is told before it happens. */
export const planBody = (plan: MergePlan) => ({
  counts: countsOf(plan),
  modules: plan.modules,
  answers: plan.answers.map(({ block }) => block.id),
  cleared: plan.cleared,
  instances: plan.instances.map(({ id, tool }) => ({ id, tool })),
  settings: plan.settings !== null,
  refused: plan.refused,
  unknown: plan.unknown,
});
