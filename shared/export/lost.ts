import { moduleIdOf } from "../content/where.ts";
import type { Stem } from "../engine/stem.ts";
import type { MergePlan } from "./merge.ts";
import type { ExportFile } from "./schema.ts";

/**
 * What a merge leaves behind, as an export file (decision 29): of every module the side that lost, and the other
 * thread's instances that were here already. Pure.
 */
export function lostSide(stem: Stem, plan: MergePlan, mine: ExportFile, theirs: ExportFile): ExportFile {
  const won = new Map(plan.modules.map(({ id, winner }) => [id, winner]));
  const ids = new Set([...Object.keys(mine.modules ?? {}), ...Object.keys(theirs.modules ?? {})]);
  const modules: NonNullable<ExportFile["modules"]> = {};
  for (const id of ids) {
    const loser =
      won.get(id) === "theirs"
        ? mine.modules?.[id]
        : won.get(id) === "mine"
          ? theirs.modules?.[id]
          : undefined;
    if (loser !== undefined) modules[id] = loser;
  }
  const lostRetired = (file: ExportFile, loses: "mine" | "theirs") =>
    Object.entries(file.retired ?? {}).filter(([key]) => {
      const block = stem.retired.get(key);
      const winner = block === undefined ? undefined : won.get(moduleIdOf(block));
      return winner !== undefined && winner !== loses;
    });
  const taken = new Set(plan.instances.map(({ id }) => id));
  return {
    version: "1.1",
    exported_at: theirs.exported_at,
    ...(theirs.content_version === undefined ? {} : { content_version: theirs.content_version }),
    modules,
    retired: Object.fromEntries([...lostRetired(mine, "mine"), ...lostRetired(theirs, "theirs")]),
    tool_instances: (theirs.tool_instances ?? []).filter(({ id }) => !taken.has(id)),
    encryption: null,
  };
}
