import { complete, unlocks } from "../../shared/engine/completion.ts";
import { ledgerValue } from "../../shared/engine/project/project.ts";
import { position } from "../../shared/engine/position.ts";
import { resolveRowId } from "../../shared/engine/rowIds.ts";
import {
  practiceKey,
  type Answer,
  type Instance,
  type LearnerState,
  type OwnSkill,
  type PracticeEntry,
} from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Rebuilt, Revision } from "./journal/journal.ts";
import type { StoredLearner } from "./store.ts";

/**
 * What an empty log becomes from D1 (decision 4): the answers, the frontier and what follows from them. The
 * log goes on from D1's numbers under a new epoch (rule 6). Pure.
 * @param stem the release that D1 says the learner was last in
 */
export function rebuild(userId: string, stem: Stem, stored: StoredLearner): Rebuilt | null {
  const { stream } = stored;
  if (stream === null) return null;
  const byStemId = new Map<number, StemBlock>(
    [...stem.retired.values(), ...stem.blocks].map((block) => [block.stemId, block]),
  );
  const answers = new Map<string, Answer>();
  const rowIds = new Map<string, string>();
  for (const row of stored.responses) {
    const block = byStemId.get(row.stemId);
    if (block === undefined) continue;
    answers.set(block.id, {
      rev: row.rev,
      value: ledgerValue(block, row.text),
      skipped: row.skipped,
      onlyMe: row.onlyMe,
      erased: row.erased,
      respondedAt: row.respondedAt,
      createdAt: row.createdAt,
      device: row.device,
      hashes: row.hashes === null ? null : (JSON.parse(row.hashes) as Record<string, string>),
      opN: row.opN,
      contentVersion: row.contentVersion ?? stream.contentVersion,
    });
    if (row.rowId !== null) rowIds.set(block.id, row.rowId);
  }
  const completed = stored.modules.filter((module) => module.completedAt !== null);
  const where = {
    answers,
    frontier: stream.frontier,
    completedModules: new Map(completed.map((module) => [module.moduleId, module.completedAt ?? ""])),
  };
  const waiting = position(stem, where);
  const state: LearnerState = {
    userId,
    delivered: -1,
    ...where,
    askedLate: new Set(waiting === null || waiting.id === stream.frontier ? [] : [waiting.id]),
    completedExercises: new Set(complete(stem, where, stem.exercises).map((exercise) => exercise.id)),
    unlocked: new Set(unlocks(stem, where)),
    workbookComplete: stored.workbookComplete,
    rowIds,
    ...thingsOf(stem, stored),
    looks: new Map(stored.looks.map(({ id, ...look }) => [id, look])),
    sharing: stored.sharing,
    notes: new Map(stored.notes.map(({ id, ...note }) => [id, note])),
    ownSkills: new Map(stored.skills.map((one) => [one.id, { ...one, status: statusOf(one.status) }])),
  };
  // D1 knows the rows of answers alone; the one that waits was delivered with its row, too (decision 5).
  const rowId = waiting === null ? undefined : resolveRowId(stem, state, waiting);
  if (waiting !== null && rowId !== undefined && !rowIds.has(waiting.id)) rowIds.set(waiting.id, rowId);
  const lastAt = new Map<string, string>();
  for (const { device, respondedAt } of [...answers.values(), ...state.instances.values()]) {
    if (device !== null && respondedAt > (lastAt.get(device) ?? "")) lastAt.set(device, respondedAt);
  }
  return {
    epoch: "",
    n: stream.n,
    headSeq: stream.lastSeq,
    savedN: stream.n,
    savedSeq: stream.lastSeq,
    contentVersion: stream.contentVersion,
    state,
    delivered: deliveredIn(stem, stream.frontier, waiting),
    settings: stored.settings,
    lastAt,
    ops: stored.ops,
    revisions: stored.revisions.flatMap((one): Revision[] => {
      const { rev, device, at, instanceId } = one;
      if (instanceId !== null) {
        return [{ key: instanceId, rev, device, at, value: parsed(one.value) }];
      }
      const block = byStemId.get(one.stemId ?? -1);
      if (block === undefined) return [];
      return [{ key: block.id, rev, device, at, value: ledgerValue(block, one.value) }];
    }),
  };
}

const parsed = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));

/** Instances and practices. An assessment says levels in D1 and the values of its options here (decision 12). */
function thingsOf(stem: Stem, stored: StoredLearner): Pick<LearnerState, "instances" | "practices"> {
  const toolOf = new Map([...stem.tools.values()].map(({ id, name }) => [id, name]));
  const instances = new Map<string, Instance>();
  for (const { id, toolId, value, rev, hashes, device, opN, createdAt, updatedAt } of stored.instances) {
    const tool = toolOf.get(toolId);
    if (tool === undefined) continue;
    const known = parsed(hashes) as Instance["hashes"];
    const times = { createdAt, respondedAt: updatedAt };
    instances.set(id, { tool, rev, value: parsed(value), hashes: known, device, opN, ...times });
  }
  for (const { id, rev, scores, createdAt, updatedAt } of stored.assessments) {
    const chosen = stem.release.competencies.flatMap((one) => {
      const level = one.levels[(scores[one.id] ?? 0) - 1];
      return level === undefined ? [] : [[one.id, level.value]];
    });
    const value = { scores: Object.fromEntries(chosen) as Record<string, string> };
    const times = { createdAt, respondedAt: updatedAt };
    instances.set(id, {
      tool: "competency_assessment",
      rev,
      value,
      hashes: null,
      device: null,
      opN: 0,
      ...times,
    });
  }
  const keyOf = new Map(stem.release.practices.map(({ id, key }) => [id, key]));
  const practices = new Map<string, PracticeEntry>();
  for (const { practiceId, day, done, note, createdAt, updatedAt } of stored.practices) {
    const practice = keyOf.get(practiceId);
    if (practice === undefined) continue;
    const entry = { practice, day, done, note: parsed(note), createdAt, updatedAt };
    practices.set(practiceKey(practice, day), entry);
  }
  return { instances, practices };
}

/** The main line was sent up to its frontier, or, while an earlier question is asked late, up to its module. */
function deliveredIn(stem: Stem, frontier: string | null, waiting: StemBlock | null): string | null {
  if (frontier === null)
    return waiting === null ? (stem.blocks.at(-1)?.id ?? null) : (stem.placements.at(-1)?.id ?? null);
  if (waiting === null || waiting.id === frontier) return frontier;
  const entrance = stem.moduleOf.get(frontier)?.blocks[0];
  const before = (entrance === undefined ? 0 : (stem.indexOf.get(entrance.id) ?? 0)) - 1;
  return stem.blocks[before]?.id ?? null;
}

const statusOf = (status: string): OwnSkill["status"] =>
  status === "approved" || status === "rejected" ? status : "pending";
