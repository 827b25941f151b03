import type { Envelope } from "../../../shared/crypto/envelope.ts";
import type { At } from "../../../shared/engine/reset.ts";
import { withIds } from "../../../shared/export/ids.ts";
import { lostSide } from "../../../shared/export/lost.ts";
import { planMerge, type MergePlan } from "../../../shared/export/merge.ts";
import { movingIn, resealed, type Sides } from "../../../shared/export/reseal.ts";
import type { ExportFile } from "../../../shared/export/schema.ts";
import { isoTime } from "../clock.ts";
import type { Learner } from "../learner.ts";
import type { LearnerStore } from "../store.ts";
import { exportBody } from "./export.ts";
import { mineOf, newIds, planBody } from "./import.ts";
import { operated, type Reply } from "./reply.ts";

const keptMs = 30 * 86_400_000;

export interface MergeAsk {
  /** The merge's, and its operation's. */
  readonly opId: string;
  /** The other thread: whose, and all of it. */
  readonly from: string;
  readonly file: ExportFile;
  /** Null: only says what would happen. */
  readonly commit: {
    /** The operation that the plan was made after. */
    readonly head: number;
    readonly items: readonly { readonly key: string; readonly at: At; readonly env: Envelope }[];
  } | null;
}

/** Another thread of the same person comes into this account (decision 29; SPEC MG1 to MG4). */
export async function mergeThread(
  learner: Learner,
  store: LearnerStore,
  ask: MergeAsk,
  nowMs: number,
): Promise<Reply> {
  const { opId, from, commit } = ask;
  if (learner.knows(opId)) return { status: 200, body: { merged: true } };
  const { stem, state } = learner;
  let ids: ReadonlyMap<string, string>;
  try {
    ids = await newIds(learner, store, { opId, file: ask.file, as: "merged" }, nowMs);
  } catch {
    return { status: 503, body: { error: { code: "unavailable", message: "Try again in a moment" } } };
  }
  const sides: Sides = {
    from: { userId: from, file: ask.file },
    to: { userId: state.userId, file: withIds(ask.file, ids) },
  };
  const plan = planMerge(stem, state, mineOf(learner), sides.to.file, isoTime(nowMs));
  const wanted = winners(plan, ids);
  const body = {
    plan: planBody(plan),
    sealed: movingIn(stem, sides).filter(({ key }) => wanted.has(key)),
    head: learner.n,
  };
  if (commit === null) return { status: 200, body };
  if (commit.head !== learner.n) return { status: 409, body };
  const { file, missing } = resealed(stem, sides, commit.items);
  const [left] = missing.filter(({ key }) => wanted.has(key));
  if (left !== undefined) {
    const message = "This is still sealed for the other thread";
    return { status: 400, body: { error: { code: "plaintext", message, fields: { [left.key]: message } } } };
  }
  const lost = lostSide(stem, plan, exportBody(learner, nowMs), ask.file);
  const keep = () => learner.files.keep(opId, JSON.stringify(lost), isoTime(nowMs + keptMs));
  const outcome = await learner.run({ t: "import", opId, file, mine: mineOf(learner), as: "merged" }, nowMs);
  if (outcome.ok) keep();
  return operated(outcome, () => ({ status: 200, body: { merged: true } }));
}

/** Whose envelopes are needed: keys as the other thread has them. */
function winners(plan: MergePlan, ids: ReadonlyMap<string, string>): Set<string> {
  const old = new Map([...ids].map(([before, after]) => [after, before]));
  return new Set([
    ...plan.answers.map(({ block }) => block.id),
    ...plan.instances.map(({ id }) => old.get(id) ?? id),
    ...plan.practices.map(({ practice, day }) => `${practice}/${day}`),
    ...plan.revisions.map(({ of, rev }) => `${old.get(of) ?? of}@${rev}`),
  ]);
}
