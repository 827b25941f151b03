import type { SkillCategory } from "../../../shared/content/block.ts";
import { customSkillId } from "../../../shared/ids/uuid5.ts";
import type { Learner } from "../learner.ts";
import { refusal, type Reply } from "./reply.ts";

/** `POST /api/skills` (SPEC HT5). */
export function addSkill(
  learner: Learner,
  made: { opId: string; name: string; category: SkillCategory | null },
  nowMs: number,
): Reply {
  const outcome = learner.run({ t: "skill", ...made }, nowMs);
  if (!outcome.ok) return refusal(outcome.nack);
  const skill = learner.state.ownSkills.get(customSkillId(learner.state.userId, made.name));
  return {
    status: outcome.committed === null ? 200 : 201,
    body: skill ?? null,
    ...(outcome.committed === null ? {} : { committed: outcome.committed }),
  };
}
