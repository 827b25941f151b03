import type { Release } from "../content/release.ts";
import type { OutlineEntry, Skill, ToolInfo } from "../content/release.ts";
import type { StemBlock, ToolName } from "../content/block.ts";
import { exerciseIdOf, moduleIdOf } from "../content/where.ts";

/**
 * A release indexed once per isolate and version, shared by every learner's object (design section 4).
 * A *placement* is a block that needs the learner: a prompt or a tool.
 */
export interface Stem {
  readonly version: number;
  readonly complete: boolean;
  readonly blocks: readonly StemBlock[];
  readonly byKey: ReadonlyMap<string, StemBlock>;
  /** Place in the order; gaps in `sequence` mean nothing (decision 7). */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly placements: readonly StemBlock[];
  readonly modules: readonly StemModule[];
  readonly exercises: readonly StemExercise[];
  readonly moduleOf: ReadonlyMap<string, StemModule>;
  /** The first placement of each tool, which unlocks it (decision 24). */
  readonly firstOf: ReadonlyMap<ToolName, string>;
  readonly retired: ReadonlyMap<string, StemBlock>;
  readonly outline: readonly OutlineEntry[];
  readonly tools: ReadonlyMap<ToolName, ToolInfo>;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly release: Release;
}

export interface StemModule {
  readonly id: string;
  readonly blocks: readonly StemBlock[];
  readonly placements: readonly StemBlock[];
  readonly exercises: readonly StemExercise[];
  readonly last: number;
}
export interface StemExercise {
  readonly id: string;
  readonly moduleId: string;
  readonly placements: readonly StemBlock[];
  readonly last: number;
}

export const needsLearner = (block: StemBlock): boolean => block.type !== "content";

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const list = map.get(by(item));
    if (list === undefined) map.set(by(item), [item]);
    else list.push(item);
  }
  return map;
}

function firstOfTools(placements: readonly StemBlock[]): Map<ToolName, string> {
  const first = new Map<ToolName, string>();
  for (const { tool, id } of placements) if (tool !== undefined && !first.has(tool)) first.set(tool, id);
  return first;
}

export function indexRelease(release: Release): Stem {
  const blocks = release.stem.toSorted((a, b) => a.sequence - b.sequence);
  const indexOf = new Map(blocks.map((block, i) => [block.id, i]));
  const at = (block: StemBlock | undefined) => (block === undefined ? -1 : (indexOf.get(block.id) ?? -1));
  const modules = [...grouped(blocks, moduleIdOf)].map(([id, own]): StemModule => {
    const exercises = [...grouped(own, exerciseIdOf)].map(([exerciseId, inside]): StemExercise => {
      const placements = inside.filter(needsLearner);
      return { id: exerciseId, moduleId: id, placements, last: at(placements.at(-1)) };
    });
    const placements = own.filter(needsLearner);
    return { id, blocks: own, placements, exercises, last: at(placements.at(-1)) };
  });
  const placements = blocks.filter(needsLearner);
  return {
    version: release.version,
    complete: release.complete,
    blocks,
    byKey: new Map(blocks.map((block) => [block.id, block])),
    indexOf,
    placements,
    modules,
    exercises: modules.flatMap((module) => module.exercises),
    moduleOf: new Map(modules.flatMap((module) => module.blocks.map((block) => [block.id, module] as const))),
    firstOf: firstOfTools(placements),
    retired: new Map(release.retired.map((block) => [block.id, block])),
    outline: release.outline,
    tools: new Map(release.tools.map((tool) => [tool.name, tool])),
    skills: new Map(release.skills.map((skill) => [skill.id, skill])),
    release,
  };
}
