import type { SkillCategory } from "../../../shared/content/block.ts";
import { customSkillId } from "../../../shared/ids/uuid5.ts";
import type { Learner } from "../learner.ts";
import { operated, type Reply } from "./reply.ts";

/** `POST /api/skills` (SPEC HT5). */
export async function addSkill(
  learner: Learner,
  made: { opId: string; name: string; category: SkillCategory | null },
  nowMs: number,
): Promise<Reply> {
  return operated(await learner.run({ t: "skill", ...made }, nowMs), (fresh) => ({
    status: fresh ? 201 : 200,
    body: learner.state.ownSkills.get(customSkillId(learner.state.userId, made.name)) ?? null,
  }));
}
