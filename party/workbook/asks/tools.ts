import { exerciseIdOf } from "../../../shared/content/where.ts";
import { isAssessmentOpen } from "../../../shared/engine/assessmentOpen.ts";
import { standalone } from "../../../shared/engine/sealing.ts";
import { withPlaces } from "../../../shared/engine/told.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import { instanceTools, type InstanceTool } from "../../../shared/protocol/client.ts";
import { allTools } from "../../../shared/tools/all.ts";

/** `GET /api/tools`: the toolbox. */
export const toolsBody = (stem: Stem, state: LearnerState) =>
  [...stem.tools.values()].map((tool) => ({ ...tool, unlocked: state.unlocked.has(tool.name) }));

/** `GET /api/tools/:name` (SPEC LR1): what one tool holds; null for a tool that this release does not have. */
export function toolBody(stem: Stem, state: LearnerState, named: string) {
  const name = instanceTools.find((one) => one === named);
  if (name === undefined) return null;
  const instances = [...inThread(stem, state, name), ...outside(state, name)];
  if (name === "competency_assessment") {
    return { tool: { name, unlocked: isAssessmentOpen(state) }, config: null, private: false, instances };
  }
  const info = stem.tools.get(name);
  const definition = allTools[name];
  if (info === undefined) return null;
  return {
    tool: { ...info, unlocked: state.unlocked.has(name) },
    config: definition.standalone.config,
    private: definition.standalone.private,
    instances,
  };
}

/** Answers of the thread, in the order of the workbook; changed there, with `edit`. */
function inThread(stem: Stem, state: LearnerState, name: InstanceTool) {
  return [...stem.placements, ...stem.retired.values()].flatMap((block) => {
    const answer = state.answers.get(block.id);
    if (block.tool !== name || answer === undefined || answer.value === null) return [];
    const { rev, createdAt, respondedAt } = answer;
    const value = withPlaces(state, block, answer.value);
    return [
      { blockId: block.id, origin: exerciseIdOf(block), rev, value, createdAt, updatedAt: respondedAt },
    ];
  });
}

/** What was made outside it, the newest first. */
function outside(state: LearnerState, name: InstanceTool) {
  return [...state.instances]
    .filter(([, instance]) => instance.tool === name && instance.value !== null)
    .map(([instanceId, { tool, rev, value, createdAt, respondedAt }]) => ({
      instanceId,
      origin: null,
      rev,
      value:
        tool === "competency_assessment" ? value : withPlaces(state, standalone(tool, instanceId), value),
      createdAt,
      updatedAt: respondedAt,
    }))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
