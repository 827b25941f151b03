import { standalone } from "../../../shared/engine/sealing.ts";
import { withPlaces } from "../../../shared/engine/told.ts";
import type { Learner } from "../learner.ts";

/** `GET /api/revisions/:key` (SPEC LR8): what an answer or instance said before, the newest first. */
export function revisionsBody(learner: Learner, key: string) {
  const { stem, state } = learner;
  const block = stem.byKey.get(key) ?? stem.retired.get(key);
  const tool = state.instances.get(key)?.tool;
  const place =
    block ?? (tool === undefined || tool === "competency_assessment" ? undefined : standalone(tool, key));
  const kept = learner.revisions().filter((one) => one.key === key);
  return {
    revisions: kept
      .map(({ rev, value, at }) => ({
        rev,
        at,
        value: place === undefined ? value : withPlaces(state, place, value),
      }))
      .toSorted((a, b) => b.rev - a.rev),
  };
}
