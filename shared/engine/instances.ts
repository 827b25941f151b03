import { canonicalJson } from "../ids/uuid5.ts";
import type { OperationFrame } from "../protocol/client.ts";
import type { EventContext } from "./apply.ts";
import { isAssessmentOpen } from "./assessmentOpen.ts";
import { refuseAssessment } from "./assessments.ts";
import { refuse, type Decision, type Standing } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import { settle } from "./settle.ts";
import { contextOf, skillEvents } from "./skills.ts";
import type { Instance, LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";
import { refuseInstance } from "./values.ts";

type ToolOperation = Extract<OperationFrame, { t: "tool" }>;

const standing = ({ rev, value, respondedAt, device }: Instance): Standing => ({
  rev,
  value,
  skipped: false,
  onlyMe: false,
  respondedAt,
  device,
});

/**
 * Creates, changes, deletes or brings back what a tool holds outside the thread (decision 10; SPEC IN1 to IN6).
 * The checks stand in the protocol's order.
 */
export function acceptTool(
  stem: Stem,
  state: LearnerState,
  op: ToolOperation,
  context: EventContext,
): Decision {
  const { tool, instanceId, baseRev, value } = op;
  const isAssessment = tool === "competency_assessment";
  if (!isAssessment && !stem.tools.has(tool)) {
    return refuse("not_found", "There is no such tool in this workbook", { path: "tool" });
  }
  const current = state.instances.get(instanceId);
  if (current === undefined ? baseRev > 0 || value === null : current.tool !== tool) {
    return refuse("not_found", "There is no such entry in this tool", { path: "instanceId" });
  }
  if ((current?.rev ?? 0) !== baseRev) {
    const more = current === undefined ? {} : { current: standing(current) };
    return refuse("conflict", "This was changed in the meantime", more);
  }
  if (!(isAssessment ? isAssessmentOpen(state) : state.unlocked.has(tool))) {
    return refuse("locked", "The workbook introduces this tool later", { path: "tool" });
  }
  if (value !== null) {
    const refusal = isAssessment
      ? refuseAssessment(stem, value)
      : refuseInstance(tool, value, contextOf(stem, state));
    if (refusal !== null) return refuse(refusal.code, refusal.message, { path: refusal.path });
  }
  if (current !== undefined && canonicalJson(current.value) === canonicalJson(value)) {
    return { ok: true, events: [], state, rev: current.rev };
  }
  const rev = (current?.rev ?? 0) + 1;
  const events: LogEvent[] =
    value === null
      ? [{ kind: "tool_deleted", tool, instanceId, rev }]
      : [
          ...skillEvents(state, isAssessment ? undefined : tool, value),
          { kind: "tool_saved", tool, instanceId, rev, value },
        ];
  return settle(stem, state, state, events, context, rev);
}
