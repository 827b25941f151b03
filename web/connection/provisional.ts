import { settle } from "../../shared/engine/settle.ts";
import { newLearner } from "../../shared/engine/state.ts";
import { emptyBase, type Base, type StemsFor } from "./base.ts";
import type { Environment } from "./environment.ts";
import { keys, readKept, type Kept } from "./keeper.ts";
import type { Model } from "./model.ts";

/** The learner before there is one: Begin was tapped, the session is being made. Nobody's id looks like this. */
export const provisionalUser = "new";

/** The first turn, from the page's own JSON: the first question is there before any answer from the network. */
export function provisionalBase(stemsFor: StemsFor, version: number | null, at: string): Base {
  const base = { ...emptyBase(provisionalUser), contentVersion: version };
  const stems = version === null ? null : stemsFor(base.wire, -1, version);
  if (stems === null || version === null) return base;
  const learner = newLearner(provisionalUser, stems.engine);
  const context = { at, n: 0, device: null, contentVersion: version };
  const opened = settle(stems.engine, learner, learner, [], context, null);
  const state = opened.ok ? opened.state : learner;
  return { ...base, state, deliveredSequence: stems.engine.blocks[state.delivered]?.sequence ?? -1 };
}

/** The provisional thread as the beginning of the learner's own, until the server's snapshot replaces it. */
export const baseFor = (userId: string, base: Base): Base => ({
  ...base,
  userId,
  state: { ...base.state, userId },
});

/**
 * What was written before the session existed becomes this learner's, all or nothing: the only case in which
 * an operation changes hands (rule 13).
 */
export async function adopt(env: Environment, userId: string, model: Model, path: string): Promise<Kept> {
  const old = await env.storage.list(keys.user(provisionalUser));
  await env.storage.write([
    ...old.map(([key]) => [key, undefined] as const),
    ...model.ops.map((op) => [keys.op(userId, op.opId), op] as const),
    ...[...model.drafts].map(([blockId, draft]) => [keys.draft(userId, blockId), draft] as const),
    ["last", { userId, path }],
    ["begun", undefined],
  ]);
  return readKept(env, userId);
}
