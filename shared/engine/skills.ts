import type { SkillCategory, ToolName } from "../content/block.ts";
import { customSkillId } from "../ids/uuid5.ts";
import type { ValueContext } from "../tools/definition.ts";
import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import { settle } from "./settle.ts";
import { skillNameOf, type LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";
import { cleanName, inventedSkills, isSkillName } from "./values.ts";

/** What a value's validator may ask of this learner. */
export const contextOf = (stem: Stem, state: LearnerState): ValueContext => ({
  userId: state.userId,
  skillName: skillNameOf(stem, state),
});

/** The skills that a value invents and the learner does not have yet. */
export function skillEvents(state: LearnerState, tool: ToolName | undefined, value: unknown): LogEvent[] {
  return inventedSkills(tool, value)
    .filter((one) => !state.ownSkills.has(one.id))
    .map((one) => ({ kind: "skill", ...one, status: "pending" }));
}

/** A skill of the learner's own, made outside a tool (`POST /api/skills`). */
export interface SkillOperation {
  readonly t: "skill";
  readonly opId: string;
  readonly name: string;
  readonly category: SkillCategory | null;
}

export function acceptSkill(
  stem: Stem,
  state: LearnerState,
  op: SkillOperation,
  context: EventContext,
): Decision {
  const name = cleanName(op.name);
  if (!isSkillName(name)) return refuse("invalid", "A skill's name has 2 to 80 letters", { path: "name" });
  const id = customSkillId(state.userId, name);
  if (state.ownSkills.has(id)) return { ok: true, events: [], state, rev: null };
  const event: LogEvent = { kind: "skill", id, name, category: op.category, status: "pending" };
  return settle(stem, state, state, [event], context, null);
}
