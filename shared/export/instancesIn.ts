import { levelOf } from "../engine/assessments.ts";
import type { Stem } from "../engine/stem.ts";
import { canonicalJson, uuid5 } from "../ids/uuid5.ts";
import { instanceTools, type InstanceTool } from "../protocol/client.ts";
import { clamped } from "./clamped.ts";
import type { ExportFile } from "./schema.ts";

export interface TakenInstance {
  readonly id: string;
  readonly tool: InstanceTool;
  readonly value: unknown;
  readonly rev: number;
  readonly hashes: Readonly<Record<string, string>> | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (userId: string, id: string): string => (uuid.test(id) ? id : uuid5("import", userId, id));

/** `tool` is null where it is none that can be used outside the thread. */
type Found = Omit<TakenInstance, "tool"> & { readonly tool: InstanceTool | null };

export function instancesIn(stem: Stem, userId: string, file: ExportFile, now: string): Found[] {
  const found = (file.tool_instances ?? []).map((one): Found => {
    const updatedAt = clamped(one.updated_at, now);
    const createdAt = clamped(one.created_at, now);
    return {
      id: idOf(userId, one.id),
      tool: instanceTools.find((name) => name === one.tool_type && name !== "competency_assessment") ?? null,
      value: one.content_json ?? null,
      rev: one.rev ?? 1,
      hashes: one.hashes ?? null,
      createdAt,
      updatedAt,
    };
  });
  const code = file.settings?.personality_type ?? null;
  const says = JSON.stringify([file.modules, file.tool_instances]).includes(`"code":"${code ?? ""}"`);
  if (code === null || says || !stem.release.types.some((type) => type.code === code)) return found;
  // A file that says a type and not how it was chosen: the choice is made outside the thread.
  const at = clamped(file.exported_at, now);
  const value = { code, lines: {} };
  const id = uuid5("import", userId, "mbti_selector", code);
  return [...found, { id, tool: "mbti_selector", value, rev: 1, hashes: null, createdAt: at, updatedAt: at }];
}

/** Those that were made outside the thread; of a file without any, its latest scores. */
export function assessmentsIn(stem: Stem, userId: string, file: ExportFile, now: string): Found[] {
  const made = (
    id: string,
    levels: Readonly<Record<string, number>>,
    createdAt: string,
    updatedAt: string,
    rev = 1,
  ): Found => {
    const chosen = stem.release.competencies.flatMap((one) => {
      const level = one.levels[(levels[one.id] ?? 0) - 1];
      return level !== undefined && levelOf(one, level.value) !== null ? [[one.id, level.value]] : [];
    });
    const value = { scores: Object.fromEntries(chosen) as Record<string, string> };
    const times = { createdAt: clamped(createdAt, now), updatedAt: clamped(updatedAt, now) };
    return { id, tool: "competency_assessment", value, rev, hashes: null, ...times };
  };
  if (file.assessments !== undefined) {
    return file.assessments
      .filter(({ origin }) => origin === null)
      .map((one) => made(idOf(userId, one.id), one.scores, one.created_at, one.updated_at, one.rev));
  }
  const scores = (file.competency_scores ?? []).filter(({ competency_id: id }) =>
    stem.release.competencies.some((one) => one.id === id),
  );
  if (scores.length === 0) return [];
  const levels = Object.fromEntries(scores.map(({ competency_id: id, score }) => [id, score]));
  const at =
    scores
      .map((one) => one.assessed_at)
      .toSorted()
      .at(-1) ?? now;
  return [made(uuid5("import", userId, "assessment", canonicalJson(levels)), levels, at, at)];
}
