import { envelopesOf, type ReopenOperation, type SealAwayOperation } from "../../../shared/engine/reset.ts";
import type { Learner } from "../learner.ts";
import { operated, type Reply } from "./reply.ts";

/** After a reset (decision 34; SPEC RS1). Asked again under the same `opId` it moves nothing. */
export async function sealAway(
  learner: Learner,
  reset: Omit<SealAwayOperation, "t">,
  nowMs: number,
): Promise<Reply> {
  const before = envelopesOf(learner.stem, learner.state).length;
  return operated(await learner.run({ t: "seal_away", ...reset }, nowMs), (fresh) => ({
    status: 200,
    body: { moved: fresh ? before : 0 },
  }));
}

/** The old password has opened them again (SPEC RS3). */
export async function reopen(
  learner: Learner,
  back: Omit<ReopenOperation, "t">,
  nowMs: number,
): Promise<Reply> {
  const before = envelopesOf(learner.stem, learner.state).length;
  return operated(await learner.run({ t: "reopen", ...back }, nowMs), () => {
    const reopened = envelopesOf(learner.stem, learner.state).length - before;
    return { status: 200, body: { reopened, left: back.items.length - reopened } };
  });
}
